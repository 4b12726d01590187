"""Whatever an action notes has a name in the log: its verb, what it is about, and each field."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.utils import translation

from teranga.domains.aid import rules as aid_rules
from teranga.domains.communities.actions import listed_rows, membership_moves
from teranga.domains.events.actions import programme_rows
from teranga.domains.places import rules as places_rules
from teranga.domains.proposals import rules as proposals_rules
from teranga.domains.proposals import rules_call
from teranga.domains.proposals.actions import call_rows
from teranga.web.organise.audit_fields import FIELDS
from teranga.web.organise.audit_labels import DOINGS, OBJECTS
from teranga.web.organise.audit_words import field_words, object_words, verb_words
from tests.architecture.source import PACKAGE, calls_in, python_files, tree_of

SOURCES = python_files(PACKAGE / "domains", PACKAGE / "base", PACKAGE / "cli", PACKAGE / "web" / "account")
A_VERB = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)?")
OF_WRITERS = (
    "begin", "change", "claim", "file", "invite", "remove_file", "remove_speaker", "yes", "decline",
)  # fmt: skip
MOVES = {
    "membership": membership_moves.MOVES, "rsvp": places_rules.RSVP_MOVES,
    "waiting": places_rules.ENTRY_MOVES, "offer": places_rules.OFFER_MOVES,
    "aid_round": aid_rules.ROUND_MOVES, "aid_application": aid_rules.APPLICATION_MOVES,
    "proposal": (*proposals_rules.MOVES, *OF_WRITERS),
    "call": rules_call.CALL_MOVES,
}  # fmt: skip
LISTS = {*listed_rows.LISTED, *programme_rows.KINDS, *call_rows.NAMES.values()}
# Models whose changed fields are noted by their names, and what of them is never noted.
AUDITED = (
    "communities.Community", "communities.Page", "communities.Goal", "communities.TeamSeat",
    "communities.Channel", "communities.Figure", "communities.DirectoryEntry", "communities.CommunityLink",
    "events.Series", "events.Event", "events.Venue", "events.Room", "events.Track", "events.Speaker",
    "events.Session", "events.Task", "people.CustomRole", "mail.MailTemplate", "proposals.SessionType",
    "proposals.Topic",
)  # fmt: skip
NEVER_NOTED = {
    "id", "key", "guid", "sequence", "schedule_version", "schedule_changed_at", "shown_at", "updated_at",
    "created_at", "retired_at", "community", "community_id", "call", "call_opens_at", "call_closes_at",
    "call_is_counted",
}  # fmt: skip


def noting_calls() -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Every call that hands on a verb of the log, with the expressions it may be."""
    places = {
        function.name: [argument.arg for argument in function.args.args].index("verb")
        for file in SOURCES
        for function in ast.walk(tree_of(file))
        if isinstance(function, ast.FunctionDef)
        and function.name.strip("_") in ("audit", "note", "note_bulk", "settle")
        and "verb" in [argument.arg for argument in function.args.args]
    }
    for file in SOURCES:
        for call in calls_in(tree_of(file)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            told = [keyword.value for keyword in call.keywords if keyword.arg == "verb"]
            if name in places and not told:
                told = [*call.args, *(keyword.value for keyword in call.keywords)]
            if told and name not in ("access", "approve", "Entry", "Needed", "may"):
                yield call, told


def verbs() -> set[str]:
    """“event.create”; and “add” where the kind is put before it later."""
    found = {f"{kind}.{move}" for kind, moves in MOVES.items() for move in moves}
    for _call, told in noting_calls():
        for constant in (one for expression in told for one in ast.walk(expression)):
            if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                found |= {constant.value} if re.fullmatch(r"[a-z_]+\.[a-z_]*[a-z]", constant.value) else set()
    found |= {
        f"{kind}.{doing}" for kind in LISTS for doing in ("add", "change", "move", "remove", "translate")
    }
    found |= {name for name in verbs_chosen_before() if "." in name}
    return found


def verbs_chosen_before() -> set[str]:
    """`verb = "page.publish" if … else "page.unpublish"`, and what the account's own notes are called."""
    found: set[str] = set()
    for file in SOURCES:
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Assign) and any(
                getattr(name, "id", "") == "verb" for name in node.targets
            ):
                found |= {one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)}
    return {name for name in found if isinstance(name, str) and A_VERB.fullmatch(name)}


def fields() -> set[str]:
    found = set()
    for call, _told in noting_calls():
        for given in (*call.args, *(word.value for word in call.keywords if word.arg == "changes")):
            if isinstance(given, ast.Dict):
                found |= {key.value for key in given.keys if isinstance(key, ast.Constant)}
    for label in AUDITED:
        model = apps.get_model(label)
        found |= {field.name for field in model._meta.concrete_fields} - NEVER_NOTED
    return found


def test_every_verb_and_object_of_the_log_has_a_label() -> None:
    """Say it in web/organise/audit_labels.py: what stands before the dot in OBJECTS, behind it in DOINGS."""
    told = {verb.partition(".")[::2] for verb in verbs()}
    assert len(told) > 100
    assert sorted({kind for kind, _doing in told} - OBJECTS.keys()) == []
    assert sorted({doing for _kind, doing in told} - DOINGS.keys()) == []


def test_every_field_of_the_log_has_a_label() -> None:
    """Say it in FIELDS, web/organise/audit_fields.py."""
    found = fields()
    assert {"visibility", "state", "second_factor_required"} <= found
    assert sorted(name for name in found if name.partition(".")[0] not in FIELDS) == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_log_speaks_the_reader_s_language(language: str) -> None:
    with translation.override(language):
        assert verb_words("custom_role.retire") == {
            "fr": "Rôle à nous\u202f: retiré", "es": "Rol propio: retirado"
        }[language]  # fmt: skip
        assert field_words("second_factor_required") == {
            "fr": "Deuxième étape demandée", "es": "Segundo paso exigido"
        }[language]  # fmt: skip
        assert object_words("waiting") == {"fr": "Liste d’attente", "es": "Lista de espera"}[language]
