"""People at the HTTP API of the local AWS: how long requests take, and 200 sessions at once.

Usage: python -m benchmarks.api [--people N] [--concurrency N] [--json FILE]

Requests are timed one after another, each beside one to a route of the same API whose function does
nothing. Then people start a session each at the same time and poll as the API asks them to, until they
have the result; as many executions are started directly before, under the same limits.
"""

import argparse
import asyncio
import json
import secrets
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from ai_chef_testing.stack.deployed import Deployed
from benchmarks.load import run_executions
from benchmarks.local_stack import STEPS, deployed_stack, no_op_route

PEOPLE = 200
CONCURRENCY = 8
TIMED = 200
LIMIT_SECONDS = 600
PROFILE = {"target": "keto", "allergies": ["우유"], "cookingLevel": "beginner"}


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one kind of request, and of the route that does nothing beside it."""

    p50: float
    p95: float
    no_op_p50: float
    no_op_p95: float


@dataclass(frozen=True)
class People:
    """What came of all at once. Seconds from the first start to the last result."""

    people: int
    outcomes: dict[str, int]
    lost: int
    requests_each: float
    median_wait_seconds: float
    seconds: float
    direct_seconds: float


def latencies(deployed: Deployed) -> dict[str, Latency]:
    """Time the state of a completed session, its result, the options and the page."""
    no_op = no_op_route(deployed)
    with httpx.Client(base_url=f"{deployed.api_url}/", timeout=60, trust_env=False) as client:
        started = client.post("sessions", json={"profile": PROFILE}).json()
        key = {"Authorization": f"Bearer {started['accessKey']}"}
        where = f"sessions/{started['sessionId']}"
        while client.get(where, headers=key).json()["status"] == "processing":
            time.sleep(0.2)
        return {
            name: _timed(client, path, key, no_op)
            for name, path in {
                "state": where, "result": f"{where}/result", "options": "options", "page": "",
            }.items()
        }  # fmt: skip


def _timed(client: httpx.Client, path: str, key: dict[str, str], no_op: str) -> Latency:
    taken: dict[str, list[float]] = {path: [], no_op: []}
    for _ in range(TIMED):
        for asked, kept in taken.items():
            started = time.perf_counter()
            client.get(asked, headers=key).raise_for_status()
            kept.append((time.perf_counter() - started) * 1000)
    own, nothing = (statistics.quantiles(kept, n=20) for kept in taken.values())
    return Latency(own[9], own[18], nothing[9], nothing[18])


class Visitor:
    """One person's client: repeats what was refused for want of room, as the API asks, and counts."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.requests = 0

    async def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Send a request until it is let in."""
        while True:
            self.requests += 1
            wait = 1.0
            try:
                answer = await self._client.request(method, path, **request)
                if answer.status_code not in (429, 502, 503):
                    return answer
                wait = float(answer.headers.get("retry-after", wait))
            except httpx.TransportError:
                pass  # as a page does that loses its network
            await asyncio.sleep(wait)

    async def visit(self) -> str:
        """Start a session and poll it until there is a result; return how it ended."""
        once = {"Idempotency-Key": secrets.token_urlsafe(16)}
        given = {"profile": PROFILE}
        started = (await self.send("POST", "sessions", json=given, headers=once)).json()
        where = f"sessions/{started['sessionId']}"
        key = {"Authorization": f"Bearer {started['accessKey']}"}
        state, etag = started, ""
        while state["status"] == "processing":
            await asyncio.sleep(1)
            answer = await self.send("GET", where, headers=key | {"If-None-Match": etag})
            etag = answer.headers.get("etag", etag)
            state = answer.json() if answer.status_code == 200 else state
        if state["status"] == "failed":
            code: str = state["error"]["code"]
            return code
        result = await self.send("GET", f"{where}/result", headers=key)
        return "completed" if result.status_code == 200 else f"result {result.status_code}"


async def visit(client: httpx.AsyncClient) -> tuple[str, int, float]:
    """Return how one person's visit ended, its requests and the seconds that it took."""
    visitor, began = Visitor(client), time.perf_counter()
    try:
        outcome = await asyncio.wait_for(visitor.visit(), LIMIT_SECONDS)
    except TimeoutError:
        outcome = "lost"
    return outcome, visitor.requests, time.perf_counter() - began


async def _all(url: str, people: int) -> tuple[list[tuple[str, int, float]], float]:
    limits = httpx.Limits(max_connections=people)
    async with httpx.AsyncClient(
        base_url=f"{url}/", timeout=120, limits=limits, trust_env=False
    ) as client:
        began = time.perf_counter()
        visits = await asyncio.gather(*(visit(client) for _ in range(people)))
        return visits, time.perf_counter() - began


def measure(deployed: Deployed, people: int, concurrency: int) -> People:
    """Send people in; the functions' concurrency is limited from then on."""
    for name in (*STEPS, "api"):
        deployed.client("lambda").put_function_concurrency(
            FunctionName=deployed.function(name), ReservedConcurrentExecutions=concurrency
        )
    direct = [{"sessionId": f"sess_direct_{n}", "profile": PROFILE} for n in range(people)]
    run_executions(deployed, deployed.state_machine_arn, direct[:concurrency])  # warm
    direct_seconds, _ = run_executions(deployed, deployed.state_machine_arn, direct)
    visits, seconds = asyncio.run(_all(deployed.api_url, people))
    outcomes = Counter(outcome for outcome, *_ in visits)
    return People(
        people=people,
        outcomes=dict(sorted(outcomes.items())),
        lost=people - outcomes["completed"],
        requests_each=statistics.mean(requests for _, requests, _ in visits),
        median_wait_seconds=statistics.median(waited for *_, waited in visits),
        seconds=seconds,
        direct_seconds=direct_seconds,
    )


def main() -> int:
    """Run it and print it; exit with 1 if a session was lost."""
    parser = argparse.ArgumentParser(prog="api", description="People at the HTTP API.")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work, deployed_stack(Path(work)) as stack:
        times = latencies(stack.deployed)
        for name, latency in times.items():
            print(
                f"{name}: p50 {latency.p50:.1f} ms, p95 {latency.p95:.1f} ms; "
                f"no-op route {latency.no_op_p50:.1f} and {latency.no_op_p95:.1f} ms",
                flush=True,
            )
        load = measure(stack.deployed, options.people, options.concurrency)
    print(f"{load.people} people at once, {options.concurrency} at a time in each function")
    print(
        f"  ended: {load.outcomes} in {load.seconds:.1f} s, median wait {load.median_wait_seconds:.1f} s"
    )
    print(f"  requests of one session: {load.requests_each:.1f}; lost {load.lost}")
    print(f"  the same executions started directly: {load.direct_seconds:.1f} s")
    if options.json:
        figures: dict[str, Any] = {name: asdict(latency) for name, latency in times.items()}
        options.json.write_text(json.dumps(figures | {"load": asdict(load)}, indent=2) + "\n")
    return 1 if load.lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
