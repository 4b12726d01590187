"""Events by number, for lists of what people did."""

from __future__ import annotations

from collections.abc import Iterable

from teranga.domains.events.models import Event
from teranga.foundation.translated import TranslatedText

SHOWN = (Event.Visibility.PUBLIC, Event.Visibility.UNLISTED)


def event_names(numbers: Iterable[int]) -> dict[int, tuple[TranslatedText, str]]:
    """Name and path of each event that may be shown, in one query; none for none."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    rows = Event.objects.across_communities("events that a person took part in, by number")
    found = rows.filter(pk__in=wanted, visibility__in=SHOWN).values_list(
        "pk", "name", "community__slug", "slug"
    )
    return {pk: (name, f"/{community}/{slug}/") for pk, name, community, slug in found}
