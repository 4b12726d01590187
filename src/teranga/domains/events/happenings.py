"""The events that were, for a community's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from teranga.domains.communities.happenings import Happening
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.foundation.translated import TranslatedText

LONGEST = 2000


def past_events_told(community: Community, today: date) -> Iterator[Happening]:
    """Every listed event whose last day is over; one that was cancelled did not happen."""
    rows = Event.objects.filter(
        community=community, visibility=Event.Visibility.PUBLIC, end__lt=today, cancelled_at=None
    )
    columns = ("slug", "start", "name", "tagline", "attended", "attended_at_least", "source_url")
    for slug, start, name, tagline, attended, at_least, source in rows.order_by("-start", "-id").values_list(
        *columns
    )[:LONGEST]:
        yield Happening(
            start.isoformat(), "event", title=TranslatedText(name), text=TranslatedText(tagline),
            figure=attended, at_least=at_least, path=f"/{community.slug}/{slug}/", source=source,
            is_told=bool(source),
        )  # fmt: skip
