"""The texts of an edition that the stale-text check looks at, and what was called fine."""

from __future__ import annotations

from collections.abc import Iterator

from teranga.domains.communities.models import Page
from teranga.domains.events.models import Event, FineText, Task
from teranga.domains.events.queries_translations import board_of
from teranga.domains.events.rules_clone import names_year
from teranga.domains.events.rules_stale import Edition, Finding, PlacedText, stale_findings
from teranga.foundation.translated import TranslatedText

KINDS = ("event", "room", "track")  # of what is the edition's own; talks may name any year they like


def findings_of(event: Event) -> tuple[list[Finding], list[Finding]]:
    """(worth a look, called fine)."""
    fine = set(FineText.objects.filter(event=event).values_list("key", flat=True))
    found = stale_findings(texts_of(event), edition_of(event))
    return [row for row in found if row.key not in fine], [row for row in found if row.key in fine]


def edition_of(event: Event) -> Edition:
    others = Event.objects.filter(community=event.community_id).exclude(pk=event.pk)
    rows = list(others.select_related("venue").only("id", "name", "city", "community_id", "venue__city"))
    own = [event.name, event.community.name, *([event.series.name] if event.series else []),
           *([event.part_of.name] if event.part_of else [])]  # fmt: skip
    cities = {event.city, event.venue.city if event.venue else ""} - {""}
    other = {row.city for row in rows} | {row.venue.city for row in rows if row.venue}
    return Edition(
        event.start,
        event.end,
        names=tuple(name for text in own for name in text.values()),
        cities=tuple(sorted(cities)),
        other_cities=tuple(sorted(other - cities - {""})),
        other_names=tuple(sorted({name for row in rows for name in row.name.values()})),
    )


def texts_of(event: Event) -> list[PlacedText]:
    placed: list[PlacedText] = []
    for text in board_of(event.community, event).texts:
        if text.kind in KINDS:
            placed += _in_languages(text.kind, text.number, text.path, text.value, text.name)
    for page in Page.objects.filter(community=event.community_id).order_by("position", "pk"):
        if names_year(page.title, event.start.year):
            for path in ("title", "description", "body"):
                placed += _in_languages("page", page.pk, path, getattr(page, path), page.title)
    for task in Task.objects.filter(event=event, key="").order_by("pk"):
        for path in ("title", "note"):
            placed += _in_languages("task", task.pk, path, getattr(task, path), task.title)
    return placed


def _in_languages(
    kind: str, number: int, path: str, value: TranslatedText, name: TranslatedText
) -> Iterator[PlacedText]:
    for language, words in value.items():
        yield PlacedText(kind, number, path, language, words, name.in_language(language))
