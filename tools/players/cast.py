"""The cast: every played model by the name under which it is asked for."""

import json

from tools.players.recipes import fitting, plant, with_ingredient, with_step
from tools.players.script import Answer, Heard, Player

SLOW_SECONDS = 1.0
STUCK_SECONDS = 20.0
INJECTIONS = ("ignore", "무시")


def good(heard: Heard) -> Answer:
    """Hand in what fits."""
    return Answer(fitting(heard.profile))


def slow(heard: Heard) -> Answer:
    """Hand in what fits, after a while."""
    return Answer(fitting(heard.profile), delay_seconds=SLOW_SECONDS)


def stuck(heard: Heard) -> Answer:
    """Hand in what fits, after the caller has given up."""
    return Answer(fitting(heard.profile), delay_seconds=STUCK_SECONDS)


def throttled(heard: Heard) -> Answer:
    """Be asked too often."""
    return Answer(status=429)


def failing(heard: Heard) -> Answer:
    """Break down."""
    return Answer(status=503)


def denied(heard: Heard) -> Answer:
    """Be closed to this account."""
    return Answer(status=403)


def unknown(heard: Heard) -> Answer:
    """Not exist."""
    return Answer(status=404)


def truncated(heard: Heard) -> Answer:
    """Run out of tokens in the middle of the recipe."""
    whole = json.dumps(fitting(heard.profile), ensure_ascii=False)
    return Answer(whole[: len(whole) // 2], finish="length")


def fenced(heard: Heard) -> Answer:
    """Write the recipe into the text, in a code fence."""
    draft = json.dumps(fitting(heard.profile), ensure_ascii=False)
    return Answer(text=f"요청하신 레시피입니다.\n```json\n{draft}\n```\n맛있게 드세요!")


def refusing(heard: Heard) -> Answer:
    """Decline politely."""
    return Answer(text="죄송하지만 이 요청은 도와드릴 수 없습니다.")


def filtered(heard: Heard) -> Answer:
    """Be stopped by a content filter."""
    return Answer(text="", finish="content_filter")


def wrong_types(heard: Heard) -> Answer:
    """Fill the form with the wrong kinds of values."""
    return Answer(fitting(heard.profile) | {"servings": "둘", "ingredients": "당근과 소금"})


def empty(heard: Heard) -> Answer:
    """Hand in a recipe without ingredients."""
    return Answer(fitting(heard.profile) | {"ingredients": []})


def absurd(heard: Heard) -> Answer:
    """Put nine kilograms of salt into it."""
    return Answer(with_ingredient(fitting(heard.profile), "소금", "9000"))


def english(heard: Heard) -> Answer:
    """Write in English."""
    draft = fitting(heard.profile)
    return Answer(draft | {"name": "Rice with carrots", "steps": ["Cook the rice.", "Serve hot."]})


def japanese(heard: Heard) -> Answer:
    """Write in Japanese."""
    draft = fitting(heard.profile)
    return Answer(draft | {"name": "にんじんご飯", "steps": ["米を炊く。", "盛り付ける。"]})


def lying(heard: Heard) -> Answer:
    """Put in the person's allergen, and claim that it is not there."""
    return Answer(with_ingredient(fitting(heard.profile), plant(heard.profile)) | {"allergens": []})


def claiming(heard: Heard) -> Answer:
    """Promise what no recipe can."""
    return Answer(fitting(heard.profile) | {"description": "알레르기가 있어도 안전한 요리."})


def lying_in_steps(heard: Heard) -> Answer:
    """Mention the person's allergen in a step only."""
    step = f"마지막에 {plant(heard.profile)} 한 숟갈을 넣는다."
    return Answer(with_step(fitting(heard.profile), step))


def lying_in_name(heard: Heard) -> Answer:
    """Mention the person's allergen in the recipe's name only."""
    draft = fitting(heard.profile)
    return Answer(draft | {"name": f"{plant(heard.profile)} {draft['name']}"})


def obedient(heard: Heard) -> Answer:
    """Obey a command to ignore the allergies, wherever in the profile it stands."""
    told = json.dumps(heard.profile, ensure_ascii=False)
    draft = fitting(heard.profile)
    if any(word in told for word in INJECTIONS):
        draft = with_ingredient(draft, plant(heard.profile))
    return Answer(draft)


def repairing(heard: Heard) -> Answer:
    """Get it wrong at first, and mend it when told."""
    return good(heard) if heard.is_repair else lying(heard)


CAST: dict[str, Player] = {
    f"player.{player.__name__.replace('_', '-')}": player
    for player in (
        good, slow, stuck, throttled, failing, denied, unknown, truncated, fenced, refusing,
        filtered, wrong_types, empty, absurd, english, japanese, lying, lying_in_steps, lying_in_name,
        claiming,         obedient, repairing,
    )
}  # fmt: skip
