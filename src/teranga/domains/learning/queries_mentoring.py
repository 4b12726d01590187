"""Reads of mentoring: programmes, what concerns one person, what an organiser sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.learning.models import (
    Application,
    MatchRun,
    Meeting,
    Pair,
    PairWish,
    Programme,
    SafetyNote,
)
from teranga.domains.people.models import ContactPoint, Person

Role = Application.Role


def shown_programmes(community: Community) -> list[Programme]:
    """Those that the public may see, the newest first."""
    rows = Programme.objects.filter(community=community, kind=Programme.Kind.MENTORING)
    return list(rows.exclude(state=Programme.State.DRAFT).order_by("-start", "-pk"))


def shown_programme(community: Community, slug: str) -> Programme:
    """Raises NotFound; a draft is none."""
    rows = Programme.objects.filter(community=community, slug=slug).exclude(state=Programme.State.DRAFT)
    row = rows.select_related("community", "event").first()
    if row is None:
        raise NotFound(slug)
    return row


def programmes_of(community: Community) -> list[tuple[Programme, dict[str, int]]]:
    """Every programme for the desk, with how many mentees, mentors and running pairs it has."""
    rows = list(Programme.objects.filter(community=community).order_by("-start", "-pk"))
    confirmed = Application.objects.filter(community=community, state=Application.State.CONFIRMED)
    counts: dict[int, Counter[str]] = {row.pk: Counter() for row in rows}
    for programme, role in confirmed.values_list("programme_id", "role"):
        counts[programme][role] += 1
    pairs = Pair.objects.filter(community=community).values_list("programme_id", "state")
    for programme, state in pairs:
        counts[programme][state] += 1
    return [(row, dict(counts[row.pk])) for row in rows]


def programme_of(community: Community, number: int) -> Programme:
    """Raises NotFound."""
    row = Programme.objects.filter(community=community, pk=number).select_related("community").first()
    if row is None:
        raise NotFound(str(number))
    return row


def buddy_programme(community: Community, event_id: int) -> Programme | None:
    rows = Programme.objects.filter(community=community, event=event_id, kind=Programme.Kind.FIRST_TIME)
    return rows.select_related("community").first()


def own_applications(person: Person) -> list[Application]:
    rows = Application.objects.across_communities("one person's own applications").filter(person=person)
    rows = rows.exclude(state=Application.State.WITHDRAWN).exclude(programme__state=Programme.State.ENDED)
    return list(rows.select_related("programme", "community").order_by("-pk"))


def own_application(person: Person, number: int) -> Application:
    """Raises NotFound."""
    rows = Application.objects.across_communities("one person's own application").filter(person=person)
    row = rows.filter(pk=number).select_related("programme__community").first()
    if row is None:
        raise NotFound(str(number))
    return row


@dataclass(frozen=True, slots=True)
class OwnPair:
    """A pair as one of its two sees it: no address of the other before both said yes."""

    pair: Pair
    side: str  # mine
    other: Person
    other_words: str
    addresses: tuple[tuple[str, str], ...]
    said_yes: bool
    outcome: str
    meetings: tuple[Meeting, ...]


def own_pairs(person: Person) -> list[OwnPair]:
    """Pairs of which this person is one, the newest first; those that were declined are past."""
    rows = Pair.objects.across_communities("one person's own pairs")
    mine = rows.filter(mentee__person=person) | rows.filter(mentor__person=person)
    pairs = list(
        mine.exclude(state=Pair.State.DECLINED)
        .select_related("mentee__person", "mentor__person", "programme__community", "community")
        .order_by("-pk")
    )
    logged = Meeting.objects.across_communities("meetings of one person's own pairs")
    meetings: dict[int, list[Meeting]] = {}
    for meeting in logged.filter(pair__in=[pair.pk for pair in pairs]).order_by("-day", "-pk"):
        meetings.setdefault(meeting.pair_id, []).append(meeting)
    running = [pair for pair in pairs if pair.state == Pair.State.RUNNING]
    others = {
        (pair.mentor if pair.mentee.person_id == person.pk else pair.mentee).person_id for pair in running
    }
    addresses: dict[int, list[tuple[str, str]]] = {}
    points = ContactPoint.objects.filter(person__in=others).exclude(verified_at=None).order_by("pk")
    for owner, kind, value in points.values_list("person_id", "kind", "value"):
        addresses.setdefault(owner, []).append((kind, value))
    return [_as_seen(pair, person, addresses, meetings.get(pair.pk, [])) for pair in pairs]


def _as_seen(
    pair: Pair, person: Person, addresses: dict[int, list[tuple[str, str]]], meetings: list[Meeting]
) -> OwnPair:
    side = Role.MENTEE if pair.mentee.person_id == person.pk else Role.MENTOR
    other = pair.mentor if side == Role.MENTEE else pair.mentee
    reach = addresses.get(other.person_id, []) if pair.state == Pair.State.RUNNING else []
    return OwnPair(
        pair, side, other.person, other.words, tuple(reach), getattr(pair, f"{side}_yes_at") is not None,
        getattr(pair, f"{side}_outcome"), tuple(meetings),
    )  # fmt: skip


def own_pair(person: Person, number: int) -> Pair:
    """Raises NotFound."""
    rows = Pair.objects.across_communities("one person's own pair").filter(pk=number)
    mine = rows.filter(mentee__person=person) | rows.filter(mentor__person=person)
    row = mine.select_related("mentee", "mentor", "programme").first()
    if row is None:
        raise NotFound(str(number))
    return row


@dataclass(frozen=True, slots=True)
class Board:
    """Everything an organiser needs to match a programme."""

    mentees: int
    mentors: int
    places: int
    waiting: int  # mentees in no pair
    run: MatchRun | None  # the last one
    is_stale: bool  # somebody applied or withdrew after it was computed
    pairs: tuple[Pair, ...]
    people: dict[int, Application]
    wishes: dict[tuple[int, int], str]


def board_of(programme: Programme) -> Board:
    rows = Application.objects.filter(community=programme.community_id, programme=programme)
    people = {row.pk: row for row in rows.select_related("person").order_by("pk")}
    here = [row for row in people.values() if row.state == Application.State.CONFIRMED]
    pairs = tuple(Pair.objects.filter(community=programme.community_id, programme=programme).order_by("-pk"))
    busy = {pair.mentee_id for pair in pairs if pair.state in ("proposed", "running")}
    runs = MatchRun.objects.filter(community=programme.community_id, programme=programme)
    run = runs.order_by("-pk").first()
    wishes = PairWish.objects.filter(community=programme.community_id, programme=programme)
    mentors = [row for row in here if row.role == Role.MENTOR]
    waiting = [row for row in here if row.role == Role.MENTEE and row.pk not in busy]
    told = run.result if run else {}
    is_stale = bool(told) and (told.get("mentees"), told.get("mentors")) != (len(waiting), len(mentors))
    return Board(
        sum(row.role == Role.MENTEE for row in here), len(mentors), sum(row.places for row in mentors),
        len(waiting), run, is_stale, pairs, people,
        {(wish.mentee_id, wish.mentor_id): wish.kind for wish in wishes},
    )  # fmt: skip


def pair_of(programme: Programme, number: int) -> Pair | None:
    return Pair.objects.filter(community=programme.community_id, programme=programme, pk=number).first()


def notes_of(community: Community) -> list[SafetyNote]:
    return list(SafetyNote.objects.filter(community=community).order_by("-at", "-pk"))


def unread_notes(community: Community) -> int:
    return SafetyNote.objects.filter(community=community, read_at=None).count()


def note_of(community: Community, number: int) -> SafetyNote:
    """Raises NotFound."""
    row = SafetyNote.objects.filter(community=community, pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def has_mentoring(community: Community) -> bool:
    rows = Programme.objects.filter(community=community, kind=Programme.Kind.MENTORING)
    return rows.exclude(state=Programme.State.DRAFT).exists()


def outcomes_of(programme: Programme) -> dict[str, Any]:
    """What came of it: pairs, meetings, and what mentees said."""
    pairs = Pair.objects.filter(community=programme.community_id, programme=programme)
    begun = pairs.exclude(begun_at=None)
    said = Counter(begun.exclude(mentee_outcome="").values_list("mentee_outcome", flat=True))
    meetings = Meeting.objects.filter(community=programme.community_id, pair__programme=programme)
    return {"pairs": begun.count(), "meetings": meetings.count(), "said": dict(said)}
