"""Taking a list out again: what it made goes, unless the person said or did anything since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teranga.base.jobs import report_progress
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.import_members import Clock, Progress, locked, note, settle
from teranga.domains.communities.models import ImportedRow, MemberImport, Membership
from teranga.domains.people.actions.merging import relations_to_people
from teranga.domains.people.models import ContactPoint, Person

BATCH = 500
OWN = ("people.ContactPoint", "communities.Membership", "communities.ImportedRow")
NAMES_THEM = (ImportedRow.Outcome.ADDED, ImportedRow.Outcome.KNOWN)
STANDS = (MemberImport.State.APPLYING, MemberImport.State.APPLIED)
State, Unconfirmed = MemberImport.State, (Membership.State.PENDING, Membership.State.RECORDED)


def undo_list(upload: MemberImport, *, clock: Clock, told: Progress = report_progress) -> None:
    """Take out everything of it that nobody confirmed; goes on where it stopped after a cut."""
    if upload.state != State.UNDOING:
        return
    removed, kept = _take_out(upload, told)
    at = clock()
    with write():
        row = locked(upload)
        if row.state == State.UNDOING:
            settle(row, at, state=State.UNDONE, report=row.report | {"removed": removed, "kept": kept})
            note("undone", row, {"removed": removed, "kept": kept}, Actor(row.acting_as, row.by_id), at)


def forget_invited(upload: MemberImport, *, by: Actor, at: datetime) -> None:
    """Those who were invited and said nothing for half a year are forgotten."""
    if upload.state == State.APPLIED:
        removed, _kept = _take_out(upload, report_progress)
        with write():
            note("forget_invited", upload, {"removed": removed}, by, at)


def _take_out(upload: MemberImport, told: Progress) -> tuple[int, int]:
    rows = ImportedRow.objects.filter(
        community=upload.community_id, upload=upload, outcome=ImportedRow.Outcome.ADDED
    )
    total = rows.count()
    while True:
        done = rows.exclude(undone="").count()
        told(done, total)
        with write():
            some = list(rows.select_for_update(of=("self",)).filter(undone="").order_by("line")[:BATCH])
            if not some:
                break
            gone = _remove(some)
            own = ImportedRow.objects.filter(community=upload.community_id)
            own.filter(pk__in=gone).update(undone="removed", person=None, membership=None)
            own.filter(pk__in={row.pk for row in some} - gone).update(undone="kept")
    return rows.filter(undone="removed").count(), rows.filter(undone="kept").count()


def _remove(rows: list[ImportedRow]) -> set[int]:
    """The rows whose membership, and person where the list made one, are gone now."""
    community_id = rows[0].community_id
    untouched = dict(Membership.objects.select_for_update(of=("self",))
        .filter(
            community=community_id, pk__in=[row.membership_id for row in rows], came_from="import",
            state__in=Unconfirmed, asked={},
        )
        .values_list("pk", "person_id"))  # fmt: skip
    going = [row for row in rows if row.membership_id in untouched and row.person_id]
    made = {row.person_id for row in going if row.made_person and row.person_id}
    busy = _busy({person for person in made if person}, [row.pk for row in going], community_id)
    gone = [row for row in going if not row.made_person or row.person_id not in busy]
    Membership.objects.filter(community=community_id, pk__in=[row.membership_id for row in gone]).delete()
    Person.objects.filter(pk__in=[row.person_id for row in gone if row.made_person]).delete()
    return {row.pk for row in gone}


def _busy(people: set[int], own_rows: Iterable[int], community_id: int) -> set[int]:
    """Persons of whom anything else is known by now: a proved address, a role, an event, another list."""
    found = set(
        ContactPoint.objects.filter(person_id__in=people)
        .exclude(verified_at=None)
        .values_list("person_id", flat=True)
    )
    found |= set(Person.objects.filter(merged_into__in=people).values_list("merged_into_id", flat=True))
    found |= set(Person.objects.filter(pk__in=people).exclude(merged_into=None).values_list("pk", flat=True))
    others = Membership.objects.across_communities("whether another community knows them")
    found |= set(
        others.filter(person_id__in=people)
        .exclude(community=community_id)
        .values_list("person_id", flat=True)
    )
    lines = ImportedRow.objects.across_communities("whether another list names them")
    found |= set(
        lines.filter(person_id__in=people, outcome__in=NAMES_THEM, upload__state__in=STANDS)
        .exclude(pk__in=list(own_rows))
        .values_list("person_id", flat=True)
    )
    for model, column in relations_to_people():
        if model._meta.label in OWN:
            continue
        rows = model._default_manager.all()
        rows = (
            rows.across_communities("whether anything is known")
            if hasattr(rows, "across_communities")
            else rows
        )
        found |= set(
            rows.filter(**{f"{column.name}_id__in": people}).values_list(f"{column.name}_id", flat=True)
        )
    return found
