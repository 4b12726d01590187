"""Every sentence that a reader of programmes says of a file is said again in French and Spanish."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.utils import translation

from teranga.web.organise.finding_words import SENTENCES, finding_words
from tests.architecture.source import PACKAGE, calls_in, python_files, tree_of

TELLING = ("repaired", "guessed", "left_out", "noted", "tally", "add", "ChosenZone")
SAIDS = ('The zone "GAP" is not an IANA name', "The file states no time zone")


def sentences() -> set[str]:
    """As they are built in the readers, with GAP in every gap."""
    found: set[str] = set()
    for file in python_files(PACKAGE / "formats" / "schedule"):
        tree = tree_of(file)
        told = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
                and any(getattr(name, "id", "") == "what" for name in node.targets)]  # fmt: skip
        for call in calls_in(tree):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            told += call.args if name in TELLING else []
        found |= {text for node in told for text in texts_of(node)}
    return {text for text in found if text.endswith(".") and " " in text}


def texts_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        gaps = [
            ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else "" for part in node.values
        ]
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "GAP" for part in node.values)
        yield from (text.replace("GAP", said, 1) for said in SAIDS) if gaps[0] == "said" else [text]
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_sentence_of_a_finding_is_said_in_the_reader_s_language(language: str) -> None:
    found = sentences()
    assert len(found) > 70
    with translation.override(language):
        assert sorted(text for text in found if finding_words(text) == text) == []


def test_what_stands_in_the_gaps_stays_and_the_number_of_times_is_told() -> None:
    said = 'It overlaps with "Django {now}" in Salle 1; both were kept.'
    with translation.override("fr"):
        assert finding_words(said) == (
            "Elle chevauche «\u202fDjango {now}\u202f» dans Salle 1\u202f; les deux sont gardées."
        )
        assert (
            finding_words("The session has no start (12 times).") == "La séance n’a pas de début (12 fois)."
        )
        assert finding_words("Something that a plug-in says.") == "Something that a plug-in says."
    with translation.override("en"):
        assert finding_words(said) == said


def test_no_sentence_is_taken_for_another() -> None:
    """In English each comes out as it went in."""
    for text in sentences():
        assert finding_words(text) == text
    assert len({str(sentence) for sentence in SENTENCES}) == len(SENTENCES)
