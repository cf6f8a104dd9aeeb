"""What a profile may hold, in both languages: from the tables that decide later."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from ai_chef_cli.plain import plain
from ai_chef_cli.profile_fields import profile_fields
from ai_chef_common.contracts.labels import label
from ai_chef_food.household import pantry_choices
from ai_chef_food.tables import rows

Option = dict[str, str]


def allergens() -> list[Option]:
    """Return the labelled allergens of Korea, in the order of the law."""
    return [{"code": row["english"], "label": row["name"]} for row in rows("allergens")]


def options() -> dict[str, Any]:
    """Return by field what it may hold: codes with Korean labels, names, or least and most."""
    found: dict[str, Any] = {}
    for field in profile_fields():
        if field.choices:
            found[field.json_name] = [
                {"code": choice.value, "label": label(choice)} for choice in field.choices
            ]
        elif field.bounds:
            found[field.json_name] = {"min": field.bounds[0], "max": field.bounds[1]}
    return found | {"allergies": allergens(), "pantry": list(pantry_choices())}


def tables() -> Iterator[tuple[str, Table]]:
    """Yield the same for a terminal: a title and a table for every field with values to choose."""
    listed = options()
    for field in profile_fields():
        values = listed.get(field.json_name)
        if values is None:
            continue
        table = Table(box=None, show_header=False, padding=(0, 2))
        if field.bounds:
            table.add_row(f"{field.bounds[0]:,} ~ {field.bounds[1]:,}")
        elif field.json_name == "pantry":
            table.add_row(plain(", ".join(values)))
        else:
            for value in values:
                table.add_row(plain(value["code"]), plain(value["label"]))
        if field.json_name == "allergies":
            table.add_row("", plain("재료나 묶음 이름도 됩니다: 두부, 갑각류, 견과류 …"))
        yield f"{field.korean} ({field.json_name}, {field.flag})", table
