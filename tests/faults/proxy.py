"""A proxy between Lambdas and the local AWS that throttles, fails, delays and resets on request.

microburst does it, from an environment of its own: what it injects has the form in which AWS would
answer, so that the SDK's own retries are exercised too.
"""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_chef_testing.stack.deployed import wait_for
from tools import environments
from tools.build_package import ROOT

LOCK = ROOT / "tests" / "faults" / "requirements.txt"
STARTED_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class FaultProxy:
    """A running proxy."""

    url: str

    def inject(self, *rules: dict[str, Any]) -> None:
        """Replace all rules; without any, requests pass untouched."""
        self._ask("DELETE", "fired")
        self._ask("POST", "rules", list(rules))

    def fired(self) -> list[dict[str, Any]]:
        """Return what was injected since `inject`, oldest first."""
        faults: list[dict[str, Any]] = self._ask("GET", "fired")
        return faults

    def is_up(self) -> bool:
        """Tell whether it answers."""
        try:
            self._ask("GET", "health")
        except (urllib.error.URLError, OSError):
            return False
        return True

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - our own URL
            f"{self.url}/_microburst/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={} if body is None else {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own URL
            return json.loads(answer.read() or b"null")


@contextmanager
def proxying(upstream_port: int, port: int, log: Path) -> Iterator[FaultProxy]:
    """Run a proxy on `port` before `upstream_port`, both of 127.0.0.1, until the block ends.

    Raises
    ------
    TimeoutError
        It did not start.
    """
    program = environments.install("fault_proxy", LOCK) / "microburst"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [str(program), "--upstream", f"http://127.0.0.1:{upstream_port}",
             "--host", "127.0.0.1", "--port", str(port)],
            stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        proxy = FaultProxy(f"http://127.0.0.1:{port}")
        wait_for(
            f"the fault proxy (log: {log})", lambda: proxy.is_up() or None, STARTED_WITHIN_SECONDS
        )
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=10)
