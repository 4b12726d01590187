"""Things given instead of money: noted, kept for somebody, used, given back, thanked for."""

from __future__ import annotations

from datetime import date, datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund, InKind
from teranga.domains.people.models import Person
from teranga.foundation.money import Money

State = InKind.State


class ThingIsTaken(Exception):
    """It is kept for somebody, or used, already."""


class ThingIsNotKept(Exception):
    """Only what is kept for somebody can be used or come back."""


def note_thing(
    *, community: Community, giver: str, covers: str, by: Actor, at: datetime, code: str = "", part: str = "",
    worth: Money | None = None, fund: Fund | None = None, valid_until: date | None = None,
) -> InKind:  # fmt: skip
    """A voucher, a ticket, a bed that somebody gives. Its code is sealed and not in the log."""
    with write():
        thing = InKind.objects.create(
            community=community, fund=fund, giver=giver.strip()[:120], covers=covers.strip()[:200], part=part,
            code=code.strip(), worth=worth.minor if worth else None, currency=worth.currency if worth else "",
            given_at=at, valid_until=valid_until,
        )  # fmt: skip
        _note("note", thing, "", by, at)
    return thing


def keep_thing(*, thing: InKind, person: Person, by: Actor, at: datetime) -> InKind:
    """For this person and nobody else. Raises ThingIsTaken."""
    with write(durable=True):
        row = _locked(thing)
        if row.state != State.FREE:
            raise ThingIsTaken(row.state)
        row.person, row.kept_at = person, at
        return _moved(row, "keep", State.KEPT, by, at)


def use_thing(*, thing: InKind, by: Actor, at: datetime) -> InKind:
    """The person used it. Raises ThingIsNotKept."""
    with write():
        row = _locked(thing)
        if row.state != State.KEPT:
            raise ThingIsNotKept(row.state)
        row.used_at = at
        return _moved(row, "use", State.USED, by, at)


def free_thing(*, thing: InKind, by: Actor, at: datetime) -> InKind:
    """It was not used and is there for somebody else. Raises ThingIsNotKept."""
    with write():
        row = _locked(thing)
        if row.state != State.KEPT:
            raise ThingIsNotKept(row.state)
        row.person, row.kept_at = None, None
        return _moved(row, "free", State.FREE, by, at)


def thank_for(*, thing: InKind, by: Actor, at: datetime) -> InKind:
    """The giver was thanked and knows what became of it."""
    with write():
        row = _locked(thing)
        row.thanked_at = at
        return _moved(row, "thank", row.state, by, at)


def _locked(thing: InKind) -> InKind:
    return InKind.objects.filter(community=thing.community_id).select_for_update().get(pk=thing.pk)


def _moved(row: InKind, verb: str, to: str, by: Actor, at: datetime) -> InKind:
    before, row.state = row.state, to
    row.save(update_fields=["state", "person", "kept_at", "used_at", "thanked_at"])
    _note(verb, row, before, by, at)
    return row


def _note(verb: str, thing: InKind, before: str, by: Actor, at: datetime) -> None:
    record(
        by=by, verb=f"in_kind.{verb}", object_type="in_kind", object_id=thing.pk, at=at,
        community_id=thing.community_id, changes={"state": [before, thing.state]},
    )  # fmt: skip
