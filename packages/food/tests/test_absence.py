import pytest

from ai_chef_food.prose import read_running
from ai_chef_food.taxonomy import composition


def brings(text: str, food: str) -> bool:
    return any(food in composition(mention.name) for mention in read_running(text).foods)


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("소고기 맛 나는 조림", "쇠고기"),
        ("깍두기식 무침", "새우"),
        ("고기 못지않은 버섯", "육류"),
        ("진짜 달걀 같은 노란빛이 나요.", "알류"),
        ("복숭앗빛이 돌면 건진다.", "복숭아"),
        ("조개껍데기를 닮은 면", "조개류"),
        ("조개 모양을 만들어요.", "조개류"),
        ("쿠키 커터로 찍어 낸다.", "밀"),
        ("버터나이프로 펴 바른다.", "버터"),
        ("게 눈 감추듯 먹어요.", "게"),
        ("마른오징어 찢듯 결대로 찢는다.", "오징어"),
        ("망고와는 집안이 다른 과일", "망고"),
        ("아이스크림 스쿱으로 뜬다.", "우유"),
        ("고정관념을 전복하는 맛", "전복"),
    ],
)
def test_what_something_is_only_compared_with_is_not_in_it(text: str, food: str) -> None:
    assert not brings(text, food)


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("우유 한 방울 없이 끓인다.", "우유"),
        ("멸치도 새우도 없이 우린다.", "새우"),
        ("밀가루를 한 톨도 쓰지 않은 부침", "밀"),
        ("소금과 설탕은 넣지 않아요.", "소금"),
        ("버터를 쓰지 않아 산뜻하다.", "버터"),
        ("대두가 아닌 완두로", "대두"),
        ("새우를 안 넣은 국물", "새우"),
        ("내장을 뺀 뒤 씻는다.", "내장"),
        ("새우 등쪽 내장을 이쑤시개로 콕 찔러 뺀다.", "내장"),
        ("논알코올 모히토", "술"),
    ],
)
def test_a_plain_denial_counts(text: str, food: str) -> None:
    assert not brings(text, food)


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("우유를 넣지 않으면 싱겁다.", "우유"),
        ("내장을 볶아 두고 뼈를 빼낸다.", "내장"),
        ("처음에는 우유를 넣지 않고 끓인다.", "우유"),
        ("버터를 한꺼번에 넣지 않고 나누어 섞는다.", "버터"),
        ("새우 같은 해산물을 넣는다.", "새우"),
        ("새우가 없으면 오징어를 넣는다.", "새우"),
        ("새우와 물을 넣지 않고 볶는다.", "새우"),
        ("우유만 넣고 물은 넣지 않아요.", "우유"),
        ("달걀을 빼지 말고 넣는다.", "알류"),
        ("새우 모양이 흐트러지지 않게 섞는다.", "새우"),
        ("새우 색이 붉게 변하면 건진다.", "새우"),
        ("게 껍데기 모양 그대로 담는다.", "게"),
        ("치즈를 틀에 담아 굳힌다.", "치즈"),
        ("달걀 없는 쪽에 달걀물을 바른다.", "알류"),
        ("돼지 내장을 씻어 삶는다.", "내장"),
        ("논알코올 벨리니", "복숭아"),
    ],
)
def test_what_leaves_the_food_in_the_dish_is_a_mention(text: str, food: str) -> None:
    assert brings(text, food)


@pytest.mark.parametrize(
    "title", ["어향육사풍 가지볶음", "어향육사를 흉내 낸 볶음", "동파육 느낌 무조림"]
)
def test_a_title_after_a_dish_tells_of_the_dish(title: str) -> None:
    assert any(
        "돼지고기" in composition(food.name) for food in read_running(title, is_title=True).foods
    )
    assert not brings(title, "돼지고기")
