from itertools import product

from tests.browser.looks import LANGUAGES, THEMES, WIDTHS, covering_looks
from tests.browser.pages import PAGES


def test_the_looks_cover_every_pair_of_language_theme_and_width() -> None:
    looks = [look for _, look in covering_looks(list(PAGES), "a commit")]
    assert {(look.language, look.theme) for look in looks} == set(product(LANGUAGES, THEMES))
    assert {(look.language, look.width) for look in looks} == set(product(LANGUAGES, WIDTHS))
    assert {(look.theme, look.width) for look in looks} == set(product(THEMES, WIDTHS))


def test_every_page_is_seen_in_every_language_theme_and_width() -> None:
    looks = covering_looks(list(PAGES), "a commit")
    for page in PAGES:
        seen = [look for name, look in looks if name == page]
        assert {look.language for look in seen} == set(LANGUAGES)
        assert {look.theme for look in seen} == set(THEMES)
        assert {look.width for look in seen} == set(WIDTHS)


def test_the_same_commit_gives_the_same_looks_and_another_one_others() -> None:
    assert covering_looks(list(PAGES), "a commit") == covering_looks(list(PAGES), "a commit")
    assert covering_looks(list(PAGES), "a commit") != covering_looks(list(PAGES), "another commit")
