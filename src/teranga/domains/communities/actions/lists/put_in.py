"""Putting the people of a list in, some hundreds in one transaction, each line with what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time

from django.utils import timezone

from teranga.base.jobs import enqueue, report_progress
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.import_members import (
    FORGOTTEN_AFTER,
    Clock,
    Progress,
    locked,
    note,
    payload_of,
    settle,
)
from teranga.domains.communities.actions.lists.batch import Batch, Made
from teranga.domains.communities.models import ImportedRow, MemberImport, Membership
from teranga.domains.communities.rules_import import Usable, usable
from teranga.domains.people.models import ContactPoint, DuplicateSuspicion, Person
from teranga.formats.contacts import read_contacts

BATCH = 500
State, Outcome = MemberImport.State, ImportedRow.Outcome


def apply_list(upload: MemberImport, *, clock: Clock, told: Progress = report_progress) -> None:
    """Put everybody in; after a cut it goes on where it stopped, and two workers do no line twice."""
    if upload.state != State.APPLYING:
        return
    found = read_contacts(bytes(upload.content), columns=upload.columns)
    today = clock().date()
    total = len(found.people)
    while upload.done_rows < total:
        told(upload.done_rows, total)
        listed = found.people[upload.done_rows : upload.done_rows + BATCH]
        rows = [usable(one, upload.community.countries, today) for one in listed]
        with write():
            row = locked(upload)
            if row.state != State.APPLYING or row.done_rows != upload.done_rows:
                return  # somebody else is at it
            _put_in(row, rows, clock())
            settle(row, clock(), done_rows=row.done_rows + len(rows))
        upload.done_rows = row.done_rows
    _finish(upload, clock())


def _finish(upload: MemberImport, at: datetime) -> None:
    with write():
        row = locked(upload)
        if row.state != State.APPLYING:
            return
        outcomes = ImportedRow.objects.filter(community=row.community_id, upload=row)
        counts = Counter(outcomes.values_list("outcome", flat=True))
        report = row.report | {"outcomes": {name: counts[name] for name in Outcome.values if counts[name]}}
        settle(row, at, state=State.APPLIED, applied_at=at, content=b"", report=report)
        note("applied", row, dict(report["outcomes"]), Actor(row.acting_as, row.by_id), at)
        if row.standing == MemberImport.Standing.INVITED:
            enqueue("communities.forget_invited", at=at + FORGOTTEN_AFTER, payload=payload_of(row))


def _put_in(upload: MemberImport, rows: list[Usable], at: datetime) -> None:
    batch = Batch(upload, rows)
    for row in rows:
        batch.take(row)
    made = [one for one in batch.made if one.is_new]
    people = Person.objects.bulk_create([_person(upload, one.row, at) for one in made])
    for one, person in zip(made, people, strict=True):
        one.person_id = person.pk
    ContactPoint.objects.bulk_create(
        ContactPoint(person_id=one.person_id, kind=contact.kind, value=contact.value, created_at=at)
        for one in made
        for contact in one.contacts
    )
    memberships = Membership.objects.bulk_create([_membership(upload, one, at) for one in batch.made])
    for one, membership in zip(batch.made, memberships, strict=True):
        one.membership_id = membership.pk
    ImportedRow.objects.bulk_create(
        ImportedRow(
            community_id=upload.community_id, upload=upload, line=told.line, outcome=told.outcome,
            note=told.note, person_id=told.made.person_id if told.made else None,
            membership_id=told.made.membership_id if told.made else None, other_key=told.key,
            made_person=told.outcome == Outcome.ADDED and bool(told.made and told.made.is_new),
        )
        for told in batch.told
    )  # fmt: skip
    DuplicateSuspicion.objects.bulk_create(
        [
            DuplicateSuspicion(community_id=upload.community_id, person_id=max(pair), other_id=min(pair),
                               reason=reason, noticed_at=at)
            for pair, reason in batch.suspicions()
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _person(upload: MemberImport, row: Usable, at: datetime) -> Person:
    return Person(
        name=row.name, folded_name=row.folded, city=row.city, created_at=at,
        preferred_language=upload.community.default_language,
        is_generated=upload.community.kind == "practice",
    )  # fmt: skip


def _membership(upload: MemberImport, one: Made, at: datetime) -> Membership:
    invited = upload.standing == MemberImport.Standing.INVITED
    since = at
    if one.row.joined:
        since = timezone.make_aware(datetime.combine(one.row.joined, time(12)))
    return Membership(
        community_id=upload.community_id, person_id=one.person_id, joined_at=min(since, at),
        state=Membership.State.PENDING if invited else Membership.State.RECORDED, came_from="import",
        listed_name=one.row.name, listed_folded=one.row.folded,
        listed_contact=one.row.contacts[0].value if one.row.contacts else "",
    )  # fmt: skip
