"""Naver's shopping search: one lookup, with its retries, within a shared deadline."""

import json
import random
import time
from collections.abc import Callable
from typing import NamedTuple

import httpx

from ai_chef_common.contracts.pricing import Unpriced
from ai_chef_price.hit import Hit

PATH = "/v1/search/shop.json"
NO_USED_RENTAL_OVERSEAS = "used:rental:cbshop"

RATE_CODES = frozenset({"012"})
QUOTA_CODES = frozenset({"010"})
QUOTA_WORDS = ("query limit", "quota", "쿼리 한도", "일 허용량", "호출 한도")
"""What an answer of 429 holds when the day's calls are used up (010, ``count/quota=25000/25000``);
012 is the limit per second, and so is 429 without a word; 024 is a refused authentication, which comes
as 401 (Naver's open API guide, 오류 코드)."""

FIRST_WAIT_SECONDS = 0.2


class Credentials(NamedTuple):
    """What the search asks for; never logged."""

    client_id: str
    client_secret: str


class BadCredentials(Exception):
    """The search answers 401: the credentials are wrong or have been replaced."""


class AccessDenied(Exception):
    """The search is not enabled for the application (403), whatever its credentials are."""


class LookupFailed(Exception):
    """One lookup came to nothing; ``outcome`` names why."""

    def __init__(self, outcome: Unpriced) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


class SearchGone(LookupFailed):
    """There is no such search any more (404): an outage that no retry and no credential mends."""

    def __init__(self) -> None:
        super().__init__(Unpriced.SOURCE_UNAVAILABLE)


class Deadline:
    """The time that all lookups of one invocation share."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(0.0, self._ends - self._clock())


class NaverSearch:
    """Searches by name. One instance holds its connections open and may be used by many threads.

    Parameters
    ----------
    base_url
        ``https://openapi.naver.com``, or a server of one's own.
    call_seconds
        Longest wait for one answer.
    display
        Hits per search, 1 to 100.
    """

    def __init__(
        self,
        base_url: str,
        *,
        call_seconds: float,
        display: int,
        connections: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._call_seconds = call_seconds
        self._display = display
        self._sleep = sleep
        self._client = httpx.Client(
            base_url=base_url,
            limits=httpx.Limits(max_connections=connections),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def hits(self, query: str, credentials: Credentials, deadline: Deadline) -> list[Hit]:
        """Return the hits for `query` in order of relevance; throttling and 5xx are tried again.

        Raises
        ------
        BadCredentials
            Credentials are refused (401).
        AccessDenied
            The interface is not enabled for the application (403).
        SearchGone
            There is no such interface (404).
        LookupFailed
            ``source_unavailable`` (5xx, no answer), ``rate_limited``, ``quota_exhausted``,
            ``malformed_answer`` (HTML, cut JSON, missing items) or ``out_of_time``.
        """
        wait = FIRST_WAIT_SECONDS
        first: Unpriced | None = None
        while True:
            outcome = self._once(query, credentials, deadline)
            if isinstance(outcome, list):
                return outcome
            first = first or outcome  # a retry that the deadline cuts short says less
            pause = random.uniform(wait / 2, wait)  # noqa: S311 - jitter, not a secret
            if pause >= deadline.left:
                raise LookupFailed(first)
            self._sleep(pause)
            wait *= 2

    def _once(
        self, query: str, credentials: Credentials, deadline: Deadline
    ) -> list[Hit] | Unpriced:
        """Return the hits, or the outcome that stands if trying again does not help."""
        seconds = min(self._call_seconds, deadline.left)
        if seconds <= 0:
            return Unpriced.OUT_OF_TIME
        ends = time.monotonic() + seconds
        try:
            with self._client.stream(
                "GET",
                PATH,
                params={
                    "query": query,
                    "display": str(self._display),
                    "sort": "sim",
                    "exclude": NO_USED_RENTAL_OVERSEAS,
                },
                headers={
                    "X-Naver-Client-Id": credentials.client_id,
                    "X-Naver-Client-Secret": credentials.client_secret,
                },
                timeout=seconds,
            ) as response:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if time.monotonic() > ends:  # httpx's timeout begins anew with every byte
                        return Unpriced.OUT_OF_TIME
        except httpx.TimeoutException:
            return Unpriced.OUT_OF_TIME
        except httpx.HTTPError:
            return Unpriced.SOURCE_UNAVAILABLE
        return _read(response.status_code, bytes(body))


def _read(status: int, body: bytes) -> list[Hit] | Unpriced:
    """Return the hits of an answer, or an outcome for which trying again may help."""
    if status == 401:
        raise BadCredentials
    if status == 404:
        raise SearchGone
    if status == 403:
        raise AccessDenied(f"status {status}, errorCode {_error(body)[0] or 'none'}")
    if status == 429:
        if _is_quota(body):
            raise LookupFailed(Unpriced.QUOTA_EXHAUSTED)
        return Unpriced.RATE_LIMITED
    if status >= 500:
        return Unpriced.SOURCE_UNAVAILABLE
    if status != 200:
        raise LookupFailed(Unpriced.MALFORMED_ANSWER)
    try:
        items = json.loads(body)["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise LookupFailed(Unpriced.MALFORMED_ANSWER) from None
    if not isinstance(items, list):
        raise LookupFailed(Unpriced.MALFORMED_ANSWER)
    return [Hit.of(item) for item in items if isinstance(item, dict)]


def _is_quota(body: bytes) -> bool:
    code, message = _error(body)
    if code in RATE_CODES:
        return False
    return code in QUOTA_CODES or any(word in message for word in QUOTA_WORDS)


def _error(body: bytes) -> tuple[str, str]:
    """Return the code and the message of an error, in lower case; the code fit for a log."""
    try:
        answer = json.loads(body)
        code, message = str(answer.get("errorCode", "")), str(answer.get("errorMessage", ""))
    except (ValueError, AttributeError, RecursionError):
        return "", body[:1000].decode("utf-8", "replace").lower()
    return (code if code.isalnum() and len(code) <= 8 else ""), message.lower()
