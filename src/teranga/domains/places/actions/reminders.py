"""Reminding those who come, and telling them when an event moved, was called off, or is on again."""

from __future__ import annotations

import secrets
from datetime import datetime

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event
from teranga.domains.events.queries_online import WayIn, way_in
from teranga.domains.events.rules_online import Door
from teranga.domains.mail.actions.queue_mail import void_unsent
from teranga.domains.people.models import Person
from teranga.domains.places.actions.place_mail import write_mail
from teranga.domains.places.models import CalendarFeed, ReminderSettings, Rsvp
from teranga.domains.places.queries_reminders import (
    UNSURE,
    events_soon,
    reminders_of,
    those_in,
    told_by,
)
from teranga.domains.places.rules import begins_at
from teranga.domains.places.rules_reminders import LATE, WHICH, leaves_at, state_mark
from teranga.domains.places.wording import place_words, way_words, why_words

SETTINGS = ("week", "day", "hours", "maybe")
State = Rsvp.State


def set_reminders(*, event: Event, by: Actor, at: datetime, **wanted: bool) -> bool:
    """Say which reminders an event sends (week, day, hours, maybe). False when nothing differs."""
    with write():
        row = ReminderSettings.objects.filter(event=event).first()
        row = row or ReminderSettings(community_id=event.community_id, event=event)
        before = {name: getattr(row, name) for name in SETTINGS}
        if row.pk and before == wanted:
            return False
        for name in SETTINGS:
            setattr(row, name, wanted[name])
        row.save()
        record(by=by, verb="event.reminders", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk,
               changes=changed(before, wanted))  # fmt: skip
    return True


def plan_reminders(at: datetime) -> int:
    """A job row for each reminder of the coming days, however often this runs; returns how many are new."""
    new = 0
    for event in events_soon(at):
        for which in reminders_of(event).which:
            leaves = leaves_at(event, which)
            if leaves + LATE > at:
                new += jobs.enqueue(
                    "places.remind", at=max(leaves, at), unique_key=f"remind:{_cause(event, which)}",
                    payload={"community_id": event.community_id, "event_id": event.pk, "which": which,
                             "mark": state_mark(event)},
                ) is not None  # fmt: skip
    return new


def remind(*, event: Event, which: str, mark: str, at: datetime) -> int:
    """One mail each to those who come and, if the event says so, perhaps. Nothing when it moved or is off."""
    wanted = reminders_of(event)
    is_due = which in wanted.which and mark == state_mark(event) and at < begins_at(event)
    if not is_due or event.cancelled_at or event.visibility == Event.Visibility.DRAFT:
        return 0
    states = (State.GOING, State.MAYBE) if wanted.maybe else (State.GOING,)
    people, way = those_in(event, states), way_in(event, at)
    for rsvp in people:
        has_place = rsvp.state == State.GOING
        letter, more = _reminder(event, rsvp, way if has_place else None)
        with write():
            write_mail(
                letter, rsvp, event, f"reminder:{_cause(event, which)}", more, at=at,
                expires_at=begins_at(event),
            )  # fmt: skip
    return len(people)


def _reminder(event: Event, rsvp: Rsvp, way: WayIn | None) -> tuple[str, dict[str, str]]:
    if way is not None and way.door is Door.OPEN:
        return "reminder_online", {"room": way.link, "note": way.note or "–"}
    where = place_words(event, rsvp.language)
    if way is not None:
        where = f"{where} {way_words(way.opens_at, event.zone, rsvp.language)}".strip()
    return "reminder", {"where": where}


def tell_moved(*, event: Event, was: str, at: datetime) -> int:
    """Tell everybody who answered; several changes within minutes are one mail, about how it is now."""
    if event.cancelled_at or event.visibility == Event.Visibility.DRAFT or at >= begins_at(event):
        return 0
    if was != state_mark(event):
        causes = [f"reminder:{event.pk}:{which}:{was}" for which in WHICH]
        void_unsent(causes, reason="The event moved.", community_id=event.community_id)
    return _tell(event, "event_moved", f"event-moved:{event.pk}:{event.sequence}", at)


def tell_cancelled(*, event: Event, at: datetime) -> int:
    """Nobody should stand before a closed door. Nothing when it was taken back meanwhile."""
    if event.cancelled_at is None or event.visibility == Event.Visibility.DRAFT:
        return 0
    causes = [f"reminder:{_cause(event, which)}" for which in WHICH]
    void_unsent(causes, reason="The event was called off.", community_id=event.community_id)
    return _tell(event, "event_cancelled", _cancelled(event, event.cancelled_at.isoformat()), at, why=True)


def tell_reinstated(*, event: Event, cancelled_at: str, at: datetime) -> int:
    """Only those who were told that it would not take place need to know that it does."""
    if event.cancelled_at is not None:
        return 0
    told = told_by(_cancelled(event, cancelled_at), event.community_id)
    return _tell(event, "event_on_again", f"event-on-again:{event.pk}:{event.sequence}", at, only=told)


def _tell(
    event: Event, letter: str, cause: str, at: datetime, *, why: bool = False, only: set[int] | None = None
) -> int:
    people = [
        rsvp for rsvp in those_in(event, (State.GOING, *UNSURE)) if only is None or rsvp.person_id in only
    ]
    for rsvp in people:
        more = {"where": place_words(event, rsvp.language)}
        if why:
            more = {"why": why_words(event, rsvp.language)}
        with write():
            write_mail(letter, rsvp, event, cause, more, at=at, expires_at=begins_at(event))
    return len(people)


def _cause(event: Event, which: str) -> str:
    return f"{event.pk}:{which}:{state_mark(event)}"


def _cancelled(event: Event, moment: str) -> str:
    return f"event-cancelled:{event.pk}:{moment}"


def renew_feed(*, person: Person, by: Actor, at: datetime) -> CalendarFeed:
    """A new secret address; the old one is over from this moment."""
    with write():
        feed, _new = CalendarFeed.objects.update_or_create(
            person=person, defaults={"nonce": secrets.token_hex(16), "made_at": at}
        )
        record(by=by, verb="calendar.renew", object_type="person", object_id=person.pk, at=at)
    return feed


def end_feed(*, person: Person, by: Actor, at: datetime) -> bool:
    with write():
        if not CalendarFeed.objects.filter(person=person).delete()[0]:
            return False
        record(by=by, verb="calendar.end", object_type="person", object_id=person.pk, at=at)
    return True
