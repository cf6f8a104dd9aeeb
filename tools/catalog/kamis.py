"""The KAMIS open API: one day's retail prices in Seoul, by category of goods.

Documented at https://www.kamis.or.kr (open API, dailyPriceByCategoryList). Prices are text with
thousands separators, ``-`` where there is none; errors come as ``data: ["900"]``.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import httpx

URL = "https://www.kamis.or.kr"
PATH = "/service/price/xml.do"
CATEGORIES = ("100", "200", "300", "400", "500", "600")
"""Grains, vegetables, special crops, fruit, livestock, fish."""

RETAIL, SEOUL = "01", "1101"
NO_DATA = "001"
FRESHEST_FIRST = ("1", "2", "3", "4")
"""That day, the day before, one and two weeks before: the first with a price is taken."""

NORMAL_YEAR = "dpr7"
ERRORS = {"200": "wrong parameters", "900": "the key or the id is not accepted"}
SECONDS = 30


class Keys(NamedTuple):
    """What the interface asks for; never printed."""

    cert_key: str
    cert_id: str


class KamisRefused(Exception):
    """KAMIS answers with an error, or with something that is no answer of it."""


class Survey(NamedTuple):
    """One price of the survey in KRW for ``unit``, and that of a normal year, if there is one."""

    item: str
    kind: str
    grade: str
    unit: str
    price_krw: int
    normal_krw: int | None
    day: date


def fetch(day: date, keys: Keys, url: str = URL) -> list[Survey]:
    """Return the freshest retail prices of Seoul up to `day`, at most two weeks old.

    Raises
    ------
    KamisRefused
        The keys or parameters are refused, KAMIS does not answer, or has no price at all.
    """
    found: list[Survey] = []
    with httpx.Client(base_url=url, timeout=SECONDS) as client:
        for category in CATEGORIES:
            found += _category(client, category, day, keys)
    if not found:
        raise KamisRefused(f"no price at all for {day}: choose another day")
    return found


def _category(client: httpx.Client, category: str, day: date, keys: Keys) -> Iterator[Survey]:
    try:
        answer = client.get(
            PATH,
            params={
                "action": "dailyPriceByCategoryList",
                "p_cert_key": keys.cert_key,
                "p_cert_id": keys.cert_id,
                "p_returntype": "json",
                "p_product_cls_code": RETAIL,
                "p_country_code": SEOUL,
                "p_regday": day.isoformat(),
                "p_convert_kg_yn": "N",
                "p_item_category_code": category,
            },
        )
        answer.raise_for_status()
        data = answer.json()["data"]
    except httpx.HTTPError as error:
        raise KamisRefused(f"KAMIS does not answer: {type(error).__name__}") from None
    except (ValueError, KeyError, TypeError):
        raise KamisRefused("the answer is no JSON with data") from None
    yield from _surveys(data, day)


def _surveys(data: Any, day: date) -> Iterator[Survey]:
    if isinstance(data, list):
        code = str(data[0]) if data else ""
        if code != NO_DATA:
            raise KamisRefused(f"error {code or 'without a code'}: {ERRORS.get(code, 'unknown')}")
        return
    rows = data.get("item", []) if isinstance(data, dict) else []
    for row in rows if isinstance(rows, list) else [rows]:
        survey = _survey(row, day)
        if survey is not None:
            yield survey


def _survey(row: dict[str, Any], day: date) -> Survey | None:
    unit = _text(row, "unit").replace(" ", "")
    for place in FRESHEST_FIRST:
        price, surveyed = _price(row, f"dpr{place}"), _day(_text(row, f"day{place}"), day)
        if price is not None and surveyed is not None:
            kind = _text(row, "kind_name").removesuffix(f"({unit})")
            return Survey(
                _text(row, "item_name"), kind, _text(row, "rank"), unit, price,
                _price(row, NORMAL_YEAR), surveyed,
            )  # fmt: skip
    return None


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""


def _price(row: dict[str, Any], name: str) -> int | None:
    digits = _text(row, name).replace(",", "")
    return int(digits) if digits.isdecimal() and int(digits) > 0 else None


def _day(text: str, asked: date) -> date | None:
    """Return the day that ``1주일전 (10/02)`` means, which is not after the day asked for."""
    match = re.search(r"(\d{1,2})/(\d{1,2})", text)
    if match is None:
        return None
    try:
        day = date(asked.year, int(match[1]), int(match[2]))
        return day if day <= asked else day.replace(year=asked.year - 1)
    except ValueError:
        return None
