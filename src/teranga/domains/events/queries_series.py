"""What a series has before it and behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import SHOWN, NotFound
from teranga.domains.events.models import Event, Series, SeriesException
from teranga.domains.events.queries import LISTED, EventRow, rows_of
from teranga.domains.events.rules_series import Exceptional, Occurrence, occurrences

AHEAD = 8  # days of the rule that a page shows
PLANNED_PUBLICLY = 4


@dataclass(frozen=True, slots=True)
class Ahead:
    """One day of the rule, and the event that was made for it."""

    occurrence: Occurrence
    event: Event | None


def series_by_slug(community: Community, slug: str) -> Series | None:
    return Series.objects.filter(community=community, slug=slug).select_related("community").first()


def shown_series(community_slug: str, slug: str) -> Series:
    """A series of a shown community with at least one listed event. Raises NotFound."""
    rows = Series.objects.filter(community__slug=community_slug, slug=slug, community__visibility__in=SHOWN)
    series = rows.select_related("community", "community__parent").first()
    if series is None or not is_shown(series):
        raise NotFound(slug)
    return series


def is_shown(series: Series) -> bool:
    """A listed event makes it public; before that it is the organisers' own."""
    return Event.objects.filter(community=series.community_id, series=series, visibility=LISTED).exists()


def occurrences_of(series: Series, since: date, count: int = AHEAD) -> list[Occurrence]:
    """The next days of the series' rule with its exceptions; none without a rule."""
    if not series.rule or series.first_day is None:
        return []
    return occurrences(
        series.rule, series.first_day, series.last_day, exceptions_of(series), since=since, count=count
    )


def exceptions_of(series: Series) -> list[Exceptional]:
    rows = SeriesException.objects.filter(community=series.community_id, series=series).order_by("day")
    return [Exceptional(row.day, row.moved_to, row.why) for row in rows]


def ahead_of(series: Series, since: date, count: int = AHEAD) -> list[Ahead]:
    """The next days of the rule, each with its event; an event's own day counts where no rule day is kept."""
    days = occurrences_of(series, since, count)
    made: dict[date, Event] = {}
    for event in Event.objects.filter(community=series.community_id, series=series).order_by("id"):
        made.setdefault(event.rule_day or event.start, event)
    return [Ahead(one, made.get(one.rule_day) or made.get(one.day or one.rule_day)) for one in days]


def next_day_of(series: Series, since: date) -> Occurrence | None:
    """The first day of the rule that takes place and has no event yet."""
    free = (row.occurrence for row in ahead_of(series, since, 60) if row.event is None and row.occurrence.day)
    return next(free, None)


def coming_of(series: Series, today: date) -> list[EventRow]:
    rows = Event.objects.filter(community=series.community_id, series=series, visibility=LISTED)
    return rows_of(rows.filter(end__gte=today).order_by("start", "id")[:50])


def past_of(series: Series, today: date) -> list[EventRow]:
    rows = Event.objects.filter(community=series.community_id, series=series, visibility=LISTED)
    return rows_of(rows.filter(end__lt=today).order_by("-start", "-id")[:50])


def planned_of(series: Series, today: date) -> list[Occurrence]:
    """What the rule says beyond the events that are public; skipped days stand there with their reason."""
    rows = ahead_of(series, today)
    told = [row.occurrence for row in rows if row.event is None or row.event.visibility != LISTED]
    return told[:PLANNED_PUBLICLY]


def sources_of(community: Community) -> list[Event]:
    """What the next meetup can be made from: the last event of each series, and of each kind without one.

    Series that meet by a rule come first: they are what is made most often.
    """
    rows = (
        Event.objects.filter(community=community)
        .exclude(kind=Event.Kind.CONFERENCE)
        .select_related("series", "venue", "community")
        .order_by("-start", "-id")
    )
    found: dict[tuple[int | None, str], Event] = {}
    for event in rows[:300]:
        found.setdefault((event.series_id, "" if event.series_id else event.kind), event)
    return sorted(found.values(), key=lambda event: not (event.series and event.series.rule))
