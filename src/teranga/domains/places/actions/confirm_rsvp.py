"""Confirming an answer: by the mail's code or link, or by a code on paper."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.confirm import CodeRefused, TooManyTries, may_claim, paper_limits
from teranga.domains.events.models import Event
from teranga.domains.people.actions.claim_codes import locked_claim_code, spend_claim_code
from teranga.domains.people.actions.persons import (
    describe_person,
    locked_contact_point,
    prove_contact_point,
)
from teranga.domains.people.actions.tries import forgive_try, note_try
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.people.normal_forms import Contact, person_name
from teranga.domains.people.normal_forms import contact as read_contact
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.actions.rsvp import answer_rsvp
from teranga.domains.places.models import Hold, Rsvp, RsvpRequest
from teranga.domains.places.rules_answers import Wish
from teranga.domains.places.rules_codes import code_digest, link_digest

__all__ = ["CodeRefused", "TooManyTries"]


def confirm_by_code(*, event: Event, contact: str, code: str, by: Actor, at: datetime) -> Rsvp:
    """Raises CodeRefused or DetailRefused; a wrong code costs a try of every answer of this address."""
    reached = read_contact(contact, event.community.countries)
    typed = "".join(sign for sign in code if sign.isdigit())
    with write(durable=True):
        alive = list(_alive(event, at).filter(contact_value=reached.value, tries_left__gt=0).order_by("-pk"))
        wanted = code_digest(event.pk, reached.value, typed)
        right = next((row for row in alive if hmac.compare_digest(row.code_digest, wanted)), None)
        if right is None:
            for row in alive:
                row.tries_left -= 1
                row.save(update_fields=["tries_left"])
        rsvp = _confirm(event, right, by=by, at=at) if right else None
    if rsvp is None:
        raise CodeRefused
    return rsvp


def confirm_by_link(*, event: Event, token: str, by: Actor, at: datetime) -> Rsvp:
    """Raises CodeRefused."""
    with write(durable=True):
        row = _alive(event, at).filter(link_digest=link_digest(token)).first()
        if row is None:
            raise CodeRefused
        return _confirm(event, row, by=by, at=at)


def confirm_by_paper(*, event: Event, contact: str, code: str, client: str, by: Actor, at: datetime) -> Rsvp:
    """With a code that an organiser handed over. Raises CodeRefused, TooManyTries or DetailRefused."""
    reached = read_contact(contact, event.community.countries)
    limits = paper_limits(event.community, client)
    if not all(note_try(*who, limit=limit, within=within, at=at) for who, limit, within in limits):
        raise TooManyTries
    with write(durable=True):
        row = _alive(event, at).filter(contact_value=reached.value).order_by("-pk").first()
        paper = locked_claim_code(event.community_id, code, at=at)
        if row is None or paper is None:
            raise CodeRefused
        point = locked_contact_point(reached, at=at)
        if not may_claim(paper, point):
            raise CodeRefused
        rsvp = _confirm(event, row, by=by, at=at)
        spend_claim_code(paper, rsvp.person, at=at)
        for who, _limit, _within in limits:
            forgive_try(*who)
    return rsvp


def _alive(event: Event, at: datetime) -> Any:
    rows = RsvpRequest.objects.filter(event=event, used_at=None, expires_at__gt=at)
    return rows.select_for_update(of=("self",))


def _confirm(event: Event, row: RsvpRequest, *, by: Actor, at: datetime) -> Rsvp:
    wish = Wish.from_json(row.details)
    person = _person_of(row, wish, at)
    held = Hold.objects.filter(event=event, request__contact_value=row.contact_value).first()
    RsvpRequest.objects.filter(event=event, pk=row.pk).update(used_at=at)
    rsvp = answer_rsvp(event=event, person=person, wish=wish, by=Actor("member", person.pk), at=at, hold=held)
    audit(row, "rsvp_request.confirm", by=by, at=at, changes={"answer": ["", wish.answer]})
    return rsvp


def _person_of(row: RsvpRequest, wish: Wish, at: datetime) -> Person:
    """Whose address it is; a newcomer gets the name that was typed, somebody known keeps theirs."""
    point: ContactPoint = locked_contact_point(Contact(row.contact_kind, row.contact_value), at=at)
    prove_contact_point(point, at=at)
    if not point.person.name:
        describe_person(point.person, name=person_name(wish.name), preferred_language=wish.language)
    return point.person
