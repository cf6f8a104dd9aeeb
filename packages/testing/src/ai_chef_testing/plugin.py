"""The pytest plugin of the repository: settings, tables in moto, a clock that stands still."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from ai_chef_common.settings import StepSettings

LAMBDA_ENVIRONMENT = {
    "SESSIONS_TABLE": "ai-chef-sessions-test",
    "RESULTS_TABLE": "ai-chef-results-test",
    "SESSION_TTL_DAYS": "7",
    "SESSION_LEASE_SECONDS": "900",
    "RECIPE_SOURCE": "book",
    "PRICE_SOURCE": "catalog",
    "LIMITS_TABLE": "ai-chef-limits-test",
    "STATE_MACHINE_ARN": "arn:aws:states:ap-northeast-2:123456789012:stateMachine:ai-chef-workflow-test",
    "SESSIONS_PER_DAY": "1000",
    "SESSIONS_PER_CALLER_HOUR": "500",
}
AWS_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",  # pragma: allowlist secret
    "AWS_DEFAULT_REGION": "ap-northeast-2",
    "AWS_REGION": "ap-northeast-2",
}
NOT_FOR_TESTS = ("AWS_CA_BUNDLE", "AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_SESSION_TOKEN")


def pytest_configure() -> None:
    """Give handlers the settings that they read at import, and boto3 no way to a real account."""
    for name in NOT_FOR_TESTS:
        os.environ.pop(name, None)
    os.environ.update(LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT)
    # How long an example took says nothing of the code: the machine may be busy.
    hypothesis.settings.register_profile(
        "ai-chef", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("ai-chef")


@dataclass
class FrozenClock:
    """A clock that moves only when told to."""

    now: datetime = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time that it stands at."""
        return self.now

    def forward(self, **by: float) -> None:
        """Move forward, e.g. ``forward(seconds=5)``."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> FrozenClock:
    """Return a clock that stands at 2026-01-31T09:00:00Z."""
    return FrozenClock()


@pytest.fixture
def settings() -> "StepSettings":
    """Return the settings that every Lambda has."""
    from ai_chef_common.settings import StepSettings, load_settings

    return load_settings(StepSettings)


@pytest.fixture
def dynamodb() -> "Iterator[DynamoDBClient]":
    """Yield a client of an in-memory DynamoDB that has the tables of the Terraform module."""
    import boto3

    from ai_chef_testing.in_memory import in_memory_aws
    from ai_chef_testing.tables import create_tables

    with in_memory_aws():
        client: DynamoDBClient = boto3.client("dynamodb")
        create_tables(client, "test")
        yield client


@pytest.fixture
def profile() -> dict[str, Any]:
    """Return the profile of the seed's example."""
    return {
        "target": "keto",
        "healthConditions": ["diabetes"],
        "allergies": [],
        "cookingLevel": "beginner",
        "budget": 30000,
    }


@pytest.fixture
def recipe() -> dict[str, Any]:
    """Return a small recipe for 2 as GenerateRecipe sends it."""
    return {
        "name": "아보카도 샐러드",
        "description": "간단한 샐러드",
        "servings": 2,
        "minutes": 10,
        "level": "beginner",
        "ingredients": [
            {"name": "아보카도", "amount": "2", "unit": "개"},
            {"name": "닭가슴살", "amount": "200", "unit": "g"},
        ],
        "steps": ["썬다.", "섞는다."],
        "stepMinutes": [],
        "source": {"kind": "book", "id": "test", "generatedAt": "2026-01-31T09:00:00.000Z"},
        "diets": [],
        "checkedRules": [],
        "cautions": [],
        "ingredientsAtHand": [],
        "ingredientsToBuy": [],
        "homeSubstitutes": [],
    }
