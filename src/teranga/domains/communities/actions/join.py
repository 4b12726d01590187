"""Asking to join: a person, a membership that waits, consents, and one mail with a code and a link."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from teranga.base import jobs
from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.confirm import confirm_membership
from teranga.domains.communities.actions.join_details import JoinDetails, apply_details, join_details
from teranga.domains.communities.actions.join_mail import send_join_mail
from teranga.domains.communities.actions.membership_moves import audit, move
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.rules import is_joinable
from teranga.domains.people.actions.persons import lock_contact_point, locked_contact_point
from teranga.domains.people.models import ContactPoint
from teranga.domains.people.normal_forms import Contact
from teranga.domains.people.normal_forms import contact as read_contact
from teranga.domains.people.queries import is_proved
from teranga.foundation.folding import fold

FORGOTTEN_AFTER = {"email": timedelta(days=30), "phone": timedelta(days=180)}  # never confirmed until then


class NotJoinable(Exception):
    """Nobody can join here: the community is a story told from published facts, or a draft."""


@dataclass(frozen=True, slots=True)
class JoinResult:
    """What the person does next: "email" (type the code), "phone" (ask for a paper code) or nothing more.

    It is the same whether or not the address was known before.
    """

    next_step: str  # "email", "phone" or "member"
    membership_id: int


def ask_to_join(
    *, community: Community, by: Actor, at: datetime, language: str, key: str, name: str, contact: str,
    city: str = "", level: str = "", languages: Iterable[str] = (), help_ways: Iterable[str] = (),
    consents: Iterable[str] = (), came_from: str = "", chapter: str = "",
) -> JoinResult:  # fmt: skip
    """Write the wish to join once per key and content. Raises DetailRefused or NotJoinable.

    A member's own data never change here: whoever types an address has not shown yet that it is theirs.
    """
    if not is_joinable(community):
        raise NotJoinable(community.slug)
    reached = read_contact(contact, community.countries)
    details = join_details(
        name=name, city=city, level=level, languages=languages, help_ways=help_ways, consents=consents,
        came_from=came_from, language=language,
    )  # fmt: skip
    result = once(
        f"join:{community.pk}",
        _key_for(key, reached, details),
        at,
        lambda: asdict(_ask(community, reached, details, chapter, by=by, at=at)),
    )
    return JoinResult(**result)


def resend_code(*, community: Community, contact: str, language: str, at: datetime) -> None:
    """Send another code to somebody who asked to join or is a member; silent for everybody else."""
    reached = read_contact(contact, community.countries)
    if not reached.is_email:
        return
    with write():
        point = lock_contact_point(reached)
        if point is None:
            return
        membership = Membership.objects.filter(community=community, person=point.person).first()
        if membership and membership.state != Membership.State.LEFT:
            send_join_mail(membership, point, language=language, at=at)


def _key_for(key: str, reached: Contact, details: JoinDetails) -> str:
    """The form's key with what it says: correcting a slip and sending again is not the same sending."""
    content = json.dumps([key, reached.value, details.as_json()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _ask(
    community: Community, reached: Contact, details: JoinDetails, chapter: str, *, by: Actor, at: datetime
) -> JoinResult:
    point = locked_contact_point(reached, at=at)
    membership = _waiting_membership(community, point, by=by, at=at)
    is_own = by.person_id == point.person_id and point.verified_at is not None
    if membership.state in (Membership.State.PENDING, Membership.State.RECORDED):
        membership.listed_name, membership.listed_folded = details.name, fold(details.name)[:120]
        membership.listed_contact = reached.value
        if chapter:
            membership.wished_chapter = Community.objects.filter(parent=community, slug=chapter).first()
        membership.save(update_fields=["listed_name", "listed_folded", "listed_contact", "wished_chapter"])
        if is_own or not is_proved(point.person):
            apply_details(membership, details, at=at)
        else:
            membership.asked = details.as_json()
            membership.save(update_fields=["asked"])
        if is_own:
            confirm_membership(membership, proof=point.kind, by=by, at=at)
        elif membership.state == Membership.State.PENDING:
            _forget_later(membership, point, at)
    if is_own:
        return JoinResult("member", membership.pk)
    if reached.is_email:
        send_join_mail(membership, point, language=details.language, at=at)
    return JoinResult(point.kind, membership.pk)


def _waiting_membership(community: Community, point: ContactPoint, *, by: Actor, at: datetime) -> Membership:
    """This person's membership: new, waiting again after they had left, or as it is."""
    membership, is_new = Membership.objects.get_or_create(
        community=community, person=point.person, defaults={"joined_at": at}
    )
    membership.person = point.person
    if is_new:
        audit(membership, "ask", None, by=by, at=at)
    elif membership.state == Membership.State.LEFT:
        membership.joined_at, membership.left_at = at, None
        move(membership, "ask", by=by, at=at)
    return membership


def _forget_later(membership: Membership, point: ContactPoint, at: datetime) -> None:
    jobs.enqueue(
        "communities.forget_unconfirmed",
        at=at + FORGOTTEN_AFTER[point.kind],
        payload={
            "community_id": membership.community_id,
            "membership_id": membership.pk,
            "asked_at": membership.joined_at.timestamp(),
        },
        unique_key=f"forget-unconfirmed:{membership.pk}:{membership.joined_at.timestamp():.0f}",
    )
