"""Damaged files either give a result or one sentence, never anything else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from teranga.formats.c3voc_json import write_c3voc_json
from teranga.formats.frab_xml import write_frab_xml
from teranga.formats.pages import PageResult, read_page
from teranga.formats.programme import ReadResult, UnreadableFile
from teranga.formats.publication import UndatedProgrammeError
from teranga.formats.schedule import read_programme
from tests.formats.places import fixture

JSON_FILES = [
    "by-code.json", "c3voc.json", "converted.json", "one-stage.json", "pretalx-schedule.json",
    "pretalx-submissions.json", "videos.json",
]  # fmt: skip
FILES = [*JSON_FILES, "days.yaml", "frab.xml"]
PAGES = ["jekyll.md", "pelican.md"]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["9:00", "24:00", "2026-03-06", "9999-12-31T23:59:59+14:00", "1900-01-01T00:00:00-12:00", "\ud800"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def one_sentence(refusal: UnreadableFile) -> None:
    assert str(refusal).endswith(".")
    assert "\n" not in str(refusal)


def survives(data: bytes) -> None:
    """Read, and write what was read, with nothing but the errors that are promised."""
    try:
        result = read_programme(data, "fuzz", companions={"s.json": fixture("pretalx-speakers.json")})
    except UnreadableFile as refusal:
        one_sentence(refusal)
        return
    assert isinstance(result, ReadResult)
    keys = [session.key for session in result.programme.sessions]
    assert len(set(keys)) == len(keys)
    try:
        write_frab_xml(result.programme, generator="T", version="1")
        write_c3voc_json(result.programme, generator="T", version="1")
    except UndatedProgrammeError:
        assert all(session.start is None for session in result.programme.sessions)


def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    broken = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        broken[draw(st.integers(0, len(broken) - 1))] = draw(st.integers(0, 255))
    return bytes(broken[: draw(st.sampled_from([len(broken), len(broken) // 2, len(broken) - 3]))])


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(choice=st.data())
def test_flipped_and_missing_bytes_never_escape(name: str, choice: st.DataObject) -> None:
    survives(damaged(choice.draw, fixture(name)))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in below for place in _places(item, (*path, key)))]


def _replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("name", JSON_FILES)
@QUICK
@given(choice=st.data())
def test_values_of_another_type_never_escape(name: str, choice: st.DataObject) -> None:
    content = json.loads(fixture(name))
    for _ in range(choice.draw(st.integers(1, 4))):
        content = _replaced(content, choice.draw(st.sampled_from(_places(content))), choice.draw(odd))
    survives(json.dumps(content).encode())


@QUICK
@given(content=odd)
@example(
    content={
        "conference": {"name": "x"},
        "sessions": [{"start": "9999-12-31T23:59:59-12:00", "duration": 1440}],
    }
)
@example(
    content={
        "schedule": {"conference": {"days": [{"date": "2200-12-31", "rooms": {"": [{"start": "01:00"}]}}]}}
    }
)
@example(
    content={"slots": [{"start": "2026-03-06T09:00", "submission": {"code": "\ud800", "title": "\ud800"}}]}
)
@example(content={"slots": [{"start": None}]})
@example(content=[{"code": {}, "title": [], "speakers": {"a": 1}, "slots": [1]}])
def test_any_json_is_read_or_refused(content: Any) -> None:
    survives(json.dumps(content).encode())


@QUICK
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    survives(data)


@QUICK
@given(text=st.text(st.sampled_from("-: \n[]{}&*!|>'\"#%@`,?ab01"), max_size=80))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    survives(text.encode())


@pytest.mark.parametrize("name", PAGES)
@QUICK
@given(choice=st.data())
def test_damaged_pages_never_escape(name: str, choice: st.DataObject) -> None:
    data = damaged(choice.draw, fixture(name))
    try:
        result = read_page(data, name, repair_text=choice.draw(st.booleans()))
    except UnreadableFile as refusal:
        one_sentence(refusal)
        return
    assert isinstance(result, PageResult)
    assert result.page.title


@QUICK
@given(text=st.text(max_size=300))
@example(text="---\n{}\n---\n")
@example(text="---\n- a\n---\n# b")
@example(text="---\ntitle: [1, {a: b}]\ntags: {a: b}\nschema: [1]\ndate: 1\n---\n")
@example(text="---\nschema: {a: !!binary aGk=, b: !!timestamp 2025-01-01, c: !!set {x}, 1: 2}\n---\n")
@example(text="title: \ndate: x")
def test_any_text_is_a_page_or_is_refused(text: str) -> None:
    try:
        result = read_page(text.encode("utf-8", "surrogatepass"), "x.md")
    except UnreadableFile:
        return
    json.dumps([result.page.structured_data, result.page.extra])
