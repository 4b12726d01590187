from io import BytesIO

import pytest
from PIL import Image

from teranga.papers.card import share_card

WORDS = {"title": "PyCon Togo 2026", "over": "24–25 septembre 2026", "under": "Lomé, Togo"}
COLOURS = {"first": "#1f3a68", "second": "#d9822b"}


def picture(**words: str) -> Image.Image:
    return Image.open(BytesIO(share_card(**{**WORDS, **words}, **COLOURS)))


def test_a_card_has_the_size_that_sites_expect_and_few_bytes() -> None:
    body = share_card(**WORDS, **COLOURS)
    shown = Image.open(BytesIO(body))
    assert (shown.format, shown.size) == ("PNG", (1200, 630))
    assert len(body) < 40_000


def test_the_same_words_give_the_same_bytes() -> None:
    assert share_card(**WORDS, **COLOURS) == share_card(**WORDS, **COLOURS)
    assert share_card(**WORDS, **COLOURS) != share_card(**{**WORDS, "title": "PyCon Togo 2027"}, **COLOURS)


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "x" * 500,
        "un titre " * 60,
        "\u202eover\u2028line\x00\x1b[2J\r\n",
        "日本 مرحبا 𞤀𞤣 🐍",
        "é" * 90,
        "\ufffe\U0010ffff",
        "<b>&amp;</b>",
    ],
)
def test_any_title_makes_a_card(title: str) -> None:
    assert picture(title=title, over=title, under=title).size == (1200, 630)


def test_a_long_title_stays_above_the_line_below_it() -> None:
    below = (72, 500, 1128, 520)
    free = picture(title="", over="").convert("L").crop(below)
    full = picture(title="Un très long titre de conférence " * 12, over="").convert("L").crop(below)
    assert free.tobytes() == full.tobytes()
