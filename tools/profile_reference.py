"""Write docs/profile.md, the reference of a profile, from the contract model and its tables.

Usage: python -m tools.profile_reference [--check]

With ``--check`` nothing is written: it says whether the file is as the model asks.
"""

import sys
from collections.abc import Iterable, Iterator

from ai_chef_cli.options import allergens
from ai_chef_cli.profile_fields import ENUMS, ProfileField, profile_fields
from ai_chef_common.contracts.labels import LABELS, label
from ai_chef_food.household import staples
from tools.build_package import ROOT

REFERENCE = ROOT / "docs" / "profile.md"
INTRODUCTION = """\
# A profile

<!-- Written by `make reference` from the contract model: change that, not this file. -->

A profile says who a recipe is for. Only `target` is required. It is JSON, in a file
(`ai-chef run --profile FILE`), in a request to the HTTP API ([api.md](api.md)) or in the input of an
execution ([sessions.md](sessions.md)); each field is also a flag of `ai-chef run`, and without a file
and flags the command asks. `ai-chef options` lists the values, `ai-chef check --profile FILE` says what
is wrong with a file.

```json
{"target": "keto", "allergies": ["우유"], "budget": 20000}
```

```sh
ai-chef run --target keto --allergy 우유 --budget 20000
```

Codes and Korean labels mean the same everywhere: `"keto"` or `"케토"`, `"hypertension"` or `"고혈압"`.
Unknown fields and values are refused.
"""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def holds(field: ProfileField) -> str:
    """Return in words what a field may hold."""
    if field.choices:
        choices = f"[{'any of' if field.is_list else 'one of'}](#{field.choices.__name__.lower()})"
        return f"{choices}, at most {field.most}" if field.most else choices
    if field.bounds:
        return f"{field.bounds[0]:,} to {field.bounds[1]:,}"
    return f"names, at most {field.most}"


def default(field: ProfileField) -> str:
    """Return in words what a field is if it is left out."""
    if field.is_required:
        return "required"
    return "none" if field.default in (None, []) else f"`{field.default}`"


def sections() -> Iterator[str]:
    """Yield the parts of the reference."""
    yield INTRODUCTION
    yield "## Fields\n\n" + table(
        ("field", "Korean", "flag", "holds", "default", "meaning"),
        (
            (f"`{field.json_name}`", field.korean, f"`{field.flag}`", holds(field), default(field),
             field.description)
            for field in profile_fields()
        ),
    )  # fmt: skip
    yield (
        "The flag of a list is given once for each value, or with commas between them (`--not-again` once\n"
        "for each recipe). Given with a file, flags win.\n"
    )
    for name, enum in ENUMS.items():
        yield f"## {name}\n\n" + table(
            ("code", "Korean", "also understood"),
            ((f"`{code}`", label(code), ", ".join(LABELS[name][code][1:])) for code in enum),
        )
    yield (
        "## Allergens\n\n"
        + (
            "The allergens that Korean law has labelled. Groups (갑각류, 견과류, 해산물), single foods, and\n"
            "what is made from them (카제인, 두유) are understood as well, in both languages.\n\n"
        )
        + table(
            ("English", "Korean"), ((option["code"], option["label"]) for option in allergens())
        )
    )
    yield (
        "## Staples\n\nWhat counts as being at home unless `pantry` says otherwise: "
        f"{', '.join(sorted(staples()))}.\n"
    )


def main() -> int:
    """Write the file, or say that it is stale; return the exit code."""
    text = "\n".join(sections())
    if "--check" not in sys.argv[1:]:
        REFERENCE.write_text(text, "utf-8")
        return 0
    if REFERENCE.exists() and REFERENCE.read_text("utf-8") == text:
        return 0
    print(
        "stale: docs/profile.md is not what the model says: run `make reference`", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
