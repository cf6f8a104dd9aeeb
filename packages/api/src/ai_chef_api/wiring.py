"""The one place that makes the API's clients and stores, when a request first needs them."""

from functools import cache

from ai_chef_api.executions import Executions
from ai_chef_api.limits import LimitStore
from ai_chef_api.sessions import Sessions
from ai_chef_api.settings import ApiSettings
from ai_chef_common.aws import dynamodb
from ai_chef_common.sessions.eraser import SessionEraser
from ai_chef_common.sessions.reader import SessionReader
from ai_chef_common.sessions.results import ResultStore
from ai_chef_common.settings import load_settings


@cache
def sessions() -> Sessions:
    """Return what the routes work with. Tests forget it with ``sessions.cache_clear()``."""
    settings = load_settings(ApiSettings)
    return Sessions(
        settings,
        sessions=SessionReader(settings.sessions_table),
        results=ResultStore(settings.results_table),
        eraser=SessionEraser(settings.sessions_table, settings.results_table, client=dynamodb()),
        executions=Executions(settings.state_machine_arn),
        limits=LimitStore(settings.limits_table),
    )


@cache
def caller_header() -> str:
    """Return the header in which a CDN in front tells the caller's address; empty without one."""
    return load_settings(ApiSettings).caller_header
