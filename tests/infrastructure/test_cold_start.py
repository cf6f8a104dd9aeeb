"""What a cold start does not do: collect garbage while it imports, build what the usual path needs not.

How long it takes is measured by `make bench`; these are the reasons for it that can be seen.
"""

import json
from functools import cache

import pytest

from tests.infrastructure.conftest import printed
from tools.build_package import lambda_packages

IMPORT = """
import gc, json, sys
collections = []
gc.callbacks.append(lambda phase, info: collections.append(phase))
gc.set_threshold(1)
import ai_chef_PACKAGE
gc.set_threshold(1)
collections.clear()
import ai_chef_PACKAGE.handler
during = len(collections)
kept = [[] for _ in range(1000)]
print(json.dumps({
    "during": during, "after": len(collections) - during, "frozen": gc.get_freeze_count(),
    "modules": sorted(name for name in sys.modules if name.startswith("ai_chef_")),
}))
"""


@cache
def imported(package: str, **variables: str) -> dict[str, object]:
    """Return what importing a handler in a new process did, with a function's environment."""
    code = IMPORT.replace("PACKAGE", package)
    figures: dict[str, object] = json.loads(printed(code, **variables))
    return figures


@pytest.mark.parametrize("package", lambda_packages())
def test_a_lambda_collects_nothing_while_it_imports_and_collects_again_afterwards(
    package: str,
) -> None:
    figures = imported(package, AWS_LAMBDA_FUNCTION_NAME=f"ai-chef-{package}-test")

    assert figures["during"] == 0
    assert figures["after"] != 0
    assert figures["frozen"] != 0


def test_whoever_imports_a_handler_elsewhere_keeps_the_collector_as_it_was() -> None:
    figures = imported("combine")

    assert figures["during"] != 0
    assert figures["after"] != 0
    assert figures["frozen"] == 0


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("api", "ai_chef_api.answers"),
        ("api", "ai_chef_api.options"),
        ("api", "ai_chef_common.contracts.result"),
        ("api", "ai_chef_common.metrics"),
        ("api", "ai_chef_common.normalize"),
        ("recipe", "ai_chef_common.contracts.pricing"),
        ("recipe", "ai_chef_common.contracts.execution"),
        ("price", "ai_chef_common.contracts.recipe"),
        ("price", "ai_chef_common.contracts.result"),
        ("orchestrator", "ai_chef_common.contracts.recipe"),
    ],
)
def test_a_function_starts_without_what_its_usual_path_does_not_need(
    package: str, module: str
) -> None:
    modules = imported(package)["modules"]

    assert isinstance(modules, list)
    assert f"ai_chef_{package}.handler" in modules
    assert module not in modules
