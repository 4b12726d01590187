"""Files that speakers of PyCon Essai sent along: a drawn plan, and the outline of a talk on paper."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from teranga.papers.photo import paper_photo

PLAN, PAPER = (960, 540), (794, 1123)
INK, SOFT, GROUND = "#1f2a33", "#c7d5dc", "#f7f3ea"
COLOURS = ("#1c7c54", "#d98e04", "#8a3b2e", "#2b5f8a")


def a_plan(title: str, steps: tuple[str, ...]) -> bytes:
    """Boxes from left to right, as on the first slide; a JPEG as the program keeps it."""
    image = Image.new("RGB", PLAN, GROUND)
    pen = ImageDraw.Draw(image)
    pen.text((48, 48), title[:60], INK, ImageFont.load_default(30))
    width = (PLAN[0] - 96) // len(steps)
    for place, step in enumerate(steps):
        left = 48 + place * width
        pen.rounded_rectangle((left, 220, left + width - 36, 340), 14, COLOURS[place % len(COLOURS)])
        pen.text((left + 18, 264), step[:22], "white", ImageFont.load_default(22))
        if place:
            pen.line((left - 34, 280, left - 4, 280), INK, 4)
    content = BytesIO()
    image.save(content, "PNG")
    return paper_photo(content.getvalue())


def a_paper(title: str, lines: tuple[str, ...]) -> bytes:
    """One page of a PDF."""
    image = Image.new("RGB", PAPER, "white")
    pen = ImageDraw.Draw(image)
    pen.text((80, 90), title[:52], INK, ImageFont.load_default(26))
    pen.line((80, 136, PAPER[0] - 80, 136), SOFT, 3)
    for place, line in enumerate(lines):
        pen.text((80, 176 + 44 * place), line[:64], INK, ImageFont.load_default(20))
    content = BytesIO()
    image.save(content, "PDF", resolution=96)
    return content.getvalue()
