import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.foundation.folding import fold, slug, trigrams, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Lomé", "lome"),
        ("Ŋana", "nana"),
        ("Eʋegbe", "evegbe"),
        ("Kɔdzo Ɖela", "kodzo dela"),
        ("Afɛ ƒe ɣeɣi", "afe fe gegi"),
        ("Ndeye Coumba Ñaŋ", "ndeye coumba nan"),
        ("Ɓàɗɗo Ƴero", "baddo yero"),
        ("SÃO TOMÉ", "sao tome"),
        ("Œuvre Æther Straße", "oeuvre aether strasse"),
        ("l’école", "l'ecole"),
        ("İstanbul ısı", "istanbul isi"),
        ("ﬁn ½ Ⅳ", "fin 1⁄2 iv"),
    ],
)
def test_case_accents_and_west_african_letters_disappear(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("name", ["Lomé", "Kɔdzo", "Ñaŋ", "Ouagadougou", "Bogotá"])
def test_composed_and_decomposed_letters_fold_alike(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_text_has_no_marks_left(text: str) -> None:
    assert [letter for letter in fold(text) if unicodedata.combining(letter)] == []


def test_words_keep_the_names_of_languages_whole() -> None:
    assert words("C++, C# et Python 3.13 à Lomé") == ["c++", "c#", "et", "python", "3", "13", "a", "lome"]


@given(st.text())
def test_words_hold_nothing_that_a_database_could_take_for_an_operator(text: str) -> None:
    assert [word for word in words(text) if not word or set(word) & set("'\"\\&|!():*<> \x00_-")] == []


def test_trigrams_mark_the_edges_of_a_word() -> None:
    assert trigrams("lome") == {"  l", " lo", "lom", "ome", "me "}


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("PyCon Togo 2025", "pycon-togo-2025"),
        ("L’école du Kɔdzo !", "l-ecole-du-kodzo"),
        ("C++ & C#", "c-c"),
        ("日本", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_a_short_address(title: str, address: str) -> None:
    assert slug(title) == address


def test_a_long_address_is_cut_between_words() -> None:
    assert slug("un deux trois quatre", limit=12) == "un-deux"
    assert slug("anticonstitutionnellement", limit=10) == "anticonsti"


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_an_address_is_plain_and_short_whatever_the_title(title: str, limit: int) -> None:
    address = slug(title, limit=limit)
    assert len(address) <= limit
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert address == address.strip("-")
