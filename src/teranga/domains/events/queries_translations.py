"""Every text of a community and its events, by language: what is there, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet

from teranga.base.fields import I18nField
from teranga.domains.communities.models import (
    Community,
    CommunityLink,
    DirectoryEntry,
    Figure,
    Goal,
    Newsletter,
    Opportunity,
    Page,
    Partner,
    TeamSeat,
)
from teranga.domains.events.models import (
    Event,
    EventPhoto,
    Helper,
    Material,
    Room,
    Series,
    SeriesException,
    Session,
    Speaker,
    Thanks,
    Track,
    Venue,
)
from teranga.foundation.translated import UNDETERMINED, TranslatedText


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one table whose texts are translated, and those of its JSON lists that hold texts too."""

    model: type[models.Model]
    of_event: bool = False
    left_out: tuple[str, ...] = ()  # texts that nobody is asked to translate
    nested: tuple[str, ...] = ()
    only: tuple[tuple[str, Any], ...] = ()  # rows that somebody may still want in more languages
    within: str = ""  # the kind without whose rows there are none of these


# A talk is given in the languages it names: asking for whole abstracts would bury every other gap.
KINDS: dict[str, Kind] = {
    "community": Kind(Community, nested=("mission", "values", "help_notes")),
    "page": Kind(Page),
    "goal": Kind(Goal),
    "figure": Kind(Figure),
    "seat": Kind(TeamSeat),
    "entry": Kind(DirectoryEntry),
    "link": Kind(CommunityLink),
    "partner": Kind(Partner),
    "opportunity": Kind(Opportunity),
    "newsletter": Kind(Newsletter, only=(("published_at", None),)),  # what stands in the archive stays
    "series": Kind(Series),
    "exception": Kind(SeriesException),
    "venue": Kind(Venue),
    "event": Kind(Event, of_event=True, nested=("frame", "guests")),
    "room": Kind(Room, of_event=True),
    "track": Kind(Track, of_event=True),
    "speaker": Kind(Speaker, of_event=True),
    "session": Kind(Session, of_event=True, left_out=("subtitle", "abstract", "description")),
    "material": Kind(Material, of_event=True),
    "photo": Kind(EventPhoto, of_event=True),
    "thanks": Kind(Thanks, of_event=True),
    "helper": Kind(Helper, of_event=True),
}


def join_board(kind: str, told: Kind) -> None:
    """A subject above adds one of its tables of events. `kind` is what its log calls a row; at start-up."""
    KINDS[kind] = told


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it stands, what it says, and in which languages it should."""

    kind: str
    number: int
    path: str  # a field's name, or the way into a list: values.0.name
    value: TranslatedText
    languages: tuple[str, ...]
    name: TranslatedText  # of the thing it belongs to
    event_id: int | None = None

    @property
    def field(self) -> str:
        """The field's name, and what is meant within a list."""
        parts = [part for part in self.path.split(".") if not part.isdigit()]
        return parts[-1] if len(parts) > 1 and parts[-1] != "text" else parts[0]

    @property
    def missing(self) -> tuple[str, ...]:
        """A text that says no language is shown to everybody, and misses none."""
        return () if UNDETERMINED in self.value else tuple(self.value.missing(self.languages))


@dataclass(slots=True)
class Board:
    texts: list[Text] = field(default_factory=list)

    @property
    def gaps(self) -> list[Text]:
        return [text for text in self.texts if text.missing]

    def completeness(self) -> list[tuple[str, int, int]]:
        """(language, texts there, texts asked for) of each language, in the order they are met."""
        counts: dict[str, list[int]] = {}
        for text in self.texts:
            missing = text.missing
            for code in text.languages:
                count = counts.setdefault(code, [0, 0])
                count[0] += code not in missing
                count[1] += 1
        return [(code, there, asked) for code, (there, asked) in counts.items()]


def board_of(community: Community, event: Event | None = None) -> Board:
    """All texts of the community and its events, or of one event alone; one query a table."""
    events = {event.pk: event} if event else _events_of(community)
    board, there = Board(), set()
    for kind, told in KINDS.items():
        if (told.of_event or event is None) and (not told.within or told.within in there):
            rows = list(_rows(told, community, event))
            there |= {kind} if rows else set()
            board.texts += [text for row in rows for text in _texts(kind, told, row, community, events)]
    return board


def text_at(community: Community, event: Event | None, kind: str, number: int, path: str) -> Text | None:
    """The one text at this place, if it is the community's (and the event's) and is translated at all."""
    told = KINDS.get(kind)
    if told is None or (event is not None and not told.of_event):
        return None
    events = {event.pk: event} if event else _events_of(community)
    rows = _rows(told, community, event, number)
    texts = (text for row in rows for text in _texts(kind, told, row, community, events))
    return next((text for text in texts if text.path == path), None)


def languages_of(community: Community, event: Event | None) -> tuple[str, ...]:
    """Those a text should exist in, the one it is written in first."""
    codes = (event.languages if event else None) or community.languages or [community.default_language]
    first = community.default_language
    return tuple(dict.fromkeys([first, *codes] if first in codes else codes))


def original_of(text: Text) -> str:
    """The language a translator translates from and does not touch; "" when no language is known."""
    known = [code for code in (*text.languages, *text.value) if code in text.value and code != UNDETERMINED]
    return known[0] if known else ""


def text_fields(model: type[models.Model]) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if isinstance(one, I18nField)]


def _events_of(community: Community) -> dict[int, Event]:
    wanted = ("id", "community_id", "languages", "name")
    return {event.pk: event for event in Event.objects.filter(community=community).only(*wanted)}


def _rows(
    told: Kind, community: Community, event: Event | None, number: int | None = None
) -> Iterable[dict[str, Any]]:
    names = [*_asked(told), *told.nested]
    more = [*_naming(told)] + (["event_id"] if told.of_event and told.model is not Event else [])
    rows: QuerySet[Any] = told.model._default_manager.all()
    if told.model is Community:
        rows = rows.filter(pk=community.pk)
    elif event is None:
        rows = rows.filter(community=community)
    elif told.model is Event:
        rows = rows.filter(community=community, pk=event.pk)
    else:
        rows = rows.filter(community=community, event=event)
    if told.model is Session:
        rows = rows.filter(cancelled_at=None, is_break=False)
    rows = rows.filter(**dict(told.only))
    if number is not None:
        rows = rows.filter(pk=number)
    return rows.order_by("pk").values("pk", *dict.fromkeys([*names, *more]))


def _asked(told: Kind) -> list[str]:
    return [name for name in text_fields(told.model) if name not in told.left_out]


def _naming(told: Kind) -> tuple[str, ...]:
    fields = {one.name for one in told.model._meta.concrete_fields}
    return tuple(name for name in ("title", "name", "label", "subject") if name in fields)[:1]


def _texts(
    kind: str, told: Kind, row: dict[str, Any], community: Community, events: Mapping[int, Event]
) -> Iterator[Text]:
    event_id = row["pk"] if told.model is Event else row.get("event_id")
    languages = languages_of(community, events.get(event_id) if event_id else None)
    naming = _naming(told)
    name = row[naming[0]] if naming else ""
    name = name if isinstance(name, TranslatedText) else TranslatedText(name)
    for path, value in [
        *((field_name, row[field_name]) for field_name in _asked(told)),
        *(found for name_ in told.nested for found in texts_within(row[name_], name_)),
    ]:
        if value:
            yield Text(kind, row["pk"], path, TranslatedText(value), languages, name, event_id)


def texts_within(value: Any, path: str) -> Iterator[tuple[str, TranslatedText]]:
    """Texts inside a JSON list or mapping, each with the way to it: mappings of language codes to words."""
    if isinstance(value, Mapping):
        if value and all(_is_language(key) and isinstance(text, str) for key, text in value.items()):
            yield path, TranslatedText(value)
            return
        for key, inner in value.items():
            yield from texts_within(inner, f"{path}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, inner in enumerate(value):
            yield from texts_within(inner, f"{path}.{index}")


def _is_language(key: Any) -> bool:
    return isinstance(key, str) and key.islower() and 2 <= len(key.partition("-")[0]) <= 3
