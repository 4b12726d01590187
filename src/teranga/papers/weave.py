"""An abstract picture that stands where a photo would, in a world without real people."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw

SIZE, STEP = (960, 640), 80


def woven(seed: int, colours: tuple[str, str, str]) -> bytes:
    """An abstract picture: a weave of bands in three colours. The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- a pattern, no secret
    ground, first, second = colours
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    for row, top in enumerate(range(0, SIZE[1], STEP)):
        for column, left in enumerate(range(0, SIZE[0], STEP)):
            colour = first if (row + column) % 2 else second
            inset = chance.choice((8, 20, 32))
            lies = (row + column + chance.randrange(2)) % 2
            box = (left + inset * lies, top + inset * (1 - lies), left + STEP - inset * lies,
                   top + STEP - inset * (1 - lies))  # fmt: skip
            draw.rectangle(box, fill=colour)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
