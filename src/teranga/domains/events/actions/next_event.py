"""The next meetup from the last one: a title and a day are new, everything else stays as it was."""

from __future__ import annotations

from datetime import date, datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.actions.create_event import EventFields
from teranga.domains.events.actions.start_event import create_at_free_address
from teranga.domains.events.models import Event, Series
from teranga.domains.events.queries_series import ahead_of
from teranga.domains.events.rules_clone import moved
from teranga.domains.events.taking_over import take_over
from teranga.foundation.folding import slug
from teranga.foundation.translated import TranslatedText

AT_ONCE = 3


class NothingToBeginFrom(Exception):
    """The series has had no event yet, so that there is nothing to take over."""


def make_next(
    *, source: Event, name: TranslatedText, day: date, by: Actor, at: datetime, rule_day: date | None = None
) -> Event:
    """A draft on that day, at the same hours of the wall, as long as the last one, in the same house."""
    shift = day - source.start
    fields: EventFields = {
        "name": name, "start": day, "end": source.end + shift, "rule_day": rule_day,
        "starts_at": moved(source.starts_at, shift, source.zone),
        "ends_at": moved(source.ends_at, shift, source.zone),
        "visibility": Event.Visibility.DRAFT, "series": source.series, "kind": source.kind,
        "mode": source.mode, "zone": source.zone, "languages": list(source.languages), "city": source.city,
        "country": source.country, "venue": source.venue, "capacity": source.capacity,
        "tagline": source.tagline, "summary": source.summary, "licence": source.licence,
    }  # fmt: skip
    with write():
        wanted = f"{slug(str(name), limit=49) or source.kind.replace('_', '-')}-{day:%Y-%m-%d}"
        made = create_at_free_address(community=source.community, wanted=wanted, by=by, at=at, **fields)
        take_over(source, made, by, at)
        record(by=by, verb="event.next", object_type="event", object_id=made.pk, at=at,
               community_id=made.community_id, event_id=made.pk,
               changes={"source": [None, source.slug]})  # fmt: skip
    return made


def make_next_of_series(
    *, series: Series, since: date, by: Actor, at: datetime, count: int = AT_ONCE
) -> list[Event]:
    """Drafts for the next days of the rule that have no event yet; a second call finds nothing to make.

    Raises NothingToBeginFrom.
    """
    with write():
        # The series' row is the lock: two taps at once make the drafts once.
        list(Series.objects.filter(community=series.community_id, pk=series.pk).select_for_update())
        source = last_of(series)
        if source is None:
            raise NothingToBeginFrom(series.slug)
        coming = [row for row in ahead_of(series, since) if row.occurrence.day][:count]
        return [
            make_next(
                source=source, name=source.name, day=row.occurrence.day, by=by, at=at,
                rule_day=row.occurrence.rule_day,
            )
            for row in coming if row.event is None and row.occurrence.day
        ]  # fmt: skip


def last_of(series: Series) -> Event | None:
    rows = Event.objects.filter(community=series.community_id, series=series, cancelled_at=None)
    return rows.select_related("community", "series", "venue").order_by("-start", "-id").first()
