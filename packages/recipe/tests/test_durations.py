import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_recipe.durations import stated_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("당근을 썬다.", 0),
        ("20분 끓인다.", 20),
        ("30초 데친다.", 1),
        ("2분 30초 데친다.", 3),
        ("1시간 30분 삶는다.", 90),
        ("1시간 반 재운다.", 90),
        ("한 시간 재운다.", 60),
        ("반 시간 불린다.", 30),
        ("십오 분 끓인다.", 15),
        ("하룻밤 불린다.", 480),
        ("8~10분 찐다.", 10),
        ("10분~12분 찐다.", 12),
        ("8분 끓이고 두부를 넣어 3분 더 끓인다.", 11),
        ("한 면에 3분, 뒤집어 2분 굽는다.", 5),
        ("앞뒤로 3분씩 굽는다.", 6),
        ("20분 찌되 마지막 5분은 뚜껑을 연다.", 20),
        ("마지막에 2분 더 끓인다.", 2),
        ("처음 5분은 센 불에서 끓인다.", 5),
        ("총 20분 끓이되 10분이 지나면 뒤집는다.", 20),
        ("5분마다 저으며 20분 끓인다.", 20),
        ("쌀을 30분 불리고 그동안 미역은 10분 불린다.", 30),
        ("물의 3분의 1을 붓는다.", 0),
        ("2인분으로 나누어 담는다.", 0),
        ("수분이 충분히 빠지게 둔다.", 0),
        ("5분도미를 씻는다.", 0),
    ],
)
def test_a_text_says_how_long_its_step_takes(text: str, minutes: int) -> None:
    assert stated_minutes(text) == minutes


@given(parts=st.lists(st.integers(min_value=1, max_value=90), min_size=1, max_size=4))
def test_times_in_turn_add_up(parts: list[int]) -> None:
    text = " ".join(f"{minutes}분 끓이고" for minutes in parts)

    assert stated_minutes(text) == sum(parts)


@given(text=st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert stated_minutes(text) >= 0
