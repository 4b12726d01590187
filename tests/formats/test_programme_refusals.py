"""What is not a programme is refused at once, in one sentence that says what to do."""

from __future__ import annotations

import io
import json
import time
import zipfile

import pytest

from teranga.formats.intake import MAX_BYTES
from teranga.formats.programme import UnreadableFile
from teranga.formats.schedule import read_programme
from tests.formats.places import fixture


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


ENTITY_BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><schedule><conference><title>&c;</title></conference></schedule>"""
EXTERNAL = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><title>&x;</title></schedule>'
ALIAS_BOMB = (
    b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (c, c, b", ".join([b"*%c" % (c - 1)] * 10)) for c in b"bcdefgh")
)  # fmt: skip
MANY = "This file has more than 10000 sessions"
OPEN_DOCUMENT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
UNKNOWN = "This file is not a programme in a shape that we know"
REFUSED = {
    "empty": (b"", "This file is empty"),
    "blank": (b" \n\n ", "This file is empty"),
    "truncated xml": (fixture("frab.xml")[:900], "This XML file breaks off or has a mistake at line"),
    "truncated json": (fixture("converted.json")[:300], "This JSON file breaks off or has a mistake at line"),
    "zip": (archive("schedule.json"), "This is a zip archive, so unpack it first"),
    "docx": (archive("word/document.xml"), "This is a Word document"),
    "xlsx": (archive("xl/workbook.xml"), "This is an Excel workbook"),
    "odt": (OPEN_DOCUMENT, "This is a LibreOffice document"),
    "pdf": (b"%PDF-1.7\n\xe2\xe3", "This is a PDF document"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "This is an image"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "This is an image"),
    "entity bomb": (ENTITY_BOMB, "This XML file declares entities or a document type"),
    "external entity": (EXTERNAL, "This XML file declares entities or a document type"),
    "deep json": (b"[" * 200_000 + b"]" * 200_000, "This JSON file nests lists too deeply"),
    "deep xml": (b"<schedule>" + b"<a>" * 5000, "This XML file nests or repeats elements"),
    "deep yaml": (b"a: " + b"[" * 5000 + b"]" * 5000, "This YAML file nests lists too deeply"),
    "alias bomb": (ALIAS_BOMB, "This YAML file expands to more than 200000 items"),
    "alias to itself": (b"a: &a [*a]\n", "This YAML file expands to more than 200000 items"),
    "broken yaml": (b"a: [1, 2\nb: }", "This YAML file has a mistake at line"),
    "noise": (bytes(range(256)) * 40, "This file holds binary data"),
    "html": (b"<!DOCTYPE html><html><body>Programme</body></html>", "This is a web page saved"),
    "other xml": (b"<rss version='2.0'><channel/></rss>", "This XML file begins with <rss>"),
    "unknown json": (b'{"hello": "world"}', UNKNOWN),
    "prose": (b"Dear all, the programme follows.", UNKNOWN),
    "long number": (b'{"a": ' + b"9" * 6000 + b"}", "This JSON file holds a number that is far too long"),
    "many items": (b"[" + b"1," * 600_000 + b"1]", "This JSON file has more than 500000 items"),
    "many sessions": (b'{"schedule": [' + b'{"start": "9:00", "title": "T"},' * 10_001 + b"{}]}", MANY),
    "large yaml": (b"- a\n" * 700_000, "This YAML file is larger than 2 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_in_one_sentence(name: str) -> None:
    data, opening = REFUSED[name]
    begin = time.process_time()
    with pytest.raises(UnreadableFile) as refusal:
        read_programme(data, "upload")
    sentence = str(refusal.value)
    assert sentence.startswith(opening)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert time.process_time() - begin < 6


def test_fifty_megabytes_on_one_line_are_refused_before_they_are_read() -> None:
    begin = time.process_time()
    with pytest.raises(UnreadableFile) as refusal:
        read_programme(b"x" * (50 * 1024 * 1024), "upload")
    assert time.process_time() - begin < 1
    assert MAX_BYTES == 20 * 1024 * 1024
    assert str(refusal.value) == (
        "This file has 50 MB and the limit is 20 MB: "
        "upload the programme itself as XML, JSON or YAML that is smaller."
    )


def test_the_shapes_that_we_know_are_named() -> None:
    with pytest.raises(UnreadableFile, match=r"frab or pentabarf XML, .*pretalx.*YAML with days"):
        read_programme(json.dumps([{"name": "a"}, {"x": 1}]).encode())
