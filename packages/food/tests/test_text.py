import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.text import key, normalize


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (unicodedata.normalize("NFD", "조개"), "조개"),
        ("ｍｉｌｋ　１００", "milk 100"),
        ("ﾷￓﾷￗ", "우유"),
        ("땅\u200b콩", "땅콩"),
        ("땅\u00ad콩", "땅콩"),
        ("ㅇㅜㅇㅠ", "우유"),
        ("  새우 \t 살 ", "새우 살"),
        ("키위🥝", "키위"),
        ("3½컵, ①", "3½컵, ①"),
    ],
)
def test_one_text_typed_on_another_keyboard_is_the_same_text(typed: str, meant: str) -> None:
    assert normalize(typed) == meant


def test_names_compare_without_spaces_case_and_loose_letters() -> None:
    assert key("Soy  Sauce") == key("soysauce")
    assert key("땅ㅋ콩") == "땅콩"


@given(st.text(max_size=80))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text(alphabet="가나다라마바사아자차카타파하각난닫랄", min_size=1, max_size=12))
def test_decomposed_hangul_is_composed(word: str) -> None:
    assert normalize(unicodedata.normalize("NFD", word)) == word


@given(st.text(st.sampled_from("가힣두부abzABZ09 ·\u3000Ａ１-"), max_size=12))
def test_a_name_and_the_same_name_spaced_and_in_capitals_have_one_key(name: str) -> None:
    spaced = " ".join(name.upper())

    assert key(spaced) == key(name)
    assert key(key(name)) == key(name)
