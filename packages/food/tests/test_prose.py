import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.lexicon import affixes, food_names, food_names_in_texts
from ai_chef_food.prose import read, read_running
from ai_chef_food.segmentation import Reading
from ai_chef_food.taxonomy import composition, labelled
from ai_chef_food.text import key, normalize


def names(text: str) -> list[str]:
    return [mention.name for mention in read(text).foods]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("볶은 땅콩을 뿌린다.", ["땅콩"]),
        ("땅콩 버터 1큰술을 바른다.", ["땅콩버터"]),
        ("게를 반으로 가른다.", ["게"]),
        ("잣과 호두로 장식한다.", ["잣", "호두"]),
        ("견과류를 올린다.", ["견과류"]),
        ("soy sauce를 두른다.", ["간장"]),
        ("Peanut을 넣는다.", ["땅콩"]),
        ("花生을 뿌린다.", ["땅콩"]),
        ("3새우를 넣는다.", ["새우"]),
        ("파는 송송 썬다.", ["파"]),
        ("돌게를 넣어 주세요.", ["돌게"]),
        ("한우를 구워요.", ["한우"]),
        ("갈칫국을 끓인다.", ["갈치"]),
        ("감자새우볶음", ["감자", "새우"]),
        ("돼지고기김치찌개", ["돼지고기", "김치"]),
        ("새우만 건져 낸다.", ["새우"]),
        ("버터에볶는다", ["버터"]),
        ("땅꽁을 뿌린다.", ["땅콩"]),
    ],
)
def test_a_food_is_found_within_korean_words(text: str, named: list[str]) -> None:
    found = names(text)

    assert all(any(name in composition(food) for food in found) for name in named), found
    assert read(text).unread == ()


@pytest.mark.parametrize(
    "text",
    [
        "크게 썰고 곱게 다진다.",
        "한 김 식힌다.",
        "김이 오르면 2회 뒤집는다.",
        "여러 가지 방법으로",
        "굴려 가며 굽는다.",
        "밀대로 민다.",
        "오늘 밤 미리 준비해 두세요.",
        "밤을 새우고 나서",
        "매우 부드럽게 혼합하여 채우고 다지고",
        "① 3x3cm 크기로 썰어 ½만 담는다.",
        "크림처럼 부드러워지면",
        "호두 크기로 빚는다.",
        "호두알 크기로 빚는다.",
        "생크림을 넣은 것처럼 부드러워요.",
        "치즈를 얹은 것처럼 고소해요.",
        "김이 난 뒤 불을 줄인다.",
        "난이도가 낮아요.",
        "꽈리가 일도록 치댄다.",
        "뚜껑을 꼭 닫은 후 7부까지 담는다.",
        "달걀만 한 덩어리로 나눈다.",
        "아이가 안심하고 먹어요.",
        "180℃에서 10분간 굽는다.",
        "와인잔에 담는다.",
    ],
)
def test_ordinary_words_name_no_food_and_leave_no_doubt(text: str) -> None:
    assert read(text) == Reading((), ())


@pytest.mark.parametrize("text", ["우유 없이 끓인다.", "버터 대신 부드럽게 젓는다."])
def test_what_a_dish_is_without_is_not_in_it(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "우유를 넣지 않아도 되지만",
        "두부 대신 우유를 넣는다.",
        "우유를 크림처럼 저어",
        "저지방 우유를 눈처럼 붓는다.",
        "우유를 넣은 것을 섞는다.",
    ],
)
def test_other_negations_count_as_mentions(text: str) -> None:
    assert any("우유" in composition(name) for name in names(text))


@pytest.mark.parametrize(
    "text", ["고소한 향이 난", "윤기가 난 떡볶이떡이다.", "기름이 난 팬을 닦는다."]
)
def test_a_verb_is_no_naan(text: str) -> None:
    assert "난빵" not in [food.name for food in read_running(text).foods]


@pytest.mark.parametrize(
    "text", ["난을 곁들인다.", "카레와 난, 샐러드", "난 2장을 굽는다.", "난에 싸서 먹는다."]
)
def test_naan_is_bread_where_no_verb_can_stand(text: str) -> None:
    assert "난빵" in names(text)


@pytest.mark.parametrize("text", ["한 김치를 올린다.", "쌀알만 한 새우를 넣는다."])
def test_a_look_alike_phrase_hides_no_food(text: str) -> None:
    assert {"김치", "새우"} & set(names(text))


def test_the_longer_name_wins_over_the_one_inside_it() -> None:
    assert names("땅콩호박과 밤고구마를 찐다.") == ["땅콩호박", "밤고구마"]


@pytest.mark.parametrize(
    "text",
    [
        "쏠레뭄을 채운다.",
        "타토로를 얹는다.",
        "penuts를 넣는다.",
        "арахис를 넣는다.",
        "落葉生を入れる。",
    ],
)
def test_a_word_that_nothing_accounts_for_is_unread(text: str) -> None:
    assert read_running(text).unread


@pytest.mark.parametrize(
    ("text", "allergen"),
    [
        ("땅컹을 뿌린다.", "땅콩"),
        ("땅컹버터를 바른다.", "땅콩"),
        ("새오를 볶는다.", "새우"),
        ("복슝아를 썬다.", "복숭아"),
        ("딸기우류를 붓는다.", "우유"),
    ],
)
def test_a_misspelt_allergen_is_a_doubt_about_that_allergen_alone(text: str, allergen: str) -> None:
    reading = read_running(text)

    assert allergen in [mention.name for mention in reading.foods if mention.is_guess]
    assert reading.unread == ()


def test_a_single_stray_syllable_of_running_text_is_no_food() -> None:
    assert read("썰어 뮁 담는다.").unread == ("뮁",)
    assert read_running("썰어 뮁 담는다.").unread == ()


def test_a_word_of_which_a_syllable_is_left_over_is_unread_whole() -> None:
    assert read_running("꾸르를 볶는다.").unread == ("꾸르를",)
    assert read_running("도야징이를 볶는다.").unread == ("도야징이를",)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("국, 밥과 낸다.", ["밥"]),
        ("두유, 연유를 갈아요.", ["두유", "연유"]),
        ("구운 두부를 얹는다.", ["두부"]),
        ("땅콩 버터를 바른다.", ["땅콩버터"]),
    ],
)
def test_words_make_one_name_only_side_by_side(text: str, listed: list[str]) -> None:
    assert names_in_text(text) == listed


def names_in_text(text: str) -> list[str]:
    return [food.name for food in read_running(text).foods]


@given(
    st.sampled_from(labelled()),
    st.sampled_from(
        ["{}을 넣는다.", "볶은 {}과 함께", "{}", "{}만 건져 둔다.", "{}도 좋아요", "다진 {}로"]
    ),
)
def test_every_labelled_allergen_is_found_in_a_sentence(allergen: str, sentence: str) -> None:
    found = names(sentence.format(allergen))

    assert any(allergen in composition(name) for name in found)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    read_running(normalize(text))


def test_no_prefix_or_suffix_names_a_food() -> None:
    for kind, pieces in affixes().items():
        assert pieces.isdisjoint(food_names_in_texts()), kind


def test_the_tables_are_normalized_already() -> None:
    for name in food_names():
        assert key(name) == name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("두릅전을 곁들인다", {"두릅", "전류"}),
        ("닭다리튀김을 얹는다", {"닭다리", "튀김류"}),
        ("국화주를 곁들인다", {"식용꽃", "술"}),
        ("명이간장을 두른다", {"명이나물", "간장"}),
    ],
)
def test_a_compound_is_its_food_and_what_its_head_makes_of_it(text: str, named: set[str]) -> None:
    assert {food.name for food in read_running(text).foods} == named


@pytest.mark.parametrize(
    "text",
    [
        "밥을 지으세요",
        "그릇에 실으면",
        "볶으시다가",
        "물이 줄어드니 불을 줄여요",
        "ㅎㅎ 맛있어요",
        "드시나요",
    ],
)
def test_a_form_of_an_irregular_verb_is_no_doubt(text: str) -> None:
    assert read_running(normalize(text)).unread == ()
