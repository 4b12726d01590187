"""Those whom a metric counts, by chapter, by city and by the gender they told: exact, for snapshots alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from teranga.domains.communities.metrics import Metric
from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.models import GENDERS, Person, Profile
from teranga.foundation.folding import fold

AT_A_TIME = 5_000
WAYS = ("chapter", "city", "gender")
NOT_TOLD, OWN_WORDS = "", "own"


def groups_of(community: Community, metric: Metric, day: date) -> dict[str, dict[str, int]]:
    """Way of grouping to group to people. Each person is in one group of each way; "" told nothing."""
    if metric.people is None:
        return {}
    who = metric.people(community, day)
    everybody = set(who)
    profiles = Profile.objects.exclude(gender="").values_list("person_id", "gender")
    return {
        "chapter": _counted(everybody, _chapters(community, everybody)),
        "city": _counted(everybody, _cities(everybody)),
        "gender": _counted(everybody, _genders(_of(everybody, "person_id", profiles))),
    }


def _of(people: set[int], key: str, rows: QuerySet[Any]) -> Iterator[Any]:
    """The rows of these people, some thousand keys at a time: asked as a question within the question,
    PostgreSQL counts active members anew for every row while it knows nothing of fresh tables."""
    keys = sorted(people)
    for start in range(0, len(keys), AT_A_TIME):
        yield from rows.filter(**{f"{key}__in": keys[start : start + AT_A_TIME]})


def _counted(everybody: set[int], group_of: dict[int, str]) -> dict[str, int]:
    return dict(Counter(group_of.get(person, NOT_TOLD) for person in sorted(everybody)))


def _genders(told: Iterable[tuple[int, str]]) -> dict[int, str]:
    """As people told it themselves; all own words are one group."""
    return {person: gender if gender in GENDERS else OWN_WORDS for person, gender in told}


def _chapters(community: Community, who: set[int]) -> dict[int, str]:
    """The chapter that somebody joined first, by its address."""
    rows = Membership.objects.filter(
        community__in=Community.objects.filter(parent=community),
        state=Membership.State.CONFIRMED,
    ).order_by("-confirmed_at", "-id")
    return dict(_of(who, "person_id", rows.values_list("person_id", "community__slug")))


def _cities(who: set[int]) -> dict[int, str]:
    """Towns, however they were typed, under the spelling that most use."""
    rows = list(_of(who, "pk", Person.objects.exclude(city="").values_list("pk", "city").order_by("pk")))
    spellings: dict[str, Counter[str]] = {}
    for _person, city in rows:
        spellings.setdefault(fold(city), Counter())[city.strip()] += 1
    usual = {key: max(found, key=lambda city: (found[city], city)) for key, found in spellings.items()}
    return {person: usual[fold(city)] for person, city in rows}
