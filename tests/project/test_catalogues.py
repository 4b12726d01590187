"""French and Spanish say everything that English says: nothing missing, nothing fuzzy, nothing forgotten."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import run

LANGUAGES = ("fr", "es")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@cache
def catalogue(language: str) -> Catalog:
    with (run.LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def template() -> Catalog:
    with (run.LOCALE / "django.pot").open("rb") as file:
        return read_po(file)


def messages_of(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def keys_of(found: Catalog) -> set[tuple[str, str]]:
    return {(message.context or "", str(message.id)) for message in messages_of(found)}


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def sources(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_the_template_holds_every_string_of_the_source(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.pot"
    subprocess.run([sys.executable, *run.extract_command(fresh)], cwd=run.ROOT, check=True)
    with fresh.open("rb") as file:
        extracted = keys_of(read_po(file))
    assert extracted
    assert extracted == keys_of(template()), "run: python3 run.py messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_exactly_the_strings_of_the_template(language: str) -> None:
    assert keys_of(catalogue(language)) == keys_of(template()), "run: python3 run.py messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_fuzzy(language: str) -> None:
    unsure = [message.id for message in messages_of(catalogue(language)) if message.fuzzy]
    missing = [message.id for message in messages_of(catalogue(language)) if not all(forms(message))]
    assert (missing, unsure) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    wanted = Catalog(locale=language).num_plurals
    assert catalogue(language).num_plurals == wanted
    plural = [message for message in messages_of(catalogue(language)) if message.pluralizable]
    assert [message.id for message in plural if len(forms(message)) != wanted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    """A plural's forms may leave out the number, because one of its sources may too; nothing may be added."""
    different = []
    for message in messages_of(catalogue(language)):
        known = set().union(*(placeholders(text) for text in sources(message)))
        for text in forms(message):
            same = placeholders(text) <= known if message.pluralizable else placeholders(text) == known
            if text and not same:  # a missing one is told above
                different.append((message.id, text))
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_space_around_a_text_is_kept(language: str) -> None:
    different = [
        message.id
        for message in messages_of(catalogue(language))
        for text in forms(message)
        if (text[:1].isspace(), text[-1:].isspace())
        != (sources(message)[0][:1].isspace(), sources(message)[0][-1:].isspace())
    ]
    assert different == []


def test_french_keeps_its_double_signs_on_the_line() -> None:
    """A space that can break would leave : ; ! ? » alone on the next line, or « on the last one."""
    loose = [
        text
        for message in messages_of(catalogue("fr"))
        for text in forms(message)
        if re.search(r" [:;!?»]|« ", text)
    ]
    assert loose == []
