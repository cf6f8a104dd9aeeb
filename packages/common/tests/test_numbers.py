"""The numbers of a result: won, counts and minutes are JSON integers, whatever is measured is decimal text.

No number of a result is a fraction in JSON: JavaScript and DynamoDB would each round it their own way.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ai_chef_common.contracts.result import Result

RESULTS = sorted((Path(__file__).parents[2] / "api" / "tests" / "page" / "canned").glob("*.json"))
DECIMAL = re.compile(r"-?\d+(\.\d*[1-9])?")

MONEY = {
    "price", "packPrice", "wonPer100G", "usedCost", "totalCost", "costPerServing",
    "usedCostPerServing", "low", "high", "limit", "difference", "before", "after", "totalBefore",
    "totalAfter", "total",
}  # fmt: skip
COUNTS = {"packs", "priced", "of", "servings", "minutes", "active", "waiting"}
MEASURES = {
    "amount", "grams", "packGrams", "needGrams", "usedGrams", "leftoverGrams", "coverage", "value",
    "kcal", "carbohydrateG", "fiberG", "sugarsG", "proteinG", "fatG", "saturatedFatG", "sodiumMg",
    "potassiumMg", "phosphorusMg", "cholesterolMg",
}  # fmt: skip


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value that holds no others, with the names of the fields that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


@pytest.mark.parametrize("file", RESULTS, ids=lambda file: file.stem)
def test_every_number_of_a_whole_result_keeps_the_rule(file: Path) -> None:
    result = json.loads(file.read_text("utf-8"))
    parsed = Result.model_validate_json(json.dumps(result)).to_json()

    for path, value in leaves(parsed):
        name, is_of_a_rule = path[-1], "checkedRules" in path
        if "unmeasured" in path:
            continue  # names of ingredients, by nutrient
        if name in MEASURES or (name == "limit" and is_of_a_rule):
            assert isinstance(value, str), path
            assert DECIMAL.fullmatch(value), path
        elif isinstance(value, int) and not isinstance(value, bool):
            assert name in MONEY | COUNTS, path
        else:
            assert not isinstance(value, float), path
            assert name not in MONEY | COUNTS, path


def test_no_field_of_a_result_is_a_json_fraction() -> None:
    schema = json.dumps(Result.model_json_schema(mode="serialization"))

    assert '"type": "integer"' in schema
    assert '"type": "number"' not in schema
