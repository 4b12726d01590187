"""Woven pictures: the same for the same seed, in three colours and no other."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from teranga.papers.weave import SIZE, woven

COLOURS = ("#1d1a16", "#1f3a68", "#d9822b")


def test_the_same_seed_weaves_the_same_picture_in_three_colours() -> None:
    first = woven(7, COLOURS)
    assert woven(7, COLOURS) == first
    assert woven(8, COLOURS) != first
    picture = Image.open(BytesIO(first))
    assert picture.size == SIZE
    assert {colour for _count, colour in picture.getcolors()} == {
        (0x1D, 0x1A, 0x16), (0x1F, 0x3A, 0x68), (0xD9, 0x82, 0x2B),
    }  # fmt: skip
