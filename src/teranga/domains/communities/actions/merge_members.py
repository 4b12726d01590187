"""Deciding that two members are one human being, or are not, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.people.actions.merging import (
    Change,
    MergeRefused,
    change_row,
    decide_suspicion,
    move_back,
    move_everything,
)
from teranga.domains.people.models import DuplicateSuspicion, MergeRecord, Person
from teranga.domains.people.queries import account_of, is_proved
from teranga.domains.people.queries_roles import holds_any_role

State = Membership.State
JOINED = ("state", "joined_at", "confirmed_at", "confirmed_by", "left_at", "level", "help_ways")


def merge_persons(
    *, community: Community, keep: Person, other: Person, by: Actor, at: datetime, everywhere: bool
) -> MergeRecord:
    """Join two records under one. Raises MergeRefused.

    Who joins a record to another hands over everything that is its owner's. So a community's organisers
    only join one that nobody proved to be theirs; `everywhere`: an organiser of the whole installation.
    """
    with write():
        first, second = sorted((keep.pk, other.pk))
        locked = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(first, second))}
        keep, other = locked[keep.pk], locked[other.pk]
        _check(community, keep, other, at=at, everywhere=everywhere)
        changed = _settle_memberships(keep, other, at=at)
        row = move_everything(
            kept=keep, other=other, community_id=community.pk, changed=changed, by=by, at=at
        )
        for suspicion in _suspicions(community, keep, other):
            decide_suspicion(suspicion=suspicion, decision="merged", by=by, at=at)
        _announce(keep)
    return row


def unmerge_persons(*, merge: MergeRecord, community: Community, by: Actor, at: datetime) -> None:
    """Part them again: both records are as they were, except for what was edited since."""
    with write():
        move_back(record_of=merge, by=by, at=at)
        for suspicion in _suspicions(community, merge.kept, merge.other):
            decide_suspicion(suspicion=suspicion, decision="", by=by, at=at)
        _announce(merge.kept)
        _announce(merge.other)


def keep_apart(*, suspicion: DuplicateSuspicion, by: Actor, at: datetime) -> None:
    """Two people of one name: the pair is not shown again."""
    decide_suspicion(suspicion=suspicion, decision="apart", by=by, at=at)


def _check(community: Community, keep: Person, other: Person, *, at: datetime, everywhere: bool) -> None:
    if keep.pk == other.pk or keep.merged_into_id or other.merged_into_id:
        raise MergeRefused(_("These records are joined already."))
    if keep.forgotten_at or other.forgotten_at:
        raise MergeRefused(_("One of the two was erased, so there is nothing to join."))
    if account_of(other) and account_of(keep):
        raise MergeRefused(_("Both have an account. The person closes one of them first."))
    if everywhere:
        return
    both = Membership.objects.filter(community=community, person__in=(keep, other))
    if both.count() != 2:
        raise MergeRefused(_("Only members of this community can be joined here."))
    elsewhere = Membership.objects.across_communities("whether another community knows this record")
    known = elsewhere.filter(person=other).exclude(community=community).exists()
    if known or is_proved(other) or account_of(other) or holds_any_role(other.pk, at):
        raise MergeRefused(
            _("Somebody proved that the second record is theirs, or it is known elsewhere."
              " Keep that one, or ask whoever runs this installation.")
        )  # fmt: skip


def _settle_memberships(keep: Person, other: Person, *, at: datetime) -> list[Change]:
    """Where both are in one community, the confirmed membership counts and the other one ends."""
    rows = Membership.objects.across_communities("communities in which both records are")
    own = {row.community_id: row for row in rows.select_for_update().filter(person=keep).order_by("id")}
    changed = []
    for theirs in rows.select_for_update().filter(person=other).order_by("id"):
        ours = own.get(theirs.community_id)
        if ours is None:
            continue
        if theirs.state == State.CONFIRMED and ours.state != State.CONFIRMED:
            before = {name: getattr(ours, name) for name in JOINED}
            changed.append(change_row(ours, before, {name: getattr(theirs, name) for name in JOINED}))
        if theirs.state != State.LEFT:
            before = {"state": theirs.state, "left_at": theirs.left_at}
            changed.append(change_row(theirs, before, {"state": str(State.LEFT), "left_at": at}))
    return changed


def _suspicions(community: Community, one: Person, two: Person) -> list[DuplicateSuspicion]:
    high, low = max(one.pk, two.pk), min(one.pk, two.pk)
    return list(DuplicateSuspicion.objects.filter(community_id=community.pk, person_id=high, other_id=low))


def _announce(person: Person) -> None:
    """The counts of every community in which the person is may have moved."""
    rows = Membership.objects.across_communities("every community of one person")
    for row in rows.filter(person=person).select_related("community").order_by("community_id"):
        announce_community(row.community)
