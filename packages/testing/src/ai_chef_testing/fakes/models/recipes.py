"""What fake models cook: a recipe that fits, and ways to spoil it."""

import json
from functools import lru_cache
from typing import Any

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import Profile
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.parsing import parse_recipe
from ai_chef_recipe.sources.cookbook.source import book

PLANTS = {
    "알류": "마요네즈",
    "우유": "버터",
    "메밀": "메밀국수",
    "땅콩": "땅콩버터",
    "대두": "된장",
    "밀": "간장",
    "고등어": "고등어",
    "게": "맛살",
    "새우": "김치",
    "돼지고기": "베이컨",
    "복숭아": "복숭아",
    "토마토": "케첩",
    "아황산류": "건포도",
    "호두": "호두",
    "닭고기": "치킨스톡",
    "쇠고기": "다시다",
    "오징어": "진미채",
    "굴": "굴소스",
    "전복": "전복",
    "홍합": "홍합",
    "조개류": "바지락",
    "잣": "페스토",
}
"""For each labelled allergen something that contains it, hidden where there is such a thing."""


def fitting(profile: dict[str, Any]) -> dict[str, Any]:
    """Return a draft that fits the profile, taken from the book; an ordinary one if none does."""
    return dict(_fitting(json.dumps(profile, sort_keys=True, ensure_ascii=False)))


@lru_cache(maxsize=4096)
def _fitting(wishes: str) -> dict[str, Any]:
    asked = json.loads(wishes)
    for added in ("limits", "meal", "staplesAtHome"):
        asked.pop(added, None)
    profile = parse(Profile, asked)
    for recipe in book():
        draft = recipe.draft(profile.servings)
        if profile.target in recipe.targets and not judge(parse_recipe(draft), profile).violations:
            return draft.model_dump(mode="json")
    return ordinary(profile.servings)


def ordinary(servings: int) -> dict[str, Any]:
    """Return a plain dish of rice and vegetables."""
    return {
        "name": "채소밥",
        "description": "채소를 넣은 밥.",
        "cuisine": "korean",
        "servings": servings,
        "minutes": 45,
        "level": "beginner",
        "ingredients": [
            {"name": "쌀", "amount": str(125 * servings), "unit": "g"},
            {"name": "당근", "amount": str(50 * servings), "unit": "g"},
        ],
        "steps": [
            {"text": "쌀을 씻어 안친다.", "active": 5},
            {"text": "당근을 넣어 밥을 짓는다.", "active": 5, "waiting": 35},
        ],
    }


def with_ingredient(draft: dict[str, Any], name: str, amount: str = "20") -> dict[str, Any]:
    """Return the draft with one more ingredient, which the steps use."""
    line = {"name": name, "amount": amount, "unit": "g"}
    return draft | {
        "ingredients": [*draft["ingredients"], line],
        "steps": [*draft["steps"], f"{name} 재료를 섞는다."],
    }


def with_step(draft: dict[str, Any], step: str) -> dict[str, Any]:
    """Return the draft with one more step, of which the ingredients know nothing."""
    return draft | {"steps": [*draft["steps"], step]}


def plant(profile: dict[str, Any]) -> str:
    """Return something that holds the person's first allergen."""
    first = next(iter(profile.get("allergies", [])), "땅콩")
    return PLANTS.get(first, first)
