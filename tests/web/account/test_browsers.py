import pytest
from django.utils import translation

from teranga.web.account.browsers import browser_words

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (ANDROID, "Chrome on Android"),
        (ANDROID + " EdgA/131.0", "Edge on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_known_by_two_words(agent: str, words: str) -> None:
    assert browser_words(agent) == words


def test_the_two_words_are_joined_as_the_reader_s_language_does() -> None:
    with translation.override("fr"):
        assert browser_words(ANDROID) == "Chrome sur Android"
