"""Attacks that other programs of this kind met, each by the id it has in docs/reference/attack-cases.md."""

from __future__ import annotations

import ast
import copy
import gc
import io
import logging
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from PIL import Image

import run
from teranga.base.logs import OneLineFormatter
from teranga.base.markdown import plain_text, render_markdown
from teranga.papers.photo import MOST_PIXELS
from tests.architecture.source import PACKAGE, calls_in, name_of, python_files, tree_of
from tests.drawn import some_each_run
from tests.factories.communities import a_community
from tests.factories.people import a_person, signed_in
from tests.security.tenants.places import all_places
from tests.security.tenants.reading import forms_in
from tests.security.tenants.world import a_world

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "from_string", "loads_pickle", "system", "popen"}
QUOTES = (
    "'",
    "' OR 1=1 --",
    '"; DROP TABLE people_person; --',
    "1) UNION SELECT 1,2,3--",
    "%' AND 1=0 --",
    "\x00",
    "￿",
)
ASKED_BY = [
    "q", "page", "after", "before", "by", "sort", "order", "kind", "state", "actor", "object", "verb", "next",
    "owner", "area", "from", "until", "language", "community__slug",
]  # fmt: skip


def test_a29_a30_nothing_that_a_user_wrote_is_ever_compiled() -> None:
    found = []
    for file in python_files(PACKAGE):
        for call in calls_in(tree_of(file)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            name = name or (call.func.attr if isinstance(call.func, ast.Attribute) else "")
            of_re = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re"
            if name in RUNS_TEXT and not of_re:
                found.append(f"{name_of(file)}:{call.lineno} {name}")
    assert found == []


def test_a32_no_statement_is_put_together_from_words() -> None:
    found = []
    for file in python_files(PACKAGE):
        if "/migrations/" in name_of(file):
            continue
        for call in calls_in(tree_of(file)):
            if not isinstance(call.func, ast.Attribute) or not call.args:
                continue
            name = call.func.attr
            if name in ("raw", "extra", "RawSQL") and "objects" in ast.unparse(call.func.value):
                found.append(f"{name_of(file)}:{call.lineno} {name}")
            if name == "execute" and any(
                isinstance(part, ast.JoinedStr | ast.Mod) for part in ast.walk(call.args[0])
            ):
                found.append(f"{name_of(file)}:{call.lineno} {ast.unparse(call.args[0])[:60]}")
    allowed = ("base/search.py", "base/backup/", "base/writing.py")  # names of tables and levels, never words
    assert [line for line in found if not any(part in line for part in allowed)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("words", some_each_run(QUOTES, 2, of="quotes in questions"))
def test_a32_quotes_in_any_question_are_only_words(words: str) -> None:
    world, broken, answered = a_world(), [], 0
    for place in all_places():
        path = place.fill(world.own, world.own)
        answer = world.browsers["organiser"].get(path, dict.fromkeys(ASKED_BY, words))
        answered += answer.status_code in (200, 400)  # a NUL is refused before any page reads it
        if answer.status_code >= 500:
            broken.append(path)
    assert broken == []
    assert answered > 100


@pytest.mark.django_db
@pytest.mark.parametrize("words", some_each_run(("' OR 1=1 --", "\x00", "9" * 30), 1, of="quotes in forms"))
def test_a32_quotes_in_any_field_of_a_form_are_only_words(words: str) -> None:
    world, broken = a_world(), []
    browser = world.browsers["organiser"]
    cookies = copy.deepcopy(browser.cookies)
    for place in all_places():
        path = place.fill(world.own, world.own)
        for form in forms_in(browser.get(path), path):
            with transaction.atomic():
                answer = browser.post(form.action, {name: words for name, _ in form.fields})
                transaction.set_rollback(True)
            browser.cookies = copy.deepcopy(cookies)
            if answer.status_code >= 500:
                broken.append(form.action)
    assert broken == []


@pytest.mark.django_db
def test_b05_an_export_is_for_its_person_and_lies_nowhere() -> None:
    person = a_person("Ama Mensah")
    before = set(Path(settings.DATA_DIR).rglob("*"))
    stranger = Client().post("/en/me/data/download/")
    assert (stranger.status_code, stranger.headers["Location"]) == (302, "/en/me/sign-in/")
    assert Client().get("/en/me/data/download/").status_code == 405
    own = signed_in(person).post("/en/me/data/download/")
    assert zipfile.is_zipfile(io.BytesIO(own.content))
    assert "no-store" in own.headers["Cache-Control"]
    assert set(Path(settings.DATA_DIR).rglob("*")) == before


@pytest.mark.django_db
def test_a18_what_is_downloaded_is_never_shown_as_a_page() -> None:
    own = signed_in(a_person()).post("/en/me/data/download/")
    assert own.headers["Content-Type"] == "application/zip"
    assert own.headers["Content-Disposition"].startswith("attachment; ")
    assert own.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in own.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("mode", "pixels"), [("RGB", MOST_PIXELS), ("RGBA", MOST_PIXELS // 2)])
def test_b09_a_picture_of_the_largest_size_takes_less_than_a_hundred_megabytes(
    tmp_path: Path, mode: str, pixels: int
) -> None:
    """In a process of its own, because Pillow keeps pixels outside Python's count."""
    side = int(pixels**0.5)
    sent = tmp_path / "picture.png"
    Image.new(mode, (side, side), "navy").save(sent, "PNG")
    program = (
        "import resource, sys, pathlib\n"
        "from teranga.papers.photo import make_photo\n"
        "sent = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "made = make_photo(sent)\n"
        "print(made.width, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(sent)], env=run.clean_environment(), text=True,
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    width, kilobytes = done.stdout.split()
    assert int(width) == 640
    assert int(kilobytes) * 1024 < 100_000_000


@pytest.mark.django_db
def test_b13_invented_languages_are_not_found_and_leave_nothing() -> None:
    before = set(Path(settings.DATA_DIR).rglob("*"))
    a_community("python-lome")
    Client().get("/en/python-lome/")

    def ask(numbers: range) -> None:
        for number in numbers:
            answer = Client().get(f"/x{number:x}/python-lome/", headers={"Accept-Language": f"x{number:x}"})
            assert answer.status_code in (302, 404)
            assert f"/x{number:x}/" not in answer.headers.get("Location", "").removeprefix(
                f"/en/x{number:x}/"
            )

    ask(range(700))  # and what is made once, as the table of all routes, is made by now
    tracemalloc.start()
    try:
        ask(range(700, 1000))
        gc.collect()  # seldom comes by itself in a process as large as that of a whole run
        grown, _ = tracemalloc.get_traced_memory()
        where = [str(line) for line in tracemalloc.take_snapshot().statistics("lineno")[:20]]
    finally:
        tracemalloc.stop()
    assert grown < 750_000, where
    assert set(Path(settings.DATA_DIR).rglob("*")) == before


@pytest.mark.parametrize(
    "sign", ["<", "&", "[", "(", "*", "`", ">", "![", "|", "\n- ", "&#", "<a ", "~~", "\\"]
)
def test_b17_half_a_megabyte_of_one_sign_is_read_in_a_moment(sign: str) -> None:
    text = sign * (500_000 // len(sign))
    started = time.process_time()
    render_markdown(text)
    plain_text(text, 200)
    assert time.process_time() - started < 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/en/%0aERROR fake/", "/en/%0d%0a2026-01-01 INFO forged/", "/en/%1b[2J/", "/en/%e2%80%a8x/"]
)
def test_d16_what_a_visitor_sends_never_begins_a_line_of_the_log(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    agent = "Mozilla\x1b[31m"
    with caplog.at_level(logging.INFO):
        assert Client().get(path, headers={"User-Agent": agent}).status_code == 404
    lines = [OneLineFormatter().format(record) for record in caplog.records]
    assert lines != []
    assert [line for line in lines if any(sign in line for sign in "\n\r\x1b\u2028")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x", "x:1:y", "0123456789abcdef0123456789abcdef:1tQxyz:forged"])
def test_d14_a_form_without_a_true_token_is_not_taken(key: str) -> None:
    place = a_community("python-lome")
    data = {"name": "Ama Mensah", "contact": "ama@example.org", "consents": ["contact"], "key": key}
    answer = Client().post("/en/python-lome/join/", data)
    assert answer.status_code in (200, 400, 422)
    assert place.memberships.count() == 0
