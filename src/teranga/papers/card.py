"""The picture that shows when a page is shared: 1200 x 630 pixels, text on paper with the woven band."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from textwrap import wrap

from font_roboto import Roboto, RobotoBold
from PIL import Image, ImageDraw, ImageFont

from teranga.foundation.colours import INK, PAPER, readable

WIDTH, HEIGHT, EDGE = 1200, 630, 72
# Width and colour of each thread: the weave of the site.
BAND = ((28, 0), (14, 1), (4, 2), (14, 1), (14, 0), (4, 3), (10, 0), (4, 2))


@lru_cache(maxsize=8)
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(RobotoBold if bold else Roboto, size)


def share_card(*, title: str, over: str, under: str, first: str, second: str) -> bytes:
    """A PNG with one line above the title, the title in at most four lines, and one line below it."""
    title, over, under = (printable(text) for text in (title, over, under))
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    weave(draw, 0, 36, (first, second))
    weave(draw, HEIGHT - 16, 16, (first, second))
    draw.text((EDGE, 108), over[:70], font=font(34, True), fill=readable(second, PAPER))
    size, lines = _fit(title)
    top = 168
    for line in lines:
        draw.text((EDGE, top), line, font=font(size, True), fill=INK)
        top += round(size * 1.18)
    draw.text((EDGE, HEIGHT - 104), under[:80], font=font(32, False), fill="#6a6258")
    out = BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def printable(text: str) -> str:
    """Without the signs that steer a line instead of standing in it; the layout engine refuses some."""
    return "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in text).strip()


def _fit(title: str) -> tuple[int, list[str]]:
    """The largest of three sizes at which the title needs at most four lines."""
    for size, width in ((84, 25), (66, 32), (52, 41)):
        lines = wrap(title, width)
        if len(lines) * size * 1.18 < 330:
            return size, lines
    return 52, [*lines[:4], "…"][:5]


def weave(draw: ImageDraw.ImageDraw, top: int, height: int, colours: tuple[str, str]) -> None:
    threads = (*colours, INK, PAPER)
    left = 0
    while left < WIDTH:
        for width, colour in BAND:
            draw.rectangle((left, top, left + 2 * width - 1, top + height), fill=threads[colour])
            left += 2 * width
