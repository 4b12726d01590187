"""Confirming that it was really them: by a mail's code or link, a code on paper, or being signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.chapters import take_wished_chapter
from teranga.domains.communities.actions.duplicates import note_duplicates
from teranga.domains.communities.actions.join_details import apply_put_aside
from teranga.domains.communities.actions.membership_moves import move
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.people.actions.claim_codes import locked_claim_code, spend_claim_code
from teranga.domains.people.actions.persons import lock_contact_point, prove_contact_point
from teranga.domains.people.actions.sign_in_codes import use_code, use_link
from teranga.domains.people.actions.tries import forgive_try, note_try
from teranga.domains.people.models import ClaimCode, ContactPoint, Person
from teranga.domains.people.normal_forms import Contact
from teranga.domains.people.normal_forms import contact as read_contact
from teranga.domains.people.queries import is_proved

CLIENT_TRIES, COMMUNITY_TRIES, TRIES_WITHIN = 10, 120, timedelta(minutes=1)
State = Membership.State


class CodeRefused(Exception):
    """The code or link opens nothing: wrong, used, too old or somebody else's; it never says which."""


class TooManyTries(Exception):
    """So many wrong codes came from one place, or for one community, that everybody waits a minute."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    person: Person
    membership: Membership
    was_member: bool


def confirm_by_code(*, community: Community, contact: str, code: str, by: Actor, at: datetime) -> Confirmed:
    """Confirm with the code of a mail. Raises CodeRefused or DetailRefused; a wrong code costs a try."""
    reached = read_contact(contact, community.countries)
    with write():
        point = lock_contact_point(reached)
        is_right = point is not None and use_code(point, code, community_id=community.pk, at=at)
        confirmed = _confirm_point(community, point, by=by, at=at) if point and is_right else None
    if confirmed is None:
        raise CodeRefused
    return confirmed


def confirm_by_link(*, community: Community, token: str, by: Actor, at: datetime) -> Confirmed:
    """Confirm with the link of a mail. Raises CodeRefused."""
    with write():
        point = use_link(token, community_id=community.pk, at=at)
        confirmed = _confirm_point(community, point, by=by, at=at) if point else None
    if confirmed is None:
        raise CodeRefused
    return confirmed


def confirm_by_claim_code(
    *, community: Community, contact: str, code: str, client: str, by: Actor, at: datetime
) -> Confirmed:
    """Confirm with a paper code. Raises CodeRefused, TooManyTries or DetailRefused.

    Only wrong codes count against the limit: a whole meetup may confirm from behind one address.
    """
    reached = read_contact(contact, community.countries)
    limits = paper_limits(community, client)
    if not all(note_try(*who, limit=limit, within=within, at=at) for who, limit, within in limits):
        raise TooManyTries
    with write():
        confirmed = _claim(community, reached, code, by=by, at=at)
        if confirmed is None:
            raise CodeRefused
        for who, _limit, _within in limits:
            forgive_try(*who)
    return confirmed


def paper_limits(community: Community, client: str) -> list[tuple[tuple[str, ...], int, timedelta]]:
    """How often paper codes may be tried, by one client and in one community: what, how often, within."""
    return [
        (("claim", str(community.pk), client), CLIENT_TRIES, TRIES_WITHIN),
        (("claim", str(community.pk)), COMMUNITY_TRIES, TRIES_WITHIN),
    ]


def confirm_signed_in(*, community: Community, person: Person, by: Actor, at: datetime) -> Confirmed:
    """Confirm a wish to join by the person who is already signed in. Raises CodeRefused."""
    with write():
        membership = _locked_membership(community, person)
        proved = person.contact_points.exclude(verified_at=None).order_by("id").first()
        if membership is None or membership.state == State.LEFT or proved is None:
            raise CodeRefused
        if membership.state == State.CONFIRMED:
            return Confirmed(person, membership, was_member=True)
        confirm_membership(membership, proof=proved.kind, by=by, at=at)
    return Confirmed(membership.person, membership, was_member=False)


def confirm_membership(membership: Membership, *, proof: str, by: Actor, at: datetime) -> None:
    """The move itself, with what was put aside and the quiet search for a second record of the person."""
    membership.confirmed_at, membership.confirmed_by = at, proof
    membership.listed_name = membership.listed_folded = membership.listed_contact = ""
    move(membership, "confirm", by=by, at=at)
    apply_put_aside(membership, at=at)
    take_wished_chapter(membership, by=by, at=at)
    note_duplicates(membership, at=at)
    if membership.community.welcomes_newcomers:
        jobs.enqueue(
            "communities.welcome_newcomer", at=at, unique_key=f"welcome:{membership.pk}",
            payload={"community_id": membership.community_id, "membership_id": membership.pk},
        )  # fmt: skip
    announce_community(membership.community)  # last: everybody's page stamps are locked the shortest time


def _confirm_point(
    community: Community, point: ContactPoint, *, by: Actor, at: datetime, proof: str = ""
) -> Confirmed | None:
    membership = _locked_membership(community, point.person)
    if membership is None or membership.state == State.LEFT:
        return None
    was_member = membership.state == State.CONFIRMED
    prove_contact_point(point, at=at)
    if not was_member:
        confirm_membership(membership, proof=proof or point.kind, by=by, at=at)
    return Confirmed(membership.person, membership, was_member)


def _claim(
    community: Community, reached: Contact, typed: str, *, by: Actor, at: datetime
) -> Confirmed | None:
    point = lock_contact_point(reached)
    code = locked_claim_code(community.pk, typed, at=at)
    if point is None or code is None or not may_claim(code, point):
        return None
    confirmed = _confirm_point(community, point, by=by, at=at, proof="paper")
    if confirmed is not None:
        spend_claim_code(code, point.person, at=at)
    return confirmed


def may_claim(code: ClaimCode, point: ContactPoint) -> bool:
    """A code for anybody opens newcomers only; otherwise a found slip of paper would open a member's page."""
    if code.only_for_id is not None:
        return code.only_for_id == point.person_id
    return not is_proved(point.person)


def _locked_membership(community: Community, person: Person) -> Membership | None:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "community")
    return rows.filter(community=community, person=person).first()
