"""The picture that shows when a goal is shared: the figure, the goal, and a bar between them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from teranga.foundation.colours import INK, PAPER, readable
from teranga.papers.card import EDGE, HEIGHT, WIDTH, font, printable, weave

SOFT, LINE = "#6a6258", "#e4dccf"
BAR = (430, 474)  # top and bottom


def goal_card(
    *, title: str, over: str, figure: str, of: str, share: float | None, under: str, first: str, second: str
) -> bytes:
    """A PNG. Without a figure (a goal that is told) the title stands alone; without a share no bar."""
    title, over, figure, of, under = (printable(text) for text in (title, over, figure, of, under))
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    weave(draw, 0, 36, (first, second))
    weave(draw, HEIGHT - 16, 16, (first, second))
    draw.text((EDGE, 84), over[:70], font=font(34, True), fill=readable(second, PAPER))
    draw.text((EDGE, 138), _fitting(draw, title, 46), font=font(46, True), fill=INK)
    if figure:
        draw.text((EDGE, 218), figure, font=font(150, True), fill=readable(first, PAPER))
        after = EDGE + draw.textlength(figure, font=font(150, True)) + 28
        draw.text((after, 312), of, font=font(52, False), fill=SOFT)
    if share is not None:
        top, bottom = BAR
        right = WIDTH - EDGE
        draw.rounded_rectangle((EDGE, top, right, bottom), 22, fill=LINE)
        end = EDGE + (right - EDGE) * max(0.0, min(1.0, share))
        if end > EDGE + 44:
            draw.rounded_rectangle((EDGE, top, end, bottom), 22, fill=readable(first, PAPER))
    draw.text((EDGE, HEIGHT - 104), under[:80], font=font(32, False), fill=SOFT)
    out = BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitting(draw: ImageDraw.ImageDraw, text: str, size: int) -> str:
    """The text on one line, cut where the paper ends."""
    room = WIDTH - 2 * EDGE
    if draw.textlength(text, font=font(size, True)) <= room:
        return text
    while text and draw.textlength(f"{text}…", font=font(size, True)) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
