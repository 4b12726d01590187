"""Asking for a community's news without an account: an address, a code, a consent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from teranga.base import jobs
from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Comment, Community, Membership
from teranga.domains.communities.rules import is_joinable
from teranga.domains.mail.actions.preferences import switch_on
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.actions.consents import give_consents
from teranga.domains.people.actions.persons import (
    describe_person,
    forget_person,
    lock_contact_point,
    locked_contact_point,
    prove_contact_point,
)
from teranga.domains.people.actions.sign_in_codes import issue_code, use_code, use_link
from teranga.domains.people.consents import NEWS
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.people.normal_forms import Contact, email_address
from teranga.domains.people.queries import is_proved
from teranga.foundation.translated import TranslatedText

FORGOTTEN_AFTER = timedelta(days=2)


class NotSubscribable(Exception):
    """A told story sends no news."""


class SubscriptionCodeRefused(Exception):
    """The code or link opens nothing; it never says why."""


def ask_for_news(*, community: Community, contact: str, language: str, key: str, at: datetime) -> None:
    """Send a code to the address, once per key; the same whether or not it is known here.

    Raises NotSubscribable, DetailRefused.
    """
    if not is_joinable(community):
        raise NotSubscribable(community.slug)
    address = email_address(contact)

    def act() -> dict[str, bool]:
        point = locked_contact_point(_email(address), at=at)
        if not is_proved(point.person) and point.person.preferred_language != language:
            describe_person(point.person, preferred_language=language)
        _send_code(community, point, language, at)
        _forget_later(point, at)
        return {"asked": True}

    with write():
        once(f"news:{community.pk}", key, at, act)


def confirm_news_by_code(*, community: Community, contact: str, code: str, at: datetime) -> Person:
    """Raises SubscriptionCodeRefused."""
    with write():
        point = lock_contact_point(_email(email_address(contact)))
        is_right = point is not None and use_code(point, code, community_id=community.pk, at=at)
        if point is not None and is_right:
            _subscribe(community, point, at)
    if point is None or not is_right:
        raise SubscriptionCodeRefused
    return point.person


def confirm_news_by_link(*, community: Community, token: str, at: datetime) -> Person:
    """Raises SubscriptionCodeRefused."""
    with write():
        point = use_link(token, community_id=community.pk, at=at)
        if point is not None:
            _subscribe(community, point, at)
    if point is None:
        raise SubscriptionCodeRefused
    return point.person


def forget_unconfirmed_address(*, person_id: int, at: datetime) -> bool:
    """Somebody entered an address that nobody confirmed: it is forgotten, unless it is known otherwise."""
    with write():
        person = Person.objects.select_for_update().filter(pk=person_id, forgotten_at=None).first()
        if person is None or is_proved(person) or person.consents.exists():
            return False
        members = Membership.objects.across_communities("whether any community knows this person")
        comments = Comment.objects.across_communities("whether any community knows this person")
        if members.filter(person=person).exists() or comments.filter(person=person).exists():
            return False
        forget_person(person, at=at)
    return True


def _subscribe(community: Community, point: ContactPoint, at: datetime) -> None:
    prove_contact_point(point, at=at)
    person, by = point.person, Actor("member", point.person_id)
    give_consents(person, community.pk, [NEWS], language=person.preferred_language, at=at)
    switch_on(community_id=community.pk, category=Category.NEWS, person=person, by=by, at=at)
    record(by=by, verb="newsletter.subscribe", object_type="person", object_id=person.pk, at=at,
           community_id=community.pk)  # fmt: skip


def _send_code(community: Community, point: ContactPoint, language: str, at: datetime) -> None:
    fresh = issue_code(point, purpose="news", community_id=community.pk, at=at)
    if fresh is None:
        return
    values = {
        "code": fresh.code,
        "community": TranslatedText(community.name).in_language(language, community.default_language),
        "link": f"{settings.BASE_URL}/{language}/{community.slug}/newsletter/link/{fresh.token}/",
    }  # fmt: skip
    text = write_letter("newsletter_code", language, values, community_id=community.pk)
    queue_mail(
        text, to=point.value, cause=f"news-code:{fresh.id}", at=at, expires_at=fresh.expires_at,
        community_id=community.pk, person_id=point.person_id, reply_to=community.contact_email,
    )  # fmt: skip


def _forget_later(point: ContactPoint, at: datetime) -> None:
    jobs.enqueue(
        "communities.forget_unconfirmed_address", at=at + FORGOTTEN_AFTER,
        payload={"person_id": point.person_id}, unique_key=f"forget-address:{point.pk}:{at:%Y-%m-%d}",
    )  # fmt: skip


def _email(address: str) -> Contact:
    return Contact(ContactPoint.Kind.EMAIL, address)
