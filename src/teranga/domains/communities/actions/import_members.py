"""A list of people from elsewhere: received, read, corrected, put in when somebody says so, taken out again.

Nobody on a list is ever mailed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from teranga.base.jobs import enqueue
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community, MemberImport
from teranga.domains.communities.rules_import import usable
from teranga.domains.people.normal_forms import one_line
from teranga.formats.contacts import ContactList, UnreadableFile, read_contacts
from teranga.formats.contacts.values import FIELDS

LARGEST = 11 * 1024 * 1024  # bytes; fifty thousand people with two addresses each are below five million
TOLD = 200  # lines that a report shows one by one
KEPT_UNREAD = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=180)  # who was invited and never said yes
State = MemberImport.State
Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]


class ImportRefused(Exception):
    """This cannot be asked of the list now, or something is missing. The text is for the organiser."""


def receive_list(
    *, community: Community, file_name: str, content: bytes, by: Actor, at: datetime
) -> MemberImport:
    """Keep the bytes and have them read. Nobody is put in yet. Raises ImportRefused."""
    if len(content) > LARGEST:
        raise ImportRefused(_("This file has more than {limit} MB. Nothing was kept.").format(limit=11))
    with write():
        upload = MemberImport.objects.create(
            community=community, file_name=one_line(file_name.rsplit("/", 1)[-1])[:200], content=content,
            by_id=by.person_id, acting_as=by.acting_as[:80], received_at=at, updated_at=at,
        )  # fmt: skip
        note("receive", upload, {"size": len(content)}, by, at)
        enqueue("communities.read_list", at=at, payload=payload_of(upload))
    return upload


def examine(upload: MemberImport, *, clock: Clock) -> None:
    """Read the file; what it holds is kept as a report, and nothing else."""
    if upload.state != State.WAITING:
        return
    at = clock()
    try:
        found = read_contacts(bytes(upload.content), columns=upload.columns or None)
    except UnreadableFile as unreadable:
        settle(upload, at, state=State.REFUSED, report={"refusal": str(unreadable)}, content=b"")
        return
    settle(upload, at, state=State.READ, columns=list(found.columns),
           report=_report(found, upload.community, at))  # fmt: skip


def correct_columns(*, upload: MemberImport, columns: Sequence[str], by: Actor, at: datetime) -> None:
    """Say what each column holds, and have the file read so. Raises ImportRefused."""
    with write():
        row = locked(upload)
        if row.state != State.READ or len(columns) != len(row.columns):
            raise ImportRefused(_("This list was read or put in meanwhile. Look at it again."))
        chosen = [column if column in FIELDS else "" for column in columns]
        note("correct", row, {"columns": [row.columns, chosen]}, by, at)
        settle(row, at, state=State.WAITING, columns=chosen)
        enqueue("communities.read_list", at=at, payload=payload_of(row))


def ask_to_apply(*, upload: MemberImport, standing: str, basis: str, by: Actor, at: datetime) -> None:
    """Put the people in, on the basis stated, as a job with progress. Raises ImportRefused."""
    basis = one_line(basis)[:300]
    if standing not in MemberImport.Standing.values:
        raise ImportRefused(_("Choose whether these people are members already or are only invited."))
    if len(basis) < 10:
        raise ImportRefused(_("Say in a sentence why you may keep these people’s names and addresses."))
    with write():
        row = locked(upload)
        if row.state != State.READ:
            raise ImportRefused(_("This list was read or put in meanwhile. Look at it again."))
        settle(row, at, state=State.APPLYING, standing=standing, basis=basis, by_id=by.person_id,
               acting_as=by.acting_as[:80])  # fmt: skip
        note("apply", row, {"standing": standing, "basis": basis}, by, at)
        enqueue("communities.apply_list", at=at, payload=payload_of(row))


def drop_list(*, upload: MemberImport, by: Actor, at: datetime) -> None:
    """Do not put it in; its bytes go. Raises ImportRefused."""
    with write():
        row = locked(upload)
        if row.state not in (State.WAITING, State.READ):
            raise ImportRefused(_("This list was put in meanwhile. Take it out again instead."))
        settle(row, at, state=State.DROPPED, content=b"", report={})
        note("drop", row, {}, by, at)


def drop_stale(*, by: Actor, at: datetime) -> int:
    """Lists that nobody put in for a month are dropped, with their bytes; returns how many."""
    rows = MemberImport.objects.across_communities("lists that wait too long, wherever they are")
    stale = list(
        rows.filter(state__in=(State.WAITING, State.READ), updated_at__lt=at - KEPT_UNREAD).defer("content")
    )
    for upload in stale:
        drop_list(upload=upload, by=by, at=at)
    return len(stale)


def ask_to_undo(*, upload: MemberImport, by: Actor, at: datetime) -> None:
    """Take out what the list put in, but nobody who confirmed or did anything since. Raises ImportRefused."""
    with write():
        row = locked(upload)
        if row.state != State.APPLIED:
            raise ImportRefused(_("Only a list that is wholly put in can be taken out again."))
        settle(row, at, state=State.UNDOING, by_id=by.person_id, acting_as=by.acting_as[:80])
        note("undo", row, {}, by, at)
        enqueue("communities.undo_list", at=at, payload=payload_of(row))


def _report(found: ContactList, community: Community, at: datetime) -> dict[str, Any]:
    """What the organiser looks at before anything happens."""
    bad: list[list[Any]] = [[one.line, one.code, one.what] for one in found.troubles]
    seen: set[str] = set()
    repeated = reachable = 0
    for listed in found.people:
        one = usable(listed, community.countries, at.date())
        bad += [[one.line, code, what] for code, what in one.bad]
        values = {contact.value for contact in one.contacts}
        reachable += bool(values)
        repeated += bool(values & seen)
        seen |= values
    bad.sort(key=lambda row: row[0])
    return {
        "kind": found.kind, "encodings": list(found.encodings), "delimiter": found.delimiter,
        "headings": list(found.headings), "sample": [list(row) for row in found.sample],
        "people": len(found.people), "reachable": reachable, "repeated": repeated,
        "bad": bad[:TOLD], "bad_count": len(bad),
    }  # fmt: skip


def locked(upload: MemberImport) -> MemberImport:
    rows = MemberImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
    return rows.select_related("community").get(pk=upload.pk)


def settle(upload: MemberImport, at: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(upload, name, value)
    upload.updated_at = at
    with write():
        upload.save(update_fields=[*values, "updated_at"])


def payload_of(upload: MemberImport) -> dict[str, int]:
    return {"community_id": upload.community_id, "import_id": upload.pk}


def note(verb: str, upload: MemberImport, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=f"list.{verb}", object_type="list", object_id=upload.pk, at=at,
           community_id=upload.community_id, changes=changes)  # fmt: skip
