"""What became of an award: asked after the event and twice later, told, read by the team, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import note
from teranga.domains.aid.actions.files import put_file
from teranga.domains.aid.letters import own_question
from teranga.domains.aid.links_told import stop_address, told_address
from teranga.domains.aid.models import Aftermath, AidAward, AidRound
from teranga.domains.aid.publishing import announce_round
from teranga.domains.aid.rules_aftermath import BECAME, MOST_WORDS, due_days, is_public, may_tell
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.normal_forms import one_line
from teranga.domains.people.queries import first_address
from teranga.papers.photo import make_photo

LONGEST_SIDE = 1200
Audience = Aftermath.Audience


class TooEarly(Exception):
    """The event is not over, or the person was not to come. Nothing was changed."""


class NothingToRelease(Exception):
    """The story is not told, or not for others. Nothing was changed."""


def ask_all(*, at: datetime) -> int:
    """Ask whoever it is time to ask, each question once; returns how many mails were written."""
    asked = 0
    decided = (AidRound.State.DECIDED, AidRound.State.ENDED)
    for when, (first, last) in due_days(at.date()).items():
        awards = AidAward.objects.across_communities("the daily round through all who came")
        due = awards.annotate(last_day=Coalesce("round__event__end", F("round__end"), F("round__start")))
        due = due.filter(round__state__in=decided, last_day__range=(first, last), asks_ended_at=None)
        due = due.exclude(application__person=None).exclude(told__when=when)
        related = due.select_related("application__person", "round__community", "round__event")
        for award in related.order_by("pk"):
            asked += may_tell(award, when, at) and ask(award=award, when=when, at=at)
    return asked


def ask(*, award: AidAward, when: str, at: datetime) -> bool:
    """The mail holds no more than that there is news, and a link that ends these mails."""
    person = award.application.person
    if person is None or not (address := first_address(person)):
        return False
    community, language = award.round.community, award.application.language
    with write():
        row, is_new = Aftermath.objects.get_or_create(
            community_id=award.community_id, award=award, when=when, defaults={"asked_at": at}
        )
        if not is_new:
            return False
        text = own_question(
            language, name=person.name, community=community.name.in_language(language),
            link=told_address(award, when, language), stop_link=stop_address(award, when, language),
            community_id=community.pk,
        )  # fmt: skip
        queue_mail(text, to=address, cause=f"own-question:{row.pk}", at=at, community_id=community.pk,
                   person_id=person.pk, reply_to=community.contact_email)  # fmt: skip
    return True


def tell(
    *, award: AidAward, when: str, text: str, helped: str, became: Collection[str], audience: str,
    as_name: str, photo: bytes | None = None, without_photo: bool = False, by: Actor, at: datetime,
) -> Aftermath:  # fmt: skip
    """What the holder says, as often as they like; new words are read by the team before others see them.

    Raises TooEarly, PhotoRefused.
    """
    picture = make_photo(photo, longest=LONGEST_SIDE).jpeg if photo else None
    with write():
        if not may_tell(award, when, at):
            raise TooEarly(when)
        row = _locked(award, when)
        was_public, same = is_public(row), (row.text, row.as_name) == (text.strip(), one_line(as_name))
        row.text, row.helped = text.strip()[:MOST_WORDS], helped.strip()[:MOST_WORDS]
        row.became = [key for key in BECAME if key in became]
        row.audience, row.as_name = audience, one_line(as_name)[:80]
        row.told_at = at
        if not same or picture or audience == Audience.NOBODY:
            row.released_at = None
        if without_photo or picture:
            drop_photo(told=row, at=at)
        if picture:
            put_file(row.uuid, picture)
            row.has_photo = True
        row.save()
        note("tell", award.application, {}, by, at)
        if was_public or is_public(row):
            announce_round(award.round)
    return row


def release_story(*, told: Aftermath, by: Actor, at: datetime) -> Aftermath:
    """Somebody of the team read it: whoever the holder chose may read it now. Raises NothingToRelease."""
    with write():
        row = _locked(told.award, told.when)
        if row.audience == Audience.NOBODY or not row.text:
            raise NothingToRelease(row.audience)
        return _released(row, at, "release_story", by, at)


def hold_story(*, told: Aftermath, by: Actor, at: datetime) -> Aftermath:
    """Nobody but the team reads it any more."""
    with write():
        return _released(_locked(told.award, told.when), None, "hold_story", by, at)


def end_asks(*, award: AidAward, by: Actor, at: datetime) -> AidAward:
    """The person wants no more of these mails."""
    with write():
        row = AidAward.objects.filter(community=award.community_id).select_for_update().get(pk=award.pk)
        if row.asks_ended_at is None:
            row.asks_ended_at = at
            row.save(update_fields=["asks_ended_at"])
            note("end_asks", award.application, {}, by, at)
    return row


def drop_photo(*, told: Aftermath, at: datetime) -> None:
    """Its file goes, and the row takes a new key: what a page kept leads nowhere. Call inside a write."""
    if not told.has_photo:
        return
    jobs.enqueue("aid.delete_file", at=at, payload={"name": told.uuid.hex})
    told.uuid, told.has_photo = uuid.uuid4(), False
    told.save(update_fields=["uuid", "has_photo"])


def _released(row: Aftermath, moment: datetime | None, verb: str, by: Actor, at: datetime) -> Aftermath:
    was_public = is_public(row)
    row.released_at = moment
    row.save(update_fields=["released_at"])
    note(verb, row.award.application, {}, by, at)
    if was_public or is_public(row):
        announce_round(row.award.round)
    return row


def _locked(award: AidAward, when: str) -> Aftermath:
    Aftermath.objects.get_or_create(community_id=award.community_id, award=award, when=when)
    rows = Aftermath.objects.filter(community=award.community_id, award=award, when=when)
    related = rows.select_related("award__application", "award__round__community", "award__round__event")
    return related.select_for_update(of=("self",)).get()
