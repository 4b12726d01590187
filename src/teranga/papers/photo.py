"""A picture made anew from what somebody sent: turned upright, made small, nothing in it but the picture."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 8_000_000  # bytes
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 640
READABLE_SIDE = 1600  # the small print of a receipt is read at this size
KINDS = ("JPEG", "PNG", "WEBP")  # by what stands in the file, whatever its name says


class PhotoRefused(Exception):
    """What was sent is no photo that can be used. `reason` is "kind", "large" or "broken"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Photo:
    webp: bytes
    jpeg: bytes
    width: int
    height: int


def make_photo(sent: bytes, *, longest: int = LONGEST_SIDE) -> Photo:
    """The same picture in two formats. Its size is read before a single pixel is. Raises PhotoRefused."""
    plain = _made_anew(sent, longest)
    return Photo(_written(plain, "WEBP"), _written(plain, "JPEG"), plain.width, plain.height)


def paper_photo(sent: bytes) -> bytes:
    """The photo of a paper as JPEG, still readable. Raises PhotoRefused."""
    return _written(_made_anew(sent, READABLE_SIDE), "JPEG")


def _made_anew(sent: bytes, longest: int) -> Image.Image:
    if len(sent) > LARGEST_FILE:
        raise PhotoRefused("large")
    try:
        picture = Image.open(BytesIO(sent), formats=KINDS)
    except UnidentifiedImageError:
        raise PhotoRefused("kind") from None
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefused("broken") from None
    # One with a see-through layer is held twice while it is made small.
    most = MOST_PIXELS // 2 if picture.mode in ("RGBA", "LA") else MOST_PIXELS
    if picture.width * picture.height > most:
        raise PhotoRefused("large")
    try:
        picture.thumbnail((longest, longest))  # first, so that the whole picture is held only once
        return _on_white(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, EOFError):
        raise PhotoRefused("broken") from None


def _on_white(picture: Image.Image) -> Image.Image:
    """A new picture of the same pixels: no profile, no comment, no place comes along."""
    layers = picture.convert("RGBA")
    plain = Image.new("RGB", layers.size, "white")
    plain.paste(layers, mask=layers.getchannel("A"))
    return plain


def _written(picture: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    picture.save(file, kind, quality=82)
    return file.getvalue()
