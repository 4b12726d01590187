"""The members as their organisers see them: a list by key, one member, and the rows of an export.

Of somebody who has not confirmed, organisers see what was written on the list or in the form, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from teranga.domains.communities.models import Community, ImportedRow, Membership, Participation
from teranga.domains.communities.queries_members import active_people, chapter_keys
from teranga.domains.communities.rules import active_rule
from teranga.domains.people.audiences import Audience, ShownProfile, audience_of, hiding, shown_profile
from teranga.domains.people.models import ContactPoint, Profile
from teranga.foundation.folding import fold

PAGE, CHUNK = 50, 500
State = Membership.State
STATES = (State.CONFIRMED, State.RECORDED, State.PENDING)
COLUMNS = (
    "pk", "person_id", "state", "level", "help_ways", "joined_at", "listed_name", "listed_contact",
    "person__name", "person__city", "person__languages", "person__profile__audiences",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for; empty parts leave a question open."""

    words: str = ""
    state: str = ""
    level: str = ""
    help_way: str = ""
    activity: str = ""  # "active" or "quiet"
    chapter: int | None = None


@dataclass(frozen=True, slots=True)
class RosterRow:
    id: int
    person_id: int
    name: str
    city: str
    state: str
    level: str
    help_ways: tuple[str, ...]
    languages: tuple[str, ...]
    since: datetime
    contact: str = ""
    is_active: bool = False
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    rows: list[RosterRow]
    total: int
    below: int | None  # the next page begins below this number


def roster(community: Community, asked: Asked, today: date, *, below: int | None = None) -> Roster:
    """One page, the newest first; four queries however many there are."""
    found = _asked_for(community, asked, today)
    page = found.filter(pk__lt=below) if below else found
    columns = list(page.order_by("-pk").values_list(*COLUMNS)[: PAGE + 1])
    rows = _finished(community, [_row(one) for one in columns[:PAGE]], today)
    return Roster(rows, found.count(), columns[PAGE - 1][0] if len(columns) > PAGE else None)


def exported(community: Community, asked: Asked, today: date) -> Iterator[RosterRow]:
    """Every row that the list is asked for, some hundreds at a time, with how to reach them."""
    found, below = _asked_for(community, asked, today), None
    while True:
        page = found.filter(pk__lt=below) if below else found
        columns = list(page.order_by("-pk").values_list(*COLUMNS)[:CHUNK])
        if not columns:
            return
        yield from _finished(community, [_row(one) for one in columns], today, with_contacts=True)
        below = columns[-1][0]


def _asked_for(community: Community, asked: Asked, today: date) -> QuerySet[Membership]:
    rows = Membership.objects.filter(community=asked.chapter or community.pk, state__in=STATES)
    rows = rows.filter(person__forgotten_at=None)
    if folded := fold(asked.words).strip()[:120]:
        unnamed = Q(person_id__in=hiding("name", Audience.ORGANISERS))
        rows = rows.filter(
            (Q(state=State.CONFIRMED, person__folded_name__contains=folded) & ~unnamed)
            | (~Q(state=State.CONFIRMED) & Q(listed_folded__contains=folded))
        )
    if asked.state in STATES:
        rows = rows.filter(state=asked.state)
    if asked.level in Membership.Level.values:
        rows = rows.filter(level=asked.level)
    if asked.help_way:
        rows = rows.filter(help_ways__icontains=f'"{asked.help_way}"')
    if asked.activity in ("active", "quiet"):
        rule = active_rule(community)
        rows = rows.filter(state=State.CONFIRMED)
        if rule.counts_everybody:
            return rows if asked.activity == "active" else rows.none()
        active = Q(person_id__in=active_people(community, rule, today))
        rows = rows.filter(active if asked.activity == "active" else ~active)
    return rows


def _row(columns: tuple[Any, ...]) -> RosterRow:
    pk, person, state, level, ways, since, listed, contact, name, city, languages, audiences = columns
    if state != State.CONFIRMED:
        return RosterRow(pk, person, listed, "", state, level, tuple(ways), (), since, contact)
    chosen = Profile(audiences=audiences or {})
    told = {"name": name, "city": city, "languages": tuple(languages)}
    seen = {key: value for key, value in told.items() if audience_of(chosen, key) >= Audience.ORGANISERS}
    return RosterRow(
        pk, person, seen.get("name", ""), seen.get("city", ""), state, level, tuple(ways),
        seen.get("languages", ()), since,
    )  # fmt: skip


def _finished(
    community: Community, rows: list[RosterRow], today: date, *, with_contacts: bool = False
) -> list[RosterRow]:
    """The same rows with who is active, in which chapter, and perhaps how to reach them."""
    people = [row.person_id for row in rows if row.state == State.CONFIRMED]
    rule = active_rule(community)
    active = set(people)
    if not rule.counts_everybody:
        some = active_people(community, rule, today).filter(person_id__in=people)
        active = set(some.values_list("person_id", flat=True))
    homes = _chapters(community, people)
    contacts = contacts_of(people) if with_contacts else {}
    return [
        RosterRow(
            row.id, row.person_id, row.name, row.city, row.state, row.level, row.help_ways, row.languages,
            row.since, row.contact or ", ".join(contacts.get(row.person_id, ())), row.person_id in active,
            homes.get(row.person_id, ""),
        )
        for row in rows
    ]  # fmt: skip


def _chapters(community: Community, people: Iterable[int]) -> dict[int, str]:
    rows = Membership.objects.filter(community__in=chapter_keys(community), person_id__in=list(people))
    found = rows.filter(state=State.CONFIRMED).order_by("-pk").values_list("person_id", "community__slug")
    return dict(found)


def contacts_of(people: Iterable[int]) -> dict[int, list[str]]:
    """Confirmed addresses and numbers, many people at once."""
    found: dict[int, list[str]] = {}
    points = ContactPoint.objects.filter(person_id__in=list(people)).exclude(verified_at=None)
    for person, value in points.order_by("pk").values_list("person_id", "value"):
        found.setdefault(person, []).append(value)
    return found


@dataclass(frozen=True, slots=True)
class OneMember:
    membership: Membership
    name: str
    profile: ShownProfile | None  # None while they have not confirmed
    contacts: list[str]
    facts: list[tuple[date, str, int | None]]  # day, kind, event
    chapter: Community | None
    brought_by: ImportedRow | None


def one_member(community: Community, number: int) -> OneMember | None:
    """One member by the membership's number, as far as organisers may see them."""
    row = (
        Membership.objects.filter(community=community, pk=number, state__in=STATES, person__forgotten_at=None)
        .select_related("person", "community", "community__parent")
        .first()
    )
    if row is None:
        return None
    brought = ImportedRow.objects.filter(community=community, membership=row, outcome="added")
    origin = brought.select_related("upload").first()
    if row.state != State.CONFIRMED:
        listed = [row.listed_contact] if row.listed_contact else []
        return OneMember(row, row.listed_name, None, listed, [], None, origin)
    facts = Participation.objects.filter(community=community, person=row.person).order_by("-day", "-pk")
    home = Membership.objects.filter(
        community__in=chapter_keys(community), person=row.person, state=State.CONFIRMED
    ).select_related("community")
    chapter = home.order_by("-pk").first()
    profile = shown_profile(row.person, Audience.ORGANISERS)
    return OneMember(
        row, profile.name, profile, contacts_of([row.person_id]).get(row.person_id, []),
        list(facts.values_list("day", "kind", "event_id")[:100]), chapter.community if chapter else None,
        origin,
    )  # fmt: skip
