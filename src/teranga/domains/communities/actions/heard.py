"""Where the community was heard: talks elsewhere, and people who went to an event together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Appearance, Community, Delegate, Delegation, Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import one_line

MOST_NAMED = 60


class NotTheirs(Exception):
    """The line belongs to somebody else, or it is gone."""


def note_appearance(
    *, membership: Membership, title: str, event_name: str, city: str, day: date, url: str,
    language: str = "",
    by: Actor, at: datetime,
) -> Appearance:  # fmt: skip
    """A member's talk elsewhere: shown at once when they wrote it, else once they agreed."""
    own = by.person_id == membership.person_id
    with write():
        row = Appearance.objects.create(
            community=membership.community, person=membership.person, title=one_line(title)[:200],
            event_name=one_line(event_name)[:160], city=one_line(city)[:80], day=day, url=url[:300],
            language=language[:8], written_at=at, confirmed_at=at if own else None,
        )  # fmt: skip
        _note("appearance.add", row, by, at)
        if own:
            announce_community(membership.community)
    return row


def answer_appearance(*, appearance: Appearance, person: Person, yes: bool, by: Actor, at: datetime) -> None:
    """The person lets it be shown, or takes it away. Raises NotTheirs."""
    with write():
        rows = Appearance.objects.select_for_update(of=("self",)).select_related("community")
        row = rows.filter(community=appearance.community_id, pk=appearance.pk, person=person).first()
        if row is None:
            raise NotTheirs
        row.confirmed_at, row.declined_at = (row.confirmed_at or at, None) if yes else (None, at)
        row.save(update_fields=["confirmed_at", "declined_at"])
        _note("appearance.confirm" if yes else "appearance.decline", row, by, at)
        announce_community(row.community)


def save_delegation(
    *, community: Community, row: Delegation | None, seen: str = "", by: Actor, at: datetime, **values: Any
) -> Delegation:
    """Write down that people of the community went to an event. Raises EditedMeanwhile."""
    with write():
        if row is None:
            row = Delegation(community=community)
        else:
            row = Delegation.objects.select_for_update().get(community=community, pk=row.pk)
            check_same(row, seen)
        is_new = row.pk is None
        for name in ("event_name", "city", "note"):
            setattr(row, name, one_line(values[name])[: Delegation._meta.get_field(name).max_length])
        for name in ("country", "start", "url", "people_count"):
            setattr(row, name, values[name])
        row.updated_at = at
        row.save()
        _note("delegation.add" if is_new else "delegation.change", row, by, at)
        announce_community(community)
    return row


def remove_delegation(*, row: Delegation, by: Actor, at: datetime) -> None:
    with write():
        _note("delegation.remove", row, by, at)
        community = row.community
        Delegation.objects.filter(community=community, pk=row.pk).delete()
        announce_community(community)


def name_delegate(*, delegation: Delegation, membership: Membership, by: Actor, at: datetime) -> Delegate:
    """Say that a member was part of it; the name is shown once they agree."""
    with write():
        row, is_new = Delegate.objects.get_or_create(
            community=delegation.community, delegation=delegation, person=membership.person
        )
        if is_new:
            _note("delegate.add", row, by, at)
    return row


def answer_delegate(*, delegate: Delegate, person: Person, yes: bool, by: Actor, at: datetime) -> None:
    """The person lets their name be shown, or takes it off. Raises NotTheirs."""
    with write():
        rows = Delegate.objects.select_for_update(of=("self",)).select_related("community")
        row = rows.filter(community=delegate.community_id, pk=delegate.pk, person=person).first()
        if row is None:
            raise NotTheirs
        _note("delegate.confirm" if yes else "delegate.decline", row, by, at)
        if yes:
            row.agreed_at = row.agreed_at or at
            row.save(update_fields=["agreed_at"])
        else:
            Delegate.objects.filter(community=row.community_id, pk=row.pk).delete()
        announce_community(row.community)


def forget_heard(membership: Membership) -> None:
    """What named this member as a voice of the community. Call inside the write of leaving."""
    mine = {"community": membership.community, "person": membership.person}
    Appearance.objects.filter(**mine).delete()
    Delegate.objects.filter(**mine).delete()


def _note(verb: str, row: Appearance | Delegation | Delegate, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type=verb.partition(".")[0], object_id=row.pk, at=at,
           community_id=row.community_id)  # fmt: skip
