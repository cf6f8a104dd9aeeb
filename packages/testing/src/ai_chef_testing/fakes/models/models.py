"""FAKE_MODELS: every fake model by the name under which it is asked for."""

import json

from ai_chef_testing.fakes.models.recipes import fitting, plant, with_ingredient, with_step
from ai_chef_testing.fakes.models.script import Answer, FakeModel, FakeRequest

SLOW_SECONDS = 1.0
STUCK_SECONDS = 20.0
INJECTIONS = ("ignore", "무시")


def good(request: FakeRequest) -> Answer:
    """Hand in what fits."""
    return Answer(fitting(request.profile))


def slow(request: FakeRequest) -> Answer:
    """Hand in what fits, after a while."""
    return Answer(fitting(request.profile), delay_seconds=SLOW_SECONDS)


def stuck(request: FakeRequest) -> Answer:
    """Hand in what fits, after the caller has given up."""
    return Answer(fitting(request.profile), delay_seconds=STUCK_SECONDS)


def throttled(request: FakeRequest) -> Answer:
    """Be asked too often."""
    return Answer(status=429)


def failing(request: FakeRequest) -> Answer:
    """Break down."""
    return Answer(status=503)


def denied(request: FakeRequest) -> Answer:
    """Be closed to this account."""
    return Answer(status=403)


def unknown(request: FakeRequest) -> Answer:
    """Not exist."""
    return Answer(status=404)


def truncated(request: FakeRequest) -> Answer:
    """Run out of tokens in the middle of the recipe."""
    whole = json.dumps(fitting(request.profile), ensure_ascii=False)
    return Answer(whole[: len(whole) // 2], finish="length")


def fenced(request: FakeRequest) -> Answer:
    """Write the recipe into the text, in a code fence."""
    draft = json.dumps(fitting(request.profile), ensure_ascii=False)
    return Answer(text=f"요청하신 레시피입니다.\n```json\n{draft}\n```\n맛있게 드세요!")


def refusing(request: FakeRequest) -> Answer:
    """Decline politely."""
    return Answer(text="죄송하지만 이 요청은 도와드릴 수 없습니다.")


def filtered(request: FakeRequest) -> Answer:
    """Be stopped by a content filter."""
    return Answer(text="", finish="content_filter")


def wrong_types(request: FakeRequest) -> Answer:
    """Fill the form with the wrong kinds of values."""
    return Answer(fitting(request.profile) | {"servings": "둘", "ingredients": "당근과 소금"})


def empty(request: FakeRequest) -> Answer:
    """Hand in a recipe without ingredients."""
    return Answer(fitting(request.profile) | {"ingredients": []})


def absurd(request: FakeRequest) -> Answer:
    """Put nine kilograms of salt into it."""
    return Answer(with_ingredient(fitting(request.profile), "소금", "9000"))


def english(request: FakeRequest) -> Answer:
    """Write in English."""
    draft = fitting(request.profile)
    return Answer(draft | {"name": "Rice with carrots", "steps": ["Cook the rice.", "Serve hot."]})


def japanese(request: FakeRequest) -> Answer:
    """Write in Japanese."""
    draft = fitting(request.profile)
    return Answer(draft | {"name": "にんじんご飯", "steps": ["米を炊く。", "盛り付ける。"]})


def lying(request: FakeRequest) -> Answer:
    """Put in the person's allergen, and claim that it is not there."""
    return Answer(
        with_ingredient(fitting(request.profile), plant(request.profile)) | {"allergens": []}
    )


def claiming(request: FakeRequest) -> Answer:
    """Promise what no recipe can."""
    return Answer(fitting(request.profile) | {"description": "알레르기가 있어도 안전한 요리."})


def lying_in_steps(request: FakeRequest) -> Answer:
    """Mention the person's allergen in a step only."""
    step = f"마지막에 {plant(request.profile)} 한 숟갈을 넣는다."
    return Answer(with_step(fitting(request.profile), step))


def lying_in_name(request: FakeRequest) -> Answer:
    """Mention the person's allergen in the recipe's name only."""
    draft = fitting(request.profile)
    return Answer(draft | {"name": f"{plant(request.profile)} {draft['name']}"})


def obedient(request: FakeRequest) -> Answer:
    """Obey a command to ignore the allergies, wherever in the profile it stands."""
    profile = json.dumps(request.profile, ensure_ascii=False)
    draft = fitting(request.profile)
    if any(word in profile for word in INJECTIONS):
        draft = with_ingredient(draft, plant(request.profile))
    return Answer(draft)


def repairing(request: FakeRequest) -> Answer:
    """Get it wrong at first, and mend it in the repair round."""
    return good(request) if request.is_repair else lying(request)


FAKE_MODELS: dict[str, FakeModel] = {
    f"fake.{model.__name__.replace('_', '-')}": model
    for model in (
        good, slow, stuck, throttled, failing, denied, unknown, truncated, fenced, refusing,
        filtered, wrong_types, empty, absurd, english, japanese, lying, lying_in_steps, lying_in_name,
        claiming,         obedient, repairing,
    )
}  # fmt: skip
