"""Leaving: consents end, the membership ends, and what was known of the person is erased."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.heard import forget_heard
from teranga.domains.communities.actions.membership_moves import IllegalMembershipMove, move
from teranga.domains.communities.actions.offers import forget_offers
from teranga.domains.communities.models import (
    Comment,
    CommentBan,
    Community,
    Membership,
    PageAuthor,
    StoryDraft,
)
from teranga.domains.communities.publishing import announce_community
from teranga.domains.mail.actions.queue_mail import forget_mails
from teranga.domains.people.actions.consents import withdraw_consents
from teranga.domains.people.actions.persons import forget_person
from teranga.domains.people.models import DuplicateSuspicion, Person

State = Membership.State


def leave_community(*, community: Community, person: Person, by: Actor, at: datetime) -> None:
    """Leave, and be forgotten where no other community knows the person. Raises IllegalMembershipMove.

    The row of the membership stays without anything personal, so that past counts stay true.
    """
    with write():
        # The same order as in joining: address, membership, person, and the stamps of the pages last.
        list(person.contact_points.select_for_update().order_by("id"))
        membership = (
            Membership.objects.select_for_update(of=("self",))
            .select_related("community", "person")
            .filter(community=community, person=person)
            .first()
        )
        if membership is None:
            raise IllegalMembershipMove("none", "leave")
        was_member = membership.state == State.CONFIRMED
        membership.left_at = at
        membership.level = membership.came_from = ""
        membership.help_ways, membership.asked = [], {}
        membership.listed_name = membership.listed_folded = membership.listed_contact = ""
        membership.wished_chapter, membership.left_in_peace = None, False
        move(membership, "leave", by=by, at=at)
        wrote = Comment.objects.filter(community=community, person=person).exists()
        _forget(membership, at=at)
        if was_member or wrote:
            announce_community(membership.community)


def _forget(membership: Membership, *, at: datetime) -> None:
    community, person = membership.community, membership.person
    withdraw_consents(person, community.pk, at=at)
    forget_offers(membership)
    forget_heard(membership)
    forget_mails(person.pk, community_id=community.pk)
    _forget_suspicions(community, person)
    for model in (Comment, CommentBan, PageAuthor, StoryDraft):
        model.objects.filter(community=community, person=person).delete()
    if not _is_known_elsewhere(community, person):
        forget_mails(person.pk, community_id=None)
        forget_person(person, at=at)


def _forget_suspicions(community: Community, person: Person) -> None:
    pairs = DuplicateSuspicion.objects.filter(community_id=community.pk)
    pairs.filter(person=person).delete()
    pairs.filter(other=person).delete()


def _is_known_elsewhere(community: Community, person: Person) -> bool:
    others = Membership.objects.across_communities("whether any community still knows this person")
    if others.filter(person=person).exclude(community=community).exclude(state=State.LEFT).exists():
        return True
    written = Comment.objects.across_communities("whether they wrote something elsewhere")
    subscribed = person.consents.exclude(community_id=community.pk).filter(withdrawn_at=None)
    return written.filter(person=person).exists() or subscribed.exists()
