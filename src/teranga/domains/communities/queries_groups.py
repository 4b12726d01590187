"""Those whom a metric counts, by chapter, by city and by the gender they told: exact, for snapshots alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from teranga.domains.communities.metrics import Metric
from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.models import GENDERS, Person, Profile
from teranga.foundation.folding import fold

WAYS = ("chapter", "city", "gender")
NOT_TOLD, OWN_WORDS = "", "own"


def groups_of(community: Community, metric: Metric, day: date) -> dict[str, dict[str, int]]:
    """Way of grouping to group to people. Each person is in one group of each way; "" told nothing."""
    if metric.people is None:
        return {}
    who = metric.people(community, day)
    everybody = set(who)
    profiles = Profile.objects.exclude(gender="").filter(person_id__in=who)
    return {
        "chapter": _counted(everybody, _chapters(community, who)),
        "city": _counted(everybody, _cities(who)),
        "gender": _counted(everybody, _genders(profiles.values_list("person_id", "gender"))),
    }


def _counted(everybody: set[int], group_of: dict[int, str]) -> dict[str, int]:
    return dict(Counter(group_of.get(person, NOT_TOLD) for person in sorted(everybody)))


def _genders(told: Iterable[tuple[int, str]]) -> dict[int, str]:
    """As people told it themselves; all own words are one group."""
    return {person: gender if gender in GENDERS else OWN_WORDS for person, gender in told}


def _chapters(community: Community, who: QuerySet[Any]) -> dict[int, str]:
    """The chapter that somebody joined first, by its address."""
    rows = Membership.objects.filter(
        community__in=Community.objects.filter(parent=community),
        state=Membership.State.CONFIRMED,
        person_id__in=who,
    ).order_by("-confirmed_at", "-id")
    return dict(rows.values_list("person_id", "community__slug"))


def _cities(who: QuerySet[Any]) -> dict[int, str]:
    """Towns, however they were typed, under the spelling that most use."""
    rows = list(Person.objects.exclude(city="").filter(pk__in=who).values_list("pk", "city").order_by("pk"))
    spellings: dict[str, Counter[str]] = {}
    for _person, city in rows:
        spellings.setdefault(fold(city), Counter())[city.strip()] += 1
    usual = {key: max(found, key=lambda city: (found[city], city)) for key, found in spellings.items()}
    return {person: usual[fold(city)] for person, city in rows}
