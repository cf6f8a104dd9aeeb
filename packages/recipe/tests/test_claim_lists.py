"""The word lists of claims: everything in them is read, compiles, and is found."""

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


def test_every_word_of_health_is_found_in_a_sentence() -> None:
    lost = [
        text
        for text, field in SPELLINGS
        if field not in {word.field for word in health_words_in(f"가득 담은 {text} 한 그릇")}
    ]

    assert not lost


def test_what_may_go_wrong_excuses_no_effect_on_a_word_of_health() -> None:
    excused = [
        text for text, _ in SPELLINGS if not claim_in(f"이 국은 {text} 낮출 수 있으니 드세요.")
    ]

    assert not excused


def test_every_entry_of_phrases_compiles() -> None:
    assert ENTRIES
    for entry in ENTRIES:
        assert entry.behind.groups == 0
