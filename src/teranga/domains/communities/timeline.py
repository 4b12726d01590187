"""A person's own timeline. Each domain that knows a part of it joins at start-up with a source of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from teranga.domains.communities.models import Appearance, Delegate, Membership, Participation, TeamSeat
from teranga.domains.people.models import Person
from teranga.foundation.translated import TranslatedText


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing on one day. `kind` is a code that `web` has words for; `what` names it, if it has a name."""

    day: date
    kind: str
    community: TranslatedText
    path: str = ""  # where it can be seen, below the language
    what: TranslatedText | str = ""
    event_id: int | None = None  # its name and path are looked up when there is nothing better


Source = Callable[[Person], Iterable[TimelineLine]]
_sources: list[Source] = []


def join_timeline(source: Source) -> Source:
    """Add a source of lines; also usable as a decorator."""
    _sources.append(source)
    return source


def timeline_of(person: Person) -> list[TimelineLine]:
    """Everything, the latest first."""
    lines = [line for source in _sources for line in source(person)]
    return sorted(lines, key=lambda line: (line.day, line.kind), reverse=True)


@join_timeline
def _memberships(person: Person) -> Iterable[TimelineLine]:
    rows = Membership.objects.across_communities("one person's own memberships").filter(person=person)
    for row in rows.select_related("community"):
        place, path = row.community.name, f"/{row.community.slug}/"
        if row.confirmed_at:
            yield TimelineLine(row.confirmed_at.date(), "joined", place, path)
        if row.left_at and row.state == Membership.State.LEFT:
            yield TimelineLine(row.left_at.date(), "left", place, path)


@join_timeline
def _participations(person: Person) -> Iterable[TimelineLine]:
    rows = Participation.objects.across_communities("what one person did anywhere").filter(person=person)
    for row in rows.select_related("community"):
        yield TimelineLine(row.day, row.kind, row.community.name, event_id=row.event_id)


@join_timeline
def _voices(person: Person) -> Iterable[TimelineLine]:
    talks = Appearance.objects.across_communities("one person's own talks").filter(person=person)
    for row in talks.exclude(confirmed_at=None).filter(declined_at=None).select_related("community"):
        yield TimelineLine(
            row.day, "spoke_elsewhere", row.community.name, what=f"{row.title} · {row.event_name}"
        )
    trips = Delegate.objects.across_communities("one person's own journeys").filter(person=person)
    for one in trips.exclude(agreed_at=None).select_related("community", "delegation"):
        yield TimelineLine(
            one.delegation.start, "went_along", one.community.name, what=one.delegation.event_name
        )


@join_timeline
def _seats(person: Person) -> Iterable[TimelineLine]:
    rows = TeamSeat.objects.across_communities("one person's own roles").filter(person=person)
    for row in rows.select_related("community"):
        path = f"/{row.community.slug}/people/"
        for text, kind in ((row.since, "took_role"), (row.until, "gave_role")):
            if day := _day(text):
                yield TimelineLine(day, kind, row.community.name, path, row.role)


def _day(text: str) -> date | None:
    """A day as far as it is known: a year or a month begins with its first."""
    parts = text.split("-")
    try:
        year, month, day = [*map(int, parts), 1, 1][:3]
        return date(year, month, day)
    except ValueError:
        return None
