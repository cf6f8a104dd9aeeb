"""Settings of the HTTP API."""

from typing import Annotated

from pydantic import Field, StringConstraints

from ai_chef_common.settings import StepSettings, TableName


class ApiSettings(StepSettings):
    """``state_machine_arn``: what is started. ``limits_table``: counters of new sessions.

    ``sessions_per_day`` and ``sessions_per_caller_hour`` are ceilings of new sessions (UTC).
    ``caller_header`` names the header in which a CDN in front tells the caller's address; empty
    without one.
    """

    state_machine_arn: Annotated[str, StringConstraints(pattern=r"^arn:[\w-]+:states:")]
    limits_table: TableName
    sessions_per_day: Annotated[int, Field(ge=1)]
    sessions_per_caller_hour: Annotated[int, Field(ge=1)]
    caller_header: str = ""
