from itertools import product

from tests.browser.looks import LANGUAGES, THEMES, WIDTHS, covering_looks, one_look_each, pairwise_looks
from tests.browser.pages import PAGES
from tests.chromium import Look


def assert_every_pair_is_in(looks: list[Look]) -> None:
    assert {(look.language, look.theme) for look in looks} == set(product(LANGUAGES, THEMES))
    assert {(look.language, look.width) for look in looks} == set(product(LANGUAGES, WIDTHS))
    assert {(look.theme, look.width) for look in looks} == set(product(THEMES, WIDTHS))


def test_nine_looks_cover_every_pair_of_language_theme_and_width() -> None:
    for seed in ("a commit", "another commit", "a third one"):
        looks = pairwise_looks(seed)
        assert len(set(looks)) == 9
        assert_every_pair_is_in(looks)


def test_every_page_has_one_look_of_them_and_every_look_some_pages() -> None:
    looks = one_look_each(PAGES)
    assert looks.keys() == PAGES.keys()
    assert len(set(looks.values())) == 9
    assert_every_pair_is_in(list(looks.values()))


def test_a_page_keeps_its_look_when_others_come() -> None:
    few = sorted(PAGES)[:10]
    assert one_look_each(few).items() <= one_look_each(PAGES).items()


def test_in_the_long_run_every_page_is_seen_in_every_language_theme_and_width() -> None:
    looks = covering_looks(PAGES, "a commit")
    assert_every_pair_is_in([look for _, look in looks])
    for page in PAGES:
        seen = [look for name, look in looks if name == page]
        assert {look.language for look in seen} == set(LANGUAGES)
        assert {look.theme for look in seen} == set(THEMES)
        assert {look.width for look in seen} == set(WIDTHS)


def test_the_same_commit_gives_the_same_long_run_and_another_one_others() -> None:
    assert covering_looks(PAGES, "a commit") == covering_looks(PAGES, "a commit")
    assert covering_looks(PAGES, "a commit") != covering_looks(PAGES, "another commit")
