"""The plain shapes of the demo world: what the stories say and what the practice community makes up.

Nothing here touches a database. A text shown to people is a `TranslatedText` with "en", "fr" and "es".
Sequences are tuples and every class is frozen, so that a loaded world cannot change under its reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from teranga.formats.programme import Programme
from teranga.foundation.translated import TranslatedText

HELP_WAYS = ("attend", "mentor", "sponsor", "partner", "contribute", "share")
LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    name: TranslatedText
    text: TranslatedText


@dataclass(frozen=True, slots=True)
class Channel:
    kind: str  # discord, linkedin, x, github, email, website, youtube, slack, blog
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number somebody told in public. It is never counted from records."""

    label: TranslatedText
    value: str  # digits only
    date: date | None
    source: str
    at_least: bool = False  # the source says "more than"


@dataclass(frozen=True, slots=True)
class Goal:
    order: int
    title: TranslatedText
    text: TranslatedText
    target: int | None
    unit: TranslatedText | None
    deadline: date | None
    told: bool  # told in a source; otherwise measured from records by `metric`
    source: str = ""
    metric: str = ""  # "active_members", "events_held", "active_mentors"; "" for a told goal


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person whom a public document names. Text only: no record of a person is made from it."""

    name: str
    role: TranslatedText
    group: TranslatedText | None
    until: int | None  # year in which the role ended, when known
    source_url: str


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    kind: str  # story, page or news
    title: TranslatedText
    description: TranslatedText
    date: date
    body: TranslatedText  # Markdown
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkLink:
    kind: str  # parent, chapter, sister or satellite
    name: str
    note: TranslatedText
    slug: str = ""  # of a community of this world, "" for one outside
    url: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    slug: str
    name: TranslatedText


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    address: str = ""
    access: TranslatedText = field(default_factory=TranslatedText)


@dataclass(frozen=True, slots=True)
class DayFrame:
    """What is known of a day when its exact times are not."""

    day: date
    text: TranslatedText


@dataclass(frozen=True, slots=True)
class ToldSession:
    """A session as a public source tells it; `start` is None when only its existence is known."""

    title: str
    kind: str
    start: datetime | None
    minutes: int | None
    room: str
    is_plenary: bool
    is_break: bool
    speakers: tuple[str, ...]
    description: TranslatedText
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldSpeaker:
    name: str
    role: TranslatedText
    source_url: str


@dataclass(frozen=True, slots=True)
class Event:
    """`start` and `end` are local days, inclusive; `starts_at` and `ends_at` are set when hours are known."""

    slug: str
    series: str
    kind: str  # conference, meetup, workshop, hackathon, sprint, study_group, social
    name: TranslatedText
    tagline: TranslatedText
    summary: TranslatedText
    start: date
    end: date
    zone: str
    city: str
    country: str  # ISO 3166-1 alpha-2, "" where the place is invented
    venue: Place | None
    mode: str  # in_person, online, hybrid
    languages: tuple[str, ...]
    part_of: str = ""  # slug of an event of the same community
    satellite_of: str = ""  # "community/event"
    expected: int | None = None
    attended: int | None = None  # told in the source, or counted from the practice participations
    at_least: bool = False  # the source says "more than"
    source: Source | None = None
    programme_note: TranslatedText = field(default_factory=TranslatedText)
    sessions: tuple[ToldSession, ...] = ()
    frame: tuple[DayFrame, ...] = ()
    speakers: tuple[ToldSpeaker, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    kind: str  # conference, resource or channel
    title: str
    url: str
    text: TranslatedText
    country: str = ""
    checked: str = ""  # what we found when we looked, e.g. "closed"


@dataclass(frozen=True, slots=True)
class Story:
    """One community as its pages tell it. The practice community and its chapters have the same shape."""

    slug: str
    kind: str  # story or practice
    name: TranslatedText
    tagline: TranslatedText
    summary: TranslatedText
    languages: tuple[str, ...]
    default_language: str
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    zone: str
    currency: str
    founded: str  # a year, an ISO date, or "" when the sources do not say
    colours: tuple[str, str]
    source: Source
    licence_note: TranslatedText
    vision: TranslatedText
    mission: tuple[TranslatedText, ...]
    values: tuple[Value, ...]
    help: Mapping[str, TranslatedText]  # way of HELP_WAYS to a short text
    channels: tuple[Channel, ...]
    figures: tuple[Figure, ...]
    goals: tuple[Goal, ...]
    people: tuple[NamedPerson, ...]
    pages: tuple[Page, ...]
    network: tuple[NetworkLink, ...]
    series: tuple[Series, ...]
    events: tuple[Event, ...]
    directory: tuple[DirectoryEntry, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A generated person. The index is the position in `Practice.members`."""

    index: int
    name: str
    email: str  # always @example.org
    phone: str  # +33 6 39 98 …, the French block kept free for fiction; "" for many
    city: str
    level: str  # beginner, intermediate or advanced
    languages: tuple[str, ...]
    help_ways: tuple[str, ...]  # of HELP_WAYS
    joined: date
    gender: str = ""  # what the person told of it, "" when nothing


@dataclass(frozen=True, slots=True)
class Participation:
    member: int
    event: str  # slug of an event of the practice community, "" for work between events
    day: date
    kind: str  # attended, spoke, helped, mentored, contributed


@dataclass(frozen=True, slots=True)
class Organiser:
    member: int
    role: TranslatedText
    group: TranslatedText


@dataclass(frozen=True, slots=True)
class Track:
    """`name` in French is the string that `conference_programme` uses for the track."""

    key: str
    name: TranslatedText
    colour: str


@dataclass(frozen=True, slots=True)
class SessionType:
    key: str  # the `kind` of a session in `conference_programme`
    name: TranslatedText
    minutes: int


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice community: everything in it is made up, repeatable for one day and one seed."""

    today: date
    seed: int
    community: Story  # its events include the conference and its part
    chapters: tuple[Story, ...]
    members: tuple[Member, ...]
    participations: tuple[Participation, ...]
    organisers: tuple[Organiser, ...]
    tracks: tuple[Track, ...]
    session_types: tuple[SessionType, ...]
    conference_slug: str
    conference_programme: Programme
