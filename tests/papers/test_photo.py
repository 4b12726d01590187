from __future__ import annotations

import resource
import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image

from teranga.papers.photo import LARGEST_FILE, LONGEST_SIDE, PhotoRefused, make_photo


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (800, 400), **more: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(file, kind, **more)
    return file.getvalue()


def with_place() -> bytes:
    """A photo as phones write it: where and when it was taken, on its side, with a comment and XMP."""
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (6.0, 7.0, 48.0)
    return a_picture(exif=exif, comment=b"CANARY-COMMENT", xmp=b"<x:xmpmeta>CANARY-XMP</x:xmpmeta>")


def a_png(width: int, height: int) -> bytes:
    """A PNG that says it is this large, and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def refusal(sent: bytes) -> str:
    with pytest.raises(PhotoRefused) as refused:
        make_photo(sent)
    return refused.value.reason


def test_b08_nothing_but_the_picture_remains() -> None:
    sent = with_place()
    assert b"CANARY-CAMERA" in sent
    photo = make_photo(sent)
    for made in (photo.webp, photo.jpeg):
        opened = Image.open(BytesIO(made))
        assert (b"CANARY" in made, dict(opened.getexif()), b"Exif" in made) == (False, {}, False)


def test_b08_a_photo_that_lay_on_its_side_stands_upright() -> None:
    photo = make_photo(with_place())
    assert (photo.width, photo.height) == (320, 640)
    assert Image.open(BytesIO(photo.webp)).size == (320, 640)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_kinds_are_taken_and_two_are_made(kind: str) -> None:
    photo = make_photo(a_picture(kind))
    assert [Image.open(BytesIO(made)).format for made in (photo.webp, photo.jpeg)] == ["WEBP", "JPEG"]
    assert max(photo.width, photo.height) == LONGEST_SIDE


def test_b09_a_picture_of_2_5_thousand_million_pixels_costs_nothing() -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    assert refusal(a_png(50_000, 50_000)) in ("large", "broken")
    assert time.perf_counter() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_b09_a_file_that_is_too_long_is_not_opened() -> None:
    assert refusal(b"\xff\xd8" + b"\0" * LARGEST_FILE) == "large"


def test_b09_a_picture_cut_short_is_refused() -> None:
    assert refusal(a_png(400, 400)) == "broken"
    assert refusal(a_picture("WEBP")[:60]) in ("broken", "kind")


@pytest.mark.parametrize(
    "sent",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><x/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"",
    ],
)
def test_a17_what_is_no_photo_by_its_content_is_refused(sent: bytes) -> None:
    assert refusal(sent) == "kind"


def test_a17_a_page_behind_a_picture_does_not_come_along() -> None:
    photo = make_photo(a_picture("PNG") + b"<html><script>alert('CANARY')</script></html>")
    assert b"CANARY" not in photo.webp + photo.jpeg
