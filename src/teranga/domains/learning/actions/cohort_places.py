"""Places in a group that follows a training path: taken, waited for, offered, given back."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.communities.models import Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.learning.actions.cohort_mails import tell_waiting
from teranga.domains.learning.actions.paths import note
from teranga.domains.learning.models import Cohort, Enrolment
from teranga.domains.people.models import Person
from teranga.domains.places.actions.community_lists import (
    accept_list_offer,
    decline_list_offer,
    leave_community_list,
    offer_next,
    wait_for,
)
from teranga.domains.places.actions.scarcity import Counted, SoldOut, give_back, locked_quota, take
from teranga.domains.places.models import Offer, WaitingEntry
from teranga.domains.places.queries_lists import open_entries_of, open_entry_for, open_list_offer

Role, State = Enrolment.Role, Enrolment.State


class CohortFull(Exception):
    """Every place of the cohort is taken. Nothing was written."""


class NotAMember(Exception):
    """Only confirmed members take part. Nothing was written."""


class AlreadyIn(Exception):
    """Who learns or helps in the group does not wait for a place in it."""


def enrol(*, cohort: Cohort, person: Person, role: str, by: Actor, at: datetime) -> Enrolment:
    """Take a place as a learner, or help (helpers take none). Raises CohortFull and NotAMember.

    The quota is locked before the enrolment's row, in the one order of places.actions.scarcity. Who was
    offered a place takes that one; who waits and helps instead waits no longer.
    """
    with write():
        _check_member(cohort, person)
        quotas = locked_quota(cohort.community_id, cohort.quota_id)
        row = _locked_row(cohort, person)
        if row and row.state != State.LEFT:
            return row
        entry = open_entry_for(cohort.community_id, cohort.quota_id, person)
        offer = open_list_offer(entry) if entry and role == Role.LEARNER else None
        if offer is not None and at < offer.expires_at:
            accept_list_offer(offer=offer, by=by, at=at)
            return _admit(cohort, person, row, Role.LEARNER, by=by, at=at)
        if role == Role.LEARNER:
            try:
                take(quotas, cohort.quota_id, 1, Counted.USED)
            except SoldOut as full:
                raise CohortFull from full
        if entry is not None:
            leave_community_list(entry=entry, by=by, at=at)
        return _admit(cohort, person, row, role, by=by, at=at)


def wait_for_cohort(*, cohort: Cohort, person: Person, by: Actor, at: datetime) -> WaitingEntry:
    """Stand in the list of a full group. Raises NotAMember and AlreadyIn.

    If a place is free meanwhile it is offered at once.
    """
    with write():
        _check_member(cohort, person)
        locked_quota(cohort.community_id, cohort.quota_id)
        row = _locked_row(cohort, person)
        if row and row.state != State.LEFT:
            raise AlreadyIn
        stood = open_entry_for(cohort.community_id, cohort.quota_id, person)
        entry = wait_for(
            community_id=cohort.community_id, quota_id=cohort.quota_id, person=person, by=by, at=at
        )
        if stood is None and entry.state == WaitingEntry.State.WAITING:
            tell_waiting(entry, cohort, at=at)
        announce_community(cohort.path.community)
    return entry


def accept_cohort_offer(*, cohort: Cohort, offer: Offer, by: Actor, at: datetime) -> Enrolment:
    """Yes: the place is theirs. Raises IllegalMove, also when the offer's time is over."""
    with write():
        entry = accept_list_offer(offer=offer, by=by, at=at)
        row = _locked_row(cohort, entry.person)
        return _admit(cohort, entry.person, row, Role.LEARNER, by=by, at=at)


def decline_cohort_offer(*, cohort: Cohort, offer: Offer, by: Actor, at: datetime) -> None:
    """No: the next in the list is offered the place. Raises IllegalMove."""
    with write():
        decline_list_offer(offer=offer, by=by, at=at)
        announce_community(cohort.path.community)


def leave_cohort_list(*, cohort: Cohort, entry: WaitingEntry, by: Actor, at: datetime) -> None:
    with write():
        leave_community_list(entry=entry, by=by, at=at)
        announce_community(cohort.path.community)


def leave_cohort(*, enrolment: Enrolment, by: Actor, at: datetime) -> None:
    """Give the place back, for the next one who waits; who finished stays among those who did."""
    with write():
        quotas = locked_quota(enrolment.community_id, enrolment.cohort.quota_id)
        rows = Enrolment.objects.filter(community=enrolment.community_id).select_for_update()
        row = rows.get(pk=enrolment.pk)
        if row.state != State.ENROLLED:
            return
        row.state = State.LEFT
        row.save(update_fields=["state"])
        if row.role == Role.LEARNER:
            give_back(quotas, enrolment.cohort.quota_id, 1, Counted.USED)
            offer_next(quotas, at=at)
        note("path.leave", row.community_id, row.pk, {"state": [State.ENROLLED, row.state]}, by, at)
        announce_community(enrolment.cohort.path.community)


def give_cohort_places_back(person: Person, at: datetime) -> None:
    """Somebody is forgotten: they wait no longer, and what they held goes to those who do."""
    for entry in open_entries_of(person):
        leave_community_list(entry=entry, by=PROGRAM, at=at)
    mine = Enrolment.objects.across_communities("what one person holds, wherever it is")
    rows = mine.filter(person=person, role=Role.LEARNER).exclude(state=State.LEFT).select_related("cohort")
    for row in rows.order_by("cohort__quota_id"):
        quotas = locked_quota(row.community_id, row.cohort.quota_id)
        give_back(quotas, row.cohort.quota_id, 1, Counted.USED)
        row.state = State.LEFT
        row.save(update_fields=["state"])
        offer_next(quotas, at=at)
        note("path.leave", row.community_id, row.pk, {"state": ["", row.state]}, PROGRAM, at)


def _check_member(cohort: Cohort, person: Person) -> None:
    members = Membership.objects.filter(community=cohort.community_id, person=person)
    if not members.filter(state=Membership.State.CONFIRMED).exists():
        raise NotAMember


def _locked_row(cohort: Cohort, person: Person | None) -> Enrolment | None:
    rows = Enrolment.objects.filter(community=cohort.community_id, cohort=cohort, person=person)
    return rows.select_for_update().first()


def _admit(
    cohort: Cohort, person: Person | None, row: Enrolment | None, role: str, *, by: Actor,
    at: datetime,
) -> Enrolment:  # fmt: skip
    row = row or Enrolment(community_id=cohort.community_id, cohort=cohort, person=person)
    row.role, row.state, row.enrolled_at = Role(role), State.ENROLLED, at
    row.save()
    note("path.enrol", cohort.community_id, row.pk, {"role": [None, row.role]}, by, at)
    announce_community(cohort.path.community)
    return row
