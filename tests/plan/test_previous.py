"""A digest tells what it says otherwise than the one before it in the same pull request."""

from hypothesis import given
from hypothesis import strategies as st

from tools.deploy.plan.digest import COMMENT_LIMIT
from tools.deploy.plan.previous import MOST_LINES, with_difference

FOLDED = "\n\n<details><summary>The full plan</summary>\n\n```text\nplan\n```\n\n</details>\n"


def digest(*lines: str, folded: str = FOLDED) -> str:
    return "\n".join(["## Plan for `dev`", "", *lines]) + folded


def test_the_first_plan_of_a_pull_request_has_nothing_to_compare() -> None:
    assert with_difference(digest("1 to add."), None) == digest("1 to add.")


def test_what_changed_is_told_line_by_line_above_the_full_plan() -> None:
    before, after = digest("1 to add.", "- `+` `a`"), digest("2 to add.", "- `+` `a`", "- `+` `b`")

    text = with_difference(after, before)

    section = text.split("### Since the previous plan")[1].split("<details>")[0]
    for line in ("-1 to add.", "+2 to add.", "+- `+` `b`"):
        assert f"\n{line}\n" in section
    assert "`+` `a`" not in section
    assert text.startswith(after.split(FOLDED)[0])
    assert text.endswith(FOLDED)


def test_the_same_plan_again_is_told_to_be_the_same() -> None:
    assert "The same." in with_difference(digest("1 to add."), digest("1 to add."))


def test_a_third_plan_is_compared_with_the_second_and_not_with_its_comparison() -> None:
    second = with_difference(digest("2 to add."), digest("1 to add."))

    third = with_difference(digest("2 to add."), second)

    assert "The same." in third
    assert third.count("### Since the previous plan") == 1
    assert "1 to add." not in third


def test_only_the_digest_is_compared_and_not_the_full_plan() -> None:
    assert "The same." in with_difference(digest("x"), digest("x", folded="\n\n<details>old"))


def test_many_changed_lines_are_cut_visibly() -> None:
    text = with_difference(digest(*(f"- {n}" for n in range(500))), digest("1 to add."))

    assert text.count("\n+- ") <= MOST_LINES
    assert "more lines" in text


@given(before=st.lists(st.text(max_size=60)), after=st.lists(st.text(max_size=60)))
def test_a_comparison_never_breaks_a_comment(before: list[str], after: list[str]) -> None:
    text = with_difference(digest(*after), digest(*before))

    assert len(text) <= COMMENT_LIMIT
    assert text.endswith(FOLDED)


def test_a_digest_as_long_as_a_comment_stays_below_its_limit() -> None:
    long = digest(*("x" * 100 for _ in range(643)))
    assert COMMENT_LIMIT - 600 < len(long) < COMMENT_LIMIT

    assert len(with_difference(long, digest(*("y" * 100 for _ in range(643))))) <= COMMENT_LIMIT
