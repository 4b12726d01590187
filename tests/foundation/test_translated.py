from teranga.foundation.translated import TranslatedText

HELLO = TranslatedText({"fr": "Bonjour", "en": "Hello"})


def test_the_first_language_that_has_a_text_is_chosen() -> None:
    assert HELLO.best(("es", "en", "fr")) == ("Hello", "en")


def test_a_text_in_no_wanted_language_is_shown_in_the_first_one_it_has() -> None:
    assert HELLO.best(("es", "pt")) == ("Bonjour", "fr")


def test_no_text_at_all_is_an_empty_string_in_no_language() -> None:
    assert TranslatedText().best(("fr",)) == ("", "")


def test_a_language_falls_back_through_the_given_chain() -> None:
    assert HELLO.in_language("es", "en") == "Hello"
    assert HELLO.in_language("fr", "en") == "Bonjour"


def test_empty_texts_are_not_kept() -> None:
    text = TranslatedText({"fr": "", "en": "Hello"})
    assert text == {"en": "Hello"}
    assert text.best(("fr",)) == ("Hello", "en")
    assert not TranslatedText({"fr": ""})


def test_a_plain_string_has_no_stated_language_unless_one_is_given() -> None:
    assert TranslatedText("Salut") == {"und": "Salut"}
    assert TranslatedText("Salut", "fr") == {"fr": "Salut"}
    assert TranslatedText("") == {}


def test_missing_languages_are_told_only_where_another_one_has_text() -> None:
    assert HELLO.missing(("fr", "en", "es")) == ["es"]
    assert TranslatedText().missing(("fr", "en")) == []


def test_a_text_as_a_string_is_its_first_language() -> None:
    assert str(HELLO) == "Bonjour"
    assert str(TranslatedText()) == ""
