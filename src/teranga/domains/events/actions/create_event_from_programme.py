from __future__ import annotations

from datetime import date, datetime

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import create_event
from teranga.domains.events.actions.importing.event_facts import days_of, facts_of
from teranga.domains.events.models import Event
from teranga.formats.programme import Programme
from teranga.foundation.translated import TranslatedText


def create_event_from_programme(
    *, community: Community, slug: str, programme: Programme, by: Actor, at: datetime,
    name: str = "", days: tuple[date, date] | None = None,
) -> Event:  # fmt: skip
    """An event named, dated and placed as the programme says; `name` and `days` override it.

    A programme without any time gives an event of today, which the organiser then dates.
    """
    start, end = days or days_of(programme) or (at.date(), at.date())
    return create_event(
        community=community, slug=slug, name=TranslatedText(name or programme.title or slug), start=start,
        end=end, by=by, at=at, **facts_of(programme),
    )  # fmt: skip
