"""Settings of a Lambda, read from environment variables once, at cold start.

pydantic reads them, without pydantic-settings: importing that costs as much again as pydantic
itself (`make bench` shows each Lambda's cold import), and all that is used of it is here.
"""

import os
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ai_chef_common.errors import SettingsInvalid

TableName = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9_.-]{3,255}$")]


class StepSettings(BaseModel):
    """What every Lambda needs to know.

    ``session_ttl_days``: days that a session and its result stay readable.
    ``session_lease_seconds``: a session in ``processing`` without any write for so long is given
    up by its owner. It must exceed the state machine's ``TimeoutSeconds``.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    sessions_table: TableName
    results_table: TableName
    session_ttl_days: Annotated[int, Field(ge=1, le=365)]
    session_lease_seconds: Annotated[int, Field(ge=60, le=86_400)]


def load_settings[S: StepSettings](model: type[S]) -> S:
    """Read `model` from the environment: each field from the variable of its name in capitals.

    Values come as text; a field that holds an object is declared as ``Json[...]``.

    Raises
    ------
    SettingsInvalid
        Names every variable that is missing or malformed, so that one deploy mends them all.
    """
    given = {
        name: os.environ[name.upper()] for name in model.model_fields if name.upper() in os.environ
    }
    try:
        return model.model_validate_strings(given)
    except ValidationError as error:
        named = [
            f"{str(item['loc'][0]).upper()}: {item['msg']}" if item["loc"] else item["msg"]
            for item in error.errors(include_url=False, include_input=False)
        ]
        raise SettingsInvalid(
            f"set these environment variables in terraform/functions.tf: {'; '.join(named)}"
        ) from None
