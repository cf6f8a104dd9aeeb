"""The digest of a plan as Markdown: what would be lost, behaviour, permissions, data, the rest, cost.

It fits into a comment: what does not fit is cut, and says so. Same plan, same bytes.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from tools.deploy.plan import behaviour, cost, permissions, stored
from tools.deploy.plan.changes import Action, Change, changes
from tools.deploy.plan.drift import drifted

COMMENT_LIMIT = 65_536
"""Characters that GitHub takes in one comment."""

SIGNS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.REPLACE: "-/+",
    Action.DESTROY: "-",
    Action.FORGET: ".",
}
_KEPT_FOR_NOTES = 600


def digest(env: str, plan: dict[str, Any], text: str, *, is_drift: bool = False) -> str:
    """Return the digest.

    Parameters
    ----------
    env
        The environment that is planned for.
    plan
        The masked plan in Terraform's JSON.
    text
        The plan as Terraform shows it to people.
    is_drift
        Whether the plan only looks for what was changed outside of Terraform: the first line tells.
    """
    found = changes(plan)
    elsewhere = drifted(plan)
    acted_on = [change for change in found if change.action in SIGNS]
    parts = (
        [_drift_title(env, len(elsewhere))]
        if is_drift
        else [f"## Plan for `{env}`", "", _summary(found, plan)]
    )
    parts += _section("Moved and imported", _taken_over(found))
    if acted_on or plan.get("output_changes"):
        parts += _loss(found)
        parts += _section("Behaviour", [*behaviour.functions(found), *behaviour.steps(found)])
        parts += _section("Permissions", _permissions(found))
        parts += _section("Data", [line.text for line in stored.lines(found) if not line.loses])
        parts += _section("Everything, by resource", [_resource(change) for change in acted_on])
    parts += _section("Changed outside of Terraform", [_resource(change) for change in elsewhere])
    if acted_on:
        parts += _cost(found)
    return _with_full_plan("\n".join(parts), text)


def _drift_title(env: str, count: int) -> str:
    if count == 0:
        return f"## No drift in `{env}`"
    resources = "1 resource was" if count == 1 else f"{count} resources were"
    return f"## Drift in `{env}`: {resources} changed outside of Terraform"


def _taken_over(found: list[Change]) -> Iterator[str]:
    """Yield what gets another address, and what Terraform takes over as it stands at AWS."""
    for change in found:
        if change.moved_from:
            yield f"`{change.moved_from}` → `{change.address}`"
        if change.imported:
            yield f"`{change.address}` is imported: `{change.imported}`"


def _summary(found: list[Change], plan: dict[str, Any]) -> str:
    acted_on = [change for change in found if change.action in SIGNS]
    taken_over = {
        "to import": sum(bool(change.imported) for change in found),
        "to move": sum(bool(change.moved_from) for change in found),
    }
    if not acted_on and not any(taken_over.values()):
        outputs = any(
            output["actions"] != ["no-op"] for output in plan.get("output_changes", {}).values()
        )
        return "No changes of resources, only of outputs." if outputs else "No changes."
    counted = {
        sign: sum(SIGNS[change.action] == sign for change in acted_on) for sign in SIGNS.values()
    }
    words = {
        "+": "to add",
        "~": "to change",
        "-/+": "to replace",
        "-": "to destroy",
        ".": "to forget",
    }
    numbers = {
        **taken_over,
        **{words[sign]: number for sign, number in counted.items()},
    }
    return ", ".join(f"{number} {what}" for what, number in numbers.items() if number) + "."


def _loss(found: list[Change]) -> list[str]:
    lost = [line.text for line in stored.lines(found) if line.loses]
    if not lost:
        return []
    items = [f"> - {line}" for line in lost]
    return ["", "> [!CAUTION]", "> **DATA WOULD BE LOST**", *items]


def _permissions(found: list[Change]) -> list[str]:
    lines = list(permissions.lines(found))
    widening = [f"⚠ WIDENS: {line.text}" for line in lines if line.widens]
    return widening + [line.text for line in lines if not line.widens]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    items = [f"- {_one_line(line)}" for line in lines]
    return ["", f"### {title}", "", *items] if items else []


def _resource(change: Change) -> str:
    sign = SIGNS.get(change.action, "~")
    attributes = (
        ", ".join(f"`{name}`" for name in change.changed)
        if change.action in (Action.UPDATE, Action.REPLACE)
        else ""
    )
    because = f" because of {', '.join(change.replaced_by)}" if change.replaced_by else ""
    return f"`{sign}` `{change.address}`{because}{': ' if attributes else ''}{attributes}"


def _cost(found: list[Change]) -> list[str]:
    before, after = cost.before_and_after(found)
    delta = after.per_thousand - before.per_thousand
    by_month = "per month (alarms, dashboard, keys, metrics, secrets, snapshots)"
    rows = [
        f"| {name} | {_usd(before.sessions.get(name))} | {_usd(after.sessions.get(name))} |"
        for name in sorted({*before.sessions, *after.sessions})
    ]
    return [
        "",
        f"### Cost: {_signed(delta)} US dollars per 1,000 sessions, "
        f"{_signed(after.month - before.month)} per month",
        "",
        "| per 1,000 sessions | before | after |",
        "|---|---:|---:|",
        *rows,
        f"| **together** | {_usd(before.per_thousand)} | {_usd(after.per_thousand)} |",
        f"| {by_month} | {_usd(before.month)} | {_usd(after.month)} |",
        "",
        "List prices and usage: `tools/deploy/plan/data/`; some usage is assumed, as noted there.",
    ]


def _usd(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount:.4f}"


def _signed(amount: Decimal) -> str:
    return f"{amount:+.4f}"


def _with_full_plan(head: str, text: str) -> str:
    """Append the full plan, folded; cut it, or the digest itself, so that a comment can hold it."""
    room = COMMENT_LIMIT - _KEPT_FOR_NOTES
    if len(head) > room:
        kept = head[:room].rsplit("\n", 1)[0]
        left = head.count("\n") - kept.count("\n")
        return f"{kept}\n\n**CUT: {left} lines of this digest are left out; plan.json has them all.**\n"
    lines = text.strip("\n").splitlines()
    fence = _fence(text)
    room -= len(head) + 2 * len(fence)
    shown: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    left = len(lines) - len(shown)
    cut = (
        f"\n**CUT: {left} of {len(lines)} lines of the plan are left out;"
        " `terraform show plan.tfplan` has them all.**\n"
        if left
        else ""
    )
    folded = [
        "",
        "<details><summary>The full plan</summary>",
        "",
        f"{fence}text",
        *shown,
        fence,
        "",
    ]
    return "\n".join([head, *folded]) + cut + "\n</details>\n"


def _fence(text: str) -> str:
    longest = max((len(run) for run in _runs(text)), default=0)
    return "`" * max(3, longest + 1)


def _runs(text: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in text).split() if run]


def _one_line(text: str) -> str:
    return " ".join(text.split())
