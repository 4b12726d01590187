"""A paper with a few lines on it, as the photo of one would come from a telephone: for practice and tests."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE, LETTERS, LINE = (480, 640), 30, 64
INK, PAPER = "#2b2722", "#f4efe4"


def drawn_paper(lines: Iterable[str]) -> bytes:
    """As JPEG."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=LETTERS)
    for place, text in enumerate(lines):
        pen.text((36, 48 + LINE * place), text, fill=INK, font=font)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=70)
    return kept.getvalue()
