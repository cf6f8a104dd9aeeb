"""Profiles and drafts to vary one thing at a time."""

from collections.abc import Callable
from typing import Any

import pytest

from ai_chef_common.contracts.profile import CookingLevel, Profile, Target
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_testing.factories import CARROTS

Wishes = Callable[..., Profile]
Drafts = Callable[..., RecipeDraft]

ORDINARY = CARROTS | {
    "steps": ["당근을 썬다.", "팬에 볶는다."],
}


@pytest.fixture
def wishes() -> Wishes:
    """Return a maker of profiles that ask for little: a general recipe for 2."""

    def made(**asked: Any) -> Profile:
        given: dict[str, Any] = {
            "target": Target.GENERAL,
            "cooking_level": CookingLevel.ADVANCED,
            "budget": 30_000,
        }
        return Profile.model_validate(given | asked)

    return made


@pytest.fixture
def drafts() -> Drafts:
    """Return a maker of drafts; ``plus=`` adds ingredients such as ``"굴소스 1 큰술"``."""

    def made(*, plus: tuple[str, ...] = (), **fields: Any) -> RecipeDraft:
        added = [
            dict(zip(("name", "amount", "unit"), line.rsplit(" ", 2), strict=True)) for line in plus
        ]
        written = ORDINARY | fields
        return RecipeDraft.model_validate(
            written | {"ingredients": [*written["ingredients"], *added]}
        )

    return made
