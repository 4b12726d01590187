"""What goals are measured by: a registry. Floors above add their own at start-up.

A metric says how to count on a day in the past as well as today, from rows that carry their date; and, when
it counts people, which people, so that they can be grouped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.communities.queries_members import active_people, family
from teranga.domains.communities.rules import active_rule
from teranga.domains.people.models import Profile
from teranga.foundation.small_cells import rounded_share

YEAR = timedelta(days=365)
Kind = Participation.Kind


@dataclass(frozen=True, slots=True)
class Metric:
    """`people` gives the ids of those who count on a day, each once; `count` the number of anything else.

    A count of None says that it must not be told: so few people that somebody could be found in it.
    """

    key: str
    name: str | Promise
    people: Callable[[Community, date], QuerySet[Any]] | None = None
    count: Callable[[Community, date], int | None] | None = None

    def value(self, community: Community, day: date) -> int | None:
        if self.people is not None:
            return self.people(community, day).count()
        return self.count(community, day) if self.count else 0


class MetricTaken(Exception):
    """Two floors want to count under one name."""


_metrics: dict[str, Metric] = {}


def register_metric(metric: Metric) -> None:
    """Add a way of counting; called at start-up. Raises MetricTaken."""
    if _metrics.setdefault(metric.key, metric) is not metric:
        raise MetricTaken(metric.key)


def metric(key: str) -> Metric | None:
    """The metric of this name; None for a told goal, or one whose floor is gone."""
    return _metrics.get(key)


def metrics() -> Iterator[Metric]:
    yield from _metrics.values()


def end_of(community: Community, day: date) -> datetime:
    """The moment at which this local day ends."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(community.zone))


def members(community: Community, day: date) -> QuerySet[Any]:
    """Who had confirmed and not left by the end of the day, in the community or a chapter of it."""
    return _memberships(community, day).values_list("person_id", flat=True).distinct()


def _memberships(community: Community, day: date) -> QuerySet[Any]:
    until = end_of(community, day)
    rows = Membership.objects.filter(community__in=family(community), confirmed_at__lt=until)
    rows = rows.exclude(state=Membership.State.PENDING)
    return rows.filter(Q(left_at=None) | Q(left_at__gte=until))


def active_members(community: Community, day: date) -> QuerySet[Any]:
    """Members who fulfil the community's rule, as it is written today."""
    rule = active_rule(community)
    if rule.counts_everybody:
        return members(community, day)
    return members(community, day).filter(person_id__in=active_people(community, rule, day))


def _facts(community: Community, day: date) -> QuerySet[Any]:
    return Participation.objects.filter(community__in=family(community), day__gt=day - YEAR, day__lte=day)


def _who_did(kind: str) -> Callable[[Community, date], QuerySet[Any]]:
    def people(community: Community, day: date) -> QuerySet[Any]:
        return _facts(community, day).filter(kind=kind).values_list("person_id", flat=True).distinct()

    return people


def _who_did_first(kind: str) -> Callable[[Community, date], QuerySet[Any]]:
    """Those who did it for the first time within the twelve months before the day."""

    def people(community: Community, day: date) -> QuerySet[Any]:
        rows = Participation.objects.filter(community__in=family(community), kind=kind, day__lte=day)
        firsts = rows.values("person_id").annotate(first=Min("day")).filter(first__gt=day - YEAR)
        return firsts.values_list("person_id", flat=True)

    return people


def _events_held(community: Community, day: date) -> int:
    facts = _facts(community, day).exclude(event_id=None)
    return int(facts.values("event_id").distinct().count())


def _new_members(community: Community, day: date) -> QuerySet[Any]:
    """Whose first confirmation, here or in a chapter, was within the twelve months before the day."""
    rows = _memberships(community, day).values("person_id").annotate(first=Min("confirmed_at"))
    return rows.filter(first__gte=end_of(community, day - YEAR)).values_list("person_id", flat=True)


def _women_share(community: Community, day: date) -> int | None:
    """Of those who told their gender, in percent, from groups of ten and more and in steps of five."""
    told = Profile.objects.filter(person__in=members(community, day)).exclude(gender="")
    women = told.filter(gender="woman").count()
    return rounded_share(women, told.count() - women)


for one in (
    Metric("women_share", _("Women among members who told their gender, in percent, counted"),
           count=_women_share),
    Metric("active_members", _("Active members, counted"), active_members),
    Metric("members", _("Members, counted"), members),
    Metric("new_members", _("People who joined in twelve months, counted"), _new_members),
    Metric("events_held", _("Events held in twelve months, counted"), count=_events_held),
    Metric("people_who_came", _("People who came in twelve months, counted"), _who_did(Kind.ATTENDED)),
    Metric("first_timers", _("People who came for the first time in twelve months, counted"),
           _who_did_first(Kind.ATTENDED)),
    Metric("active_speakers", _("People who spoke in twelve months, counted"), _who_did(Kind.SPOKE)),
    Metric("first_time_speakers", _("People who spoke for the first time in twelve months, counted"),
           _who_did_first(Kind.SPOKE)),
    Metric("active_mentors", _("People who mentored in twelve months, counted"), _who_did(Kind.MENTORED)),
    Metric("active_helpers", _("People who helped in twelve months, counted"), _who_did(Kind.HELPED)),
    Metric("active_contributors", _("People who contributed in twelve months, counted"),
           _who_did(Kind.CONTRIBUTED)),
):  # fmt: skip
    register_metric(one)
