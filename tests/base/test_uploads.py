from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from teranga.base.uploads import PHOTOS, Kind, UploadRefused, kind_of, receive
from teranga.web.media_views import file_answer

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
POLYGLOT = b"GIF89a/*<svg onload=alert(1)>*/=1;"


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), Kind.JPEG), (picture("PNG"), Kind.PNG), (picture("WEBP"), Kind.WEBP),
        (picture("GIF"), Kind.GIF), (b"%PDF-1.7\n", Kind.PDF), (b"PK\x03\x04rest", Kind.ZIP),
        (b"<!doctype html><p>", Kind.MARKUP), (SVG, Kind.MARKUP), (b"\xef\xbb\xbf\n <html>", Kind.MARKUP),
        (POLYGLOT, Kind.GIF), ("Bonjour Lomé".encode(), Kind.TEXT), (b"\x7fELF\x00\x01", Kind.OTHER),
        ("<html>".encode("utf-16"), Kind.OTHER), (b"", Kind.TEXT),
    ],
)  # fmt: skip
def test_a17_what_a_file_is_stands_in_its_first_bytes(content: bytes, kind: Kind) -> None:
    assert kind_of(content) == kind


class Unread:
    """A file of a form that fails the test when it is read."""

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self) -> bytes:
        raise AssertionError("The file was read.")


def reason(sent: object, largest: int = 100, kinds: frozenset[Kind] | None = None) -> str:
    with pytest.raises(UploadRefused) as refused:
        receive(sent, largest=largest, kinds=kinds)  # type: ignore[arg-type]
    return refused.value.reason


def test_b09_a_file_that_is_too_large_is_not_read() -> None:
    assert reason(Unread(101)) == "large"
    assert reason(Unread(0)) == "none"
    assert reason(None) == "none"


@pytest.mark.parametrize("content", [SVG, b"<html>", b"words", POLYGLOT, b"%PDF-1.7"])
def test_a17_a_photo_is_a_photo_by_its_content_whatever_its_name(content: bytes) -> None:
    sent = SimpleUploadedFile("photo.png", content, content_type="image/png")
    assert reason(sent, 1000, PHOTOS) == "kind"
    good = SimpleUploadedFile("page.html", picture("PNG"), content_type="text/html")
    assert receive(good, largest=1000, kinds=PHOTOS) == picture("PNG")


@pytest.mark.parametrize(
    ("content", "name", "content_type", "disposition"),
    [
        (picture("PNG"), "a.png", "image/png", 'inline; filename="a.png"'),
        (picture("JPEG"), "a.html", "image/jpeg", 'inline; filename="a.html"'),
        (SVG, "a.png", "application/octet-stream", 'attachment; filename="a.png"'),
        (b"<html>", "a.html", "application/octet-stream", 'attachment; filename="a.html"'),
        (b"words", "a.txt", "application/octet-stream", 'attachment; filename="a.txt"'),
        (POLYGLOT, "a.gif", "image/gif", 'attachment; filename="a.gif"'),
        (b"%PDF-1.7", "a.pdf", "application/pdf", 'attachment; filename="a.pdf"'),
        (b"PK\x03\x04", 'a"\r\nX: y.zip', "application/zip",
         "attachment; filename*=utf-8''a%22%0D%0AX%3A%20y.zip"),
    ],
)  # fmt: skip
def test_a17_a18_only_photos_are_shown_and_everything_else_is_saved(
    content: bytes, name: str, content_type: str, disposition: str
) -> None:
    answer = file_answer(content, name)
    assert answer.content == content
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"].startswith("private")
