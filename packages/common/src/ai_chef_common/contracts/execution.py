"""The execution input: what a client starts the workflow with."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from ai_chef_common.contracts.base import Contract, KeyHash, SessionId
from ai_chef_common.contracts.profile import ProfileInput
from ai_chef_common.contracts.sizes import INPUT_BYTES, json_bytes


class ExecutionInput(Contract):
    """What a client starts the workflow with.

    ``reprice_of`` names a completed session whose recipe is to be priced anew, without writing
    another. ``holder`` and ``reader`` are what the HTTP API knows people by: hashes of the key that
    may do everything with the session, and of the one that may read its result.
    """

    session_id: SessionId
    profile: ProfileInput
    reprice_of: SessionId | None = None
    holder: KeyHash | None = None
    reader: KeyHash | None = None

    @model_validator(mode="after")
    def _is_small(self) -> Self:
        if json_bytes(self.to_json()) > INPUT_BYTES:
            raise PydanticCustomError(
                "input_too_large", "more than {most} bytes", {"most": INPUT_BYTES}
            )
        return self
