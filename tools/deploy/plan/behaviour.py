"""What a plan changes in what the system does: functions and the steps of the workflow."""

from collections.abc import Iterator
from typing import Any

from tools.deploy.plan import cost
from tools.deploy.plan.changes import Action, Change, variables_of

MOST_FILES = 12

_SETTINGS = {
    "memory_size": "memory (MB)",
    "timeout": "time limit (seconds)",
    "runtime": "runtime",
    "architectures": "architecture",
    "handler": "handler",
    "reserved_concurrent_executions": "reserved concurrency",
}
_STEP_SETTINGS = ("TimeoutSeconds", "Retry")
_WIRING = ("Next", "Default", "Choices", "Catch", "End")


def functions(changes: list[Change]) -> Iterator[str]:
    """Yield a line for each function that is new, gone, or will run other code or settings."""
    files = {change.module: change for change in changes if change.type == "terraform_data"}
    for change in changes:
        if change.type != "aws_lambda_function" or change.action is Action.NONE:
            continue
        if change.action is not Action.UPDATE:
            yield f"**{change.name()}**: {change.action}"
            continue
        if "source_code_hash" in change.changed:
            changed = _changed_files(files.get(change.module))
            shown = ", ".join(f"`{file}`" for file in changed[:MOST_FILES])
            more = len(changed) - MOST_FILES
            rest = f" and {more} more" if more > 0 else ""
            yield f"**{change.name()}** runs other code: {shown or 'files unknown'}{rest}"
        for attribute, words in _SETTINGS.items():
            before, after = change.before.get(attribute), change.after.get(attribute)
            if attribute in change.changed and before != after:
                yield f"**{change.name()}** {words}: {_plain(before)} → {_plain(after)}"
        starts = [cost.uses_snap_start(side) for side in (change.before, change.after)]
        if starts[0] != starts[1]:
            yield f"**{change.name()}** starts from a snapshot: {_yes_no(starts[0])} → {_yes_no(starts[1])}"
        yield from _environment(change)


def steps(changes: list[Change]) -> Iterator[str]:
    """Yield a line for each step of the workflow that is added, removed or changed, and how."""
    for change in changes:
        if change.type != "terraform_data" or not change.address.endswith(".definition_preview"):
            continue
        before, after = (side.get("input") or {} for side in (change.before, change.after))
        if not before or before == after:
            continue
        yield from _machine(before, after)


def _machine(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for key in ("StartAt", "TimeoutSeconds"):
        if before.get(key) != after.get(key):
            yield f"workflow {key}: {_plain(before.get(key))} → {_plain(after.get(key))}"
    old, new = before.get("States", {}), after.get("States", {})
    for name in sorted(new.keys() - old.keys()):
        yield f"step **{name}** added ({new[name]['Type']}), next: {', '.join(targets(new[name]))}"
    for name in sorted(old.keys() - new.keys()):
        yield f"step **{name}** removed"
    for name in sorted(old.keys() & new.keys()):
        yield from _step(name, old[name], new[name])


def _step(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if targets(old) != targets(new):
        yield (f"step **{name}** re-wired: {', '.join(targets(old))} → {', '.join(targets(new))}")
    elif any(old.get(key) != new.get(key) for key in _WIRING):
        yield f"step **{name}** goes on by other conditions"
    if old.get("TimeoutSeconds") != new.get("TimeoutSeconds"):
        yield (
            f"step **{name}** time limit (seconds): "
            f"{_plain(old.get('TimeoutSeconds'))} → {_plain(new.get('TimeoutSeconds'))}"
        )
    if old.get("Retry") != new.get("Retry"):
        yield f"step **{name}** retries: {_retries(old)} → {_retries(new)}"
    others = {
        key
        for key in old.keys() | new.keys()
        if old.get(key) != new.get(key) and key not in (*_WIRING, *_STEP_SETTINGS)
    }
    if others:
        yield f"step **{name}** other {', '.join(sorted(others))}"


def targets(state: dict[str, Any]) -> list[str]:
    """Return where a state can go, in order: choices, next, default, then catchers."""
    found = [choice["Next"] for choice in state.get("Choices", [])]
    found += [state[key] for key in ("Next", "Default") if key in state]
    found += ["the end"] if state.get("End") or state["Type"] in ("Fail", "Succeed") else []
    found += [f"{catcher['Next']} on {'/'.join(catcher['ErrorEquals'])}"
              for catcher in state.get("Catch", [])]  # fmt: skip
    return found


def _retries(state: dict[str, Any]) -> str:
    retries = [
        f"{retrier.get('MaxAttempts', 3)} x from {retrier.get('IntervalSeconds', 1)} s "
        f"on {len(retrier['ErrorEquals'])} errors"
        for retrier in state.get("Retry", [])
    ]
    return "; ".join(retries) or "none"


def _changed_files(package: Change | None) -> list[str]:
    if package is None:
        return []
    before, after = (side.get("input") or {} for side in (package.before, package.after))
    names = sorted(before.keys() | after.keys())
    return [
        f"{name}{_kind(name, before, after)}"
        for name in names
        if before.get(name) != after.get(name)
    ]


def _kind(name: str, before: dict[str, str], after: dict[str, str]) -> str:
    if name not in before:
        return " (new)"
    return "" if name in after else " (gone)"


def _environment(change: Change) -> Iterator[str]:
    before, after = variables_of(change.before), variables_of(change.after)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            difference = f"{_plain(before.get(name))} → {_plain(after.get(name))}"
            yield f"**{change.name()}** variable `{name}`: {difference}"


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _plain(value: Any) -> str:
    return "none" if value is None else f"`{value}`"
