"""An HTTP server that answers as KAMIS's open API does; its prices are made up."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATH = "/service/price/xml.do"
CERT_KEY = "kamis-key"
CERT_ID = "1234"
WRONG_PARAMETERS, UNAUTHENTICATED, NO_DATA = ["200"], ["900"], ["001"]


def row(
    item: str, kind: str, rank: str, unit: str, *, prices: tuple[str, ...], normal: str = "-"
) -> dict[str, str]:
    """Return a row: the prices of that day, the day before, one and two weeks before."""
    return {
        "item_name": item,
        "item_code": "111",
        "kind_name": f"{kind}({unit})",
        "kind_code": "01",
        "rank": rank,
        "rank_code": "04",
        "unit": unit,
        "day1": "당일 (10/09)",
        "dpr1": prices[0],
        "day2": "1일전 (10/08)",
        "dpr2": prices[1],
        "day3": "1주일전 (10/02)",
        "dpr3": prices[2],
        "day4": "2주일전 (09/25)",
        "dpr4": prices[3],
        "day5": "1개월전",
        "dpr5": "-",
        "day6": "1년전",
        "dpr6": "-",
        "day7": "일평년",
        "dpr7": normal,
    }


class KamisServer(ThreadingHTTPServer):
    """Answers with ``rows`` by category code; ``error`` answers every request with that code."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.rows: dict[str, list[dict[str, str]]] = {}
        self.error: list[str] | None = None
        self.parameters: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: KamisServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        parameters = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.server.parameters.append(parameters)
        rows = self.server.rows.get(parameters.get("p_item_category_code", ""))
        data: Any = {"error_code": "000", "item": rows} if rows else NO_DATA
        if parameters.get("action") != "dailyPriceByCategoryList":
            data = WRONG_PARAMETERS
        if (parameters.get("p_cert_key"), parameters.get("p_cert_id")) != (CERT_KEY, CERT_ID):
            data = UNAUTHENTICATED
        body = json.dumps({"condition": [parameters], "data": self.server.error or data})
        status = 200 if address.path == PATH else 404
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Stay quiet."""
