"""Who is reminded, of which events, and what a person's own calendar holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing

from teranga.domains.events.models import Event
from teranga.domains.events.queries_calendar import KEPT, calendar_entry
from teranga.domains.mail.models import Category, OutgoingMail
from teranga.domains.mail.queries import still_wants
from teranga.domains.people.models import Person
from teranga.domains.places.models import CalendarFeed, ReminderSettings, Rsvp
from teranga.domains.places.rules import begins_at
from teranga.domains.places.rules_reminders import PLANNED_AHEAD, WHICH
from teranga.formats.ical_events import CalendarEntry

State = Rsvp.State
SIGNER = signing.Signer(salt="places.calendar", sep=".")
CERTAIN = (State.GOING, State.ATTENDED, State.NO_SHOW)
UNSURE = (State.MAYBE, State.WAITLISTED, State.OFFERED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reminders an event sends."""

    which: tuple[str, ...]
    maybe: bool


def reminders_of(event: Event) -> Wanted:
    row = ReminderSettings.objects.filter(event=event).first() or ReminderSettings()
    return Wanted(tuple(one for one in WHICH if getattr(row, one)), row.maybe)


def events_soon(at: datetime) -> list[Event]:
    """Shown events that begin within the days for which reminders are planned."""
    answered = Rsvp.objects.across_communities("reminders for every event to come")
    rows = Event.objects.across_communities("reminders for every event to come")
    found = rows.filter(
        pk__in=answered.filter(state__in=(State.GOING, State.MAYBE)).values("event"), cancelled_at=None,
        start__gte=at.date(), start__lte=(at + PLANNED_AHEAD).date(),
    ).exclude(visibility=Event.Visibility.DRAFT)  # fmt: skip
    return [event for event in found.select_related("community").order_by("pk") if at < begins_at(event)]


def those_in(event: Event, states: Iterable[str]) -> list[Rsvp]:
    """Answers in these states, of people who did not switch mails about events off."""
    rows = list(
        Rsvp.objects.filter(event=event, state__in=list(states)).select_related("person").order_by("pk")
    )
    wanting = still_wants(event.community_id, Category.EVENT, [row.person_id for row in rows])
    return [row for row in rows if row.person_id in wanting]


def told_by(cause: str, community_id: int) -> set[int]:
    """Whom a mail of this cause was written to."""
    rows = OutgoingMail.objects.filter(cause=cause, community_id=community_id)
    return {pk for pk in rows.values_list("person_id", flat=True) if pk}


def feed_token(feed: CalendarFeed) -> str:
    return SIGNER.sign(f"{feed.person_id}.{feed.nonce}")


def feed_of(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()


def person_of_feed(token: str) -> Person | None:
    """Whose calendar this secret address is; None for a false or an ended one."""
    try:
        number, _dot, nonce = SIGNER.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    feed = CalendarFeed.objects.filter(person=int(number), nonce=nonce).select_related("person").first()
    return feed.person if feed else None


def own_calendar(person: Person, today: date, *, base_url: str, language: str) -> list[CalendarEntry]:
    """What somebody comes to, and in brackets what is not settled. The way in online is not in it."""
    rows = Rsvp.objects.across_communities("a person's own calendar crosses communities").filter(
        person=person, state__in=(*CERTAIN, *UNSURE), event__end__gte=today - KEPT
    )
    shown = rows.exclude(event__visibility=Event.Visibility.DRAFT)
    found = shown.select_related("event__community", "event__venue").order_by("event__start", "pk")
    return [
        calendar_entry(row.event, base_url=base_url, language=language, tentative=State(row.state) in UNSURE)
        for row in found
    ]
