import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.allergens import labelled
from ai_chef_food.mentions import mentioned


def words(text: str) -> list[str]:
    return [mention.word for mention in mentioned(text).known]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("볶은 땅콩을 뿌린다.", ["땅콩"]),
        ("땅콩가루와 섞는다.", ["땅콩가루"]),
        ("땅콩 버터 1큰술을 바른다.", ["땅콩버터"]),
        ("게를 반으로 가른다.", ["게"]),
        ("잣과 호두로 장식한다.", ["잣", "호두"]),
        ("새우젓으로 간한다.", ["새우젓"]),
        ("견과류를 올린다.", ["견과류"]),
        ("soy sauce를 두른다.", ["soysauce"]),
        ("Peanut을 넣는다.", ["peanut"]),
        ("花生을 뿌린다.", ["花生"]),
        ("돼지고기김치찌개", ["돼지고기", "김치"]),
        ("잣죽을 끓인다.", ["잣"]),
        ("굴순두부", ["굴", "순두부"]),
        ("게찜", ["게"]),
    ],
)
def test_an_ingredient_is_found_within_korean_words(text: str, named: list[str]) -> None:
    assert words(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "크게 썰고 곱게 다진다.",
        "한 김 식힌다.",
        "김이 오르면 2회 뒤집는다.",
        "가지런히 담는다.",
        "여러 가지 방법으로",
        "굴려 가며 굽는다.",
        "밀대로 민다.",
        "배로 늘린다.",
        "대하여",
        "10분간 둔다.",
        "껍질을 벗기고 우려낸다.",
    ],
)
def test_a_word_that_only_looks_like_an_ingredient_is_none(text: str) -> None:
    assert words(text) == []
    assert mentioned(text).doubtful == ()


def test_the_longer_name_wins_over_the_one_inside_it() -> None:
    assert words("땅콩호박과 밤고구마를 찐다.") == ["땅콩호박", "밤고구마"]


@pytest.mark.parametrize(
    "text",
    ["땅꽁을 뿌린다.", "우류를 붓는다.", "새오를 볶는다.", "복슝아를 썬다.", "메멸가루를 쓴다."],
)
def test_a_word_one_letter_from_an_allergen_is_doubtful(text: str) -> None:
    assert len(mentioned(text).doubtful) == 1


@pytest.mark.parametrize("text", ["penuts를 넣는다.", "арахис를 넣는다.", "落葉生を入れる。"])
def test_a_word_of_another_script_that_no_table_knows_is_doubtful(text: str) -> None:
    assert mentioned(text).doubtful


def test_a_misspelt_allergen_is_doubtful_also_beside_a_name_in_the_same_word() -> None:
    mentions = mentioned("땅꽁버터를 바른다.")

    assert [mention.word for mention in mentions.known] == ["버터"]
    assert mentions.doubtful == ("땅꽁",)


def test_measures_are_not_doubtful() -> None:
    assert mentioned("200 g을 500 ml에 2 cm로 썰어 180 C에서").doubtful == ()


@given(st.sampled_from(labelled()), st.sampled_from(["{}을 넣는다.", "볶은 {}과 함께", "{}"]))
def test_every_labelled_allergen_is_found_in_a_sentence(allergen: str, sentence: str) -> None:
    means = [
        name for mention in mentioned(sentence.format(allergen)).known for name in mention.means
    ]

    assert means


@given(st.text(max_size=80))
def test_any_text_can_be_scanned(text: str) -> None:
    mentioned(text)
