"""ResultStore: reading the Results table. Results are written by `SessionStore.complete` only."""

from typing import TYPE_CHECKING, Any

from ai_chef_common.contracts.base import parse
from ai_chef_common.sessions.reader import ItemReader

if TYPE_CHECKING:
    from ai_chef_common.contracts.result import StoredResult


class ResultStore(ItemReader):
    """Reads results as pollers do."""

    def get(self, session_id: str) -> "StoredResult | None":
        """Return the stored result, or None if there is none or its time to live has passed.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be read.
        """
        # The API hands results on as they were stored, and starts cold without their models.
        from ai_chef_common.contracts.result import StoredResult  # noqa: PLC0415

        item = self._live_item(session_id)
        return parse(StoredResult, item) if item else None

    def stored(self, session_id: str) -> dict[str, Any] | None:
        """Return the result as JSON as it was stored, without parsing what was valid when written.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be read.
        """
        item = self._live_item(session_id)
        return item["result"] if item else None
