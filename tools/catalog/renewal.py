"""Which rows of the catalog a survey renews. A row names its survey as item/kind/grade/unit.

The kind may hold ``*``: cabbage is surveyed by season (여름(고랭지), 월동 …). ``share`` is the part of
the surveyed unit that the row's pack is (0.1, 1/3).
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from typing import NamedTuple

from tools.catalog.kamis import Survey


class Renewal(NamedTuple):
    """The catalog's new text, and the names of rows that ask for a survey which is not there."""

    text: str
    missing: tuple[str, ...]


def renew(text: str, surveys: Sequence[Survey]) -> Renewal:
    """Return the catalog `text` with every row renewed that a survey of a later day is there for.

    Rows without ``survey`` are copied as they are.
    """
    table = csv.DictReader(io.StringIO(text))
    renewed = io.StringIO()
    writer = csv.DictWriter(renewed, table.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    missing = []
    for row in table:
        survey = _survey_of(row, surveys) if row["survey"] else None
        if row["survey"] and survey is None:
            missing.append(row["name"])
        is_later = survey is not None and survey.day >= date.fromisoformat(row["as_of"])
        writer.writerow(_renewed(row, survey) if survey and is_later else row)
    return Renewal(renewed.getvalue(), tuple(missing))


def _survey_of(row: Mapping[str, str], surveys: Sequence[Survey]) -> Survey | None:
    item, kind, grade, unit = row["survey"].split("/")
    return next(
        (
            survey
            for survey in surveys
            if (survey.item, survey.grade, survey.unit) == (item, grade, unit)
            and fnmatchcase(survey.kind, kind)
        ),
        None,
    )


def _renewed(row: Mapping[str, str], survey: Survey) -> dict[str, str]:
    share = _share(row["share"])
    normal = "" if survey.normal_krw is None else str(_won(survey.normal_krw * share))
    return dict(row) | {
        "price_krw": str(_won(survey.price_krw * share)),
        "normal_krw": normal,
        "source": f"KAMIS 서울 소매 {survey.item} {survey.kind} {survey.grade} {survey.unit} "
        f"{survey.price_krw}원",
        "as_of": survey.day.isoformat(),
    }


def _share(text: str) -> Decimal:
    part, _, whole = text.partition("/")
    return Decimal(part) / Decimal(whole or 1)


def _won(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))
