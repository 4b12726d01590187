"""Two records of one human being are joined: every row of every subject follows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import Model

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.actions.merging import OWNERS, STAYS, move_back, move_everything
from teranga.domains.people.models import Person
from tests.factories.people import a_person
from tests.security.tenants.world import a_world

NOW = datetime(2026, 9, 20, 9, tzinfo=UTC)
BY = Actor("organiser")
ACTED = {  # they name who did something to somebody else's row, and stay as they are
    "by", "made_by", "decided_by", "settled_by", "checked_by", "asked_by", "requested_by", "approved_by",
    "written_by", "invited_by", "granted_by", "ended_by", "changed_by", "revoked_by",
    "suggested_by",
}  # fmt: skip


def columns() -> list[tuple[type[Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("teranga.") and model._meta.label not in STAYS
        for field in model._meta.concrete_fields
        if field.related_model is Person
    ]


def held_by(person: Person) -> set[tuple[str, int]]:
    """Every row that is this person's own."""
    return {
        (model._meta.label, key)
        for model, name in columns()
        if name in OWNERS
        for key in model._base_manager.filter(**{name: person}).values_list("pk", flat=True)
    }


def test_every_column_of_a_person_says_whose_a_row_is_or_who_acted() -> None:
    unknown = [(model._meta.label, name) for model, name in columns() if name not in ACTED | set(OWNERS)]
    assert unknown == []


@pytest.mark.django_db
def test_every_row_of_every_subject_follows_and_comes_back() -> None:
    world = a_world()
    other = world.own.rows["people.Person"][0]
    kept = a_person("The record that stays")
    kept.contact_points.all().delete()
    theirs, ours = held_by(other), held_by(kept)
    subjects = {label.partition(".")[0] for label, _key in theirs}
    assert {"places", "learning", "credentials", "ledger", "payments", "aid"} <= subjects
    assert ("learning.Project", world.own.rows["learning.Project"][0].pk) in theirs
    with write():
        row = move_everything(kept=kept, other=other, community_id=1, changed=[], by=BY, at=NOW)
    assert (held_by(other), held_by(kept)) == (set(), theirs | ours)
    move_back(record_of=row, by=BY, at=NOW)
    assert (held_by(other), held_by(kept)) == (theirs, ours)
