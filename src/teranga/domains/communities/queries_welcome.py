"""Newcomers, those who welcome them, and members who were active and are not seen any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Max, Q

from teranga.domains.communities.models import Buddy, Community, Membership, Participation, Welcomer
from teranga.domains.communities.queries_members import active_people
from teranga.domains.communities.rules import active_rule
from teranga.domains.communities.rules_welcome import Free
from teranga.domains.people.models import Person

NEW_FOR = timedelta(days=60)
SHOWN = 100
MOST = 1000  # newcomers of two months at one desk
RUNNING = (Buddy.State.PROPOSED, Buddy.State.AGREED)
State = Membership.State


def free_welcomers(community: Community) -> list[Free]:
    """Those who have room for one more; two queries."""
    rows = Welcomer.objects.filter(community=community).annotate(
        held=Count("buddies", filter=Q(buddies__state__in=RUNNING)), ever=Count("buddies")
    )
    columns = rows.filter(held__lt=F("most")).values_list(
        "pk", "person_id", "languages", "city", "held", "ever"
    )
    return [
        Free(pk, person, tuple(codes), city, held, ever) for pk, person, codes, city, held, ever in columns
    ]


@dataclass(frozen=True, slots=True)
class Newcomer:
    membership_id: int
    name: str
    since: datetime
    buddy: str  # "", "proposed", "agreed"
    has_come: bool


def newcomers_of(community: Community, now: datetime) -> list[Newcomer]:
    """Who was confirmed within two months, the newest first; three queries."""
    rows = Membership.objects.filter(
        community=community, state=State.CONFIRMED, confirmed_at__gt=now - NEW_FOR
    ).order_by("-confirmed_at", "-pk")
    columns = list(rows.values_list("pk", "person_id", "person__name", "confirmed_at")[:MOST])
    people = [row[1] for row in columns]
    buddies = dict(
        Buddy.objects.filter(community=community, person_id__in=people, state__in=RUNNING).values_list(
            "person_id", "state"
        )
    )
    came = set(
        Participation.objects.filter(community=community, person_id__in=people).values_list(
            "person_id", flat=True
        )
    )
    return [
        Newcomer(pk, name, since, buddies.get(person, ""), person in came)
        for pk, person, name, since in columns
    ]


def newcomers_alone(community: Community, now: datetime) -> int:
    """How many newcomers have nobody beside them yet; one query."""
    rows = Membership.objects.filter(
        community=community, state=State.CONFIRMED, confirmed_at__gt=now - NEW_FOR
    )
    helped = Buddy.objects.filter(community=community, state__in=RUNNING).values("person_id")
    return rows.exclude(person_id__in=helped).count()


@dataclass(frozen=True, slots=True)
class Fading:
    """Somebody who took part and has not been seen since; `times` in the time before."""

    membership_id: int
    person_id: int
    name: str
    language: str
    last_day: date
    last_kind: str
    times: int


def fading_in(community: Community, today: date) -> list[Fading]:
    """Members who did something in the year before the rule's months and nothing since; three queries.

    Who asked to be left in peace is never among them.
    """
    rule = active_rule(community)
    kinds = rule.kinds or tuple(Participation.Kind.values)
    since = rule.since(today)
    before = Participation.objects.filter(
        community=community, kind__in=kinds, day__lte=since, day__gt=since - timedelta(days=365)
    )
    again = Participation.objects.filter(community=community, kind__in=kinds, day__gt=since)
    gone = (
        before.exclude(person_id__in=again.values("person_id"))
        .values("person_id")
        .annotate(last=Max("day"), times=Count("pk"))
    )
    told = {row["person_id"]: (row["last"], row["times"]) for row in gone.order_by("-last")[: 4 * SHOWN]}
    members = Membership.objects.filter(
        community=community, state=State.CONFIRMED, left_in_peace=False, person_id__in=list(told),
        person__forgotten_at=None,
    ).values_list("pk", "person_id", "person__name", "person__preferred_language")  # fmt: skip
    kinds_of = dict(
        before.filter(person_id__in=list(told)).order_by("day", "pk").values_list("person_id", "kind")
    )
    found = [
        Fading(pk, person, name, language, told[person][0], kinds_of[person], told[person][1])
        for pk, person, name, language in members
    ]
    return sorted(found, key=lambda one: (-one.times, -one.last_day.toordinal(), one.name))[:SHOWN]


def buddies_of(person: Person, community: Community) -> list[Buddy]:
    """Running pairs of this person here, as newcomer or as the one who welcomes."""
    rows = Buddy.objects.filter(community=community, state__in=RUNNING).filter(
        Q(person=person) | Q(welcomer__person=person)
    )
    return list(rows.select_related("person", "welcomer__person").order_by("pk"))


def is_active_here(community: Community, person: Person, today: date) -> bool:
    rule = active_rule(community)
    return rule.counts_everybody or active_people(community, rule, today).filter(person_id=person.pk).exists()
