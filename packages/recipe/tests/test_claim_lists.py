"""The word lists of claims: everything in them is read, compiles, and is found."""

from hypothesis import given
from hypothesis import strategies as st

from ai_chef_recipe.gate import health_words, phrases
from ai_chef_recipe.gate.claims import claim_in
from ai_chef_recipe.gate.health_words import health_words_in

SPELLINGS = sorted(
    {
        (spelling.text, spelling.field)
        for found in health_words._spellings().values()
        for spelling in found
    }
)
ENTRIES = [entry for found in phrases._entries().values() for _, entry in found]


@given(st.sampled_from(SPELLINGS))
def test_a_word_of_health_is_found_in_any_sentence(spelling: tuple[str, str]) -> None:
    text, field = spelling
    sentence = f"가득 담은 {text} 한 그릇"

    assert field in {word.field for word in health_words_in(sentence)}


@given(st.sampled_from(SPELLINGS))
def test_a_word_of_health_with_an_effect_is_a_claim_even_if_something_may_go_wrong(
    spelling: tuple[str, str],
) -> None:
    text, _ = spelling

    assert claim_in(f"{text} 예방할 수 있으니 드세요.")


def test_every_entry_of_phrases_compiles() -> None:
    assert ENTRIES
    for entry in ENTRIES:
        assert entry.behind.groups == 0
