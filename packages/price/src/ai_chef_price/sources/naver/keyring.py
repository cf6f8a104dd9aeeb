"""The credentials that all searches of one invocation share."""

from collections.abc import Callable
from threading import Lock

from ai_chef_common.errors import PriceSourceDenied
from ai_chef_price.sources.naver.search import AccessDenied, BadCredentials, Credentials


class Keyring:
    """Hands out the credentials; a refusal has them fetched once."""

    def __init__(self, credentials: Callable[[bool], Credentials]) -> None:
        self._fetch = credentials
        self._current = credentials(False)
        self._lock = Lock()

    def use[T](self, call: Callable[[Credentials], T]) -> T:
        """Call with the credentials, and once more with new ones if they are refused.

        Raises
        ------
        PriceSourceDenied
            The new ones are refused too, or the interface is not open to the application.
        """
        try:
            used = self._current
            try:
                return call(used)
            except BadCredentials:
                with self._lock:
                    if self._current == used:
                        self._current = self._fetch(True)
            return call(self._current)
        except BadCredentials:
            raise PriceSourceDenied(
                "Naver refuses the credentials: put valid ones with `make secret ENV=…`"
            ) from None
        except AccessDenied as denied:
            raise PriceSourceDenied(
                f"Naver refuses the shopping search ({denied}): enable 검색 for the application at "
                'Naver\'s developer center, or set price_source = "catalog"'
            ) from None
