"""The board of opportunities: what was written, and what the community and its events open themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from teranga.domains.communities.models import (
    Community,
    Opportunity,
    OpportunityDay,
    OpportunityHelper,
    OpportunityQuestion,
    OpportunityTold,
)
from teranga.domains.communities.queries import NotFound
from teranga.domains.communities.rules_opportunities import days_left, is_open, told_groups
from teranga.foundation.translated import TranslatedText

MOST = 200
SOON = timedelta(days=15)  # from two weeks on the page counts the days
ANEW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to apply for. `path` is its page below the language; only written ones have a `number`."""

    kind: str
    title: TranslatedText
    path: str
    closes_at: datetime | None
    zone: str
    number: int = 0
    text: TranslatedText = field(default_factory=TranslatedText)
    who: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    money: TranslatedText = field(default_factory=TranslatedText)
    source: str = ""  # "" for the community itself
    url: str = ""
    updated_at: datetime | None = None
    who_note: TranslatedText = field(default_factory=TranslatedText)

    @property
    def is_own(self) -> bool:
        return not self.number


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; empty: all of it."""

    kind: str = ""
    language: str = ""
    who: str = ""
    days: int = 0  # to be sent within

    def fits(self, line: Line, now: datetime) -> bool:
        left = days_left(line.closes_at, now)
        return (
            (not self.kind or line.kind == self.kind)
            and (not self.language or not line.languages or self.language in line.languages)
            and (not self.who or not line.who or self.who in line.who)
            and (not self.days or (left is not None and left < self.days))
        )


Source = Callable[[Community, datetime], Iterable[Line]]
_sources: list[Source] = []


def join_opportunities(source: Source) -> None:
    """A floor above tells what it opens itself; called at start-up."""
    _sources.append(source)


def open_lines(community: Community, now: datetime, wanted: Wanted | None = None) -> list[Line]:
    """What one can still apply for: the next end first, what stays open last."""
    rows = shown(community).filter(Q(closes_at=None) | Q(closes_at__gt=now)).order_by("closes_at", "pk")
    lines = [line_of(row, community.slug) for row in rows[:MOST]]
    lines += [line for source in _sources for line in source(community, now) if is_open(line.closes_at, now)]
    if wanted:
        lines = [line for line in lines if wanted.fits(line, now)]
    return sorted(lines, key=lambda line: (line.closes_at is None, line.closes_at or now, line.number))


def next_change(lines: Iterable[Line], now: datetime) -> datetime:
    """When the clock alone may make a page with these lines wrong: a day less, an end, or ours opens."""
    moments = [line.closes_at - timedelta(days=days_left(line.closes_at, now) or 0)
               for line in lines if line.closes_at and line.closes_at - now < SOON]  # fmt: skip
    return min([now + ANEW, *(moment for moment in moments if moment > now)])


def past_rows(community: Community, now: datetime, limit: int = 100) -> list[Opportunity]:
    """What is over, the latest first."""
    rows = shown(community).filter(closes_at__lte=now)
    return list(rows.order_by("-closes_at", "-pk")[:limit])


def shown(community: Community) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(community=community, state=Opportunity.State.SHOWN)


def shown_opportunity(community: Community, number: int) -> Opportunity:
    """Raises NotFound; a suggestion is none yet."""
    row = shown(community).select_related("community").filter(pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def told_counts(row: Opportunity) -> tuple[int | None, int | None]:
    """How many said that they applied, and how many got it, as far as it may be published."""
    mine = OpportunityTold.objects.filter(community=row.community_id, opportunity=row)
    found = mine.aggregate(applied=Count("pk"), got=Count("pk", filter=Q(what=OpportunityTold.What.GOT)))
    return told_groups(found["applied"], found["got"])


def own_word(row: Opportunity, person_id: int) -> str:
    mine = OpportunityTold.objects.filter(community=row.community_id, opportunity=row, person_id=person_id)
    return mine.values_list("what", flat=True).first() or ""


def helpers_of(row: Opportunity) -> list[OpportunityHelper]:
    """Who may be asked, those who offered it first first."""
    rows = OpportunityHelper.objects.filter(community=row.community_id, opportunity=row)
    return list(rows.select_related("opportunity__community").order_by("offered_at", "pk")[:20])


def has_helpers(row: Opportunity) -> bool:
    return OpportunityHelper.objects.filter(community=row.community_id, opportunity=row).exists()


def questions_by(row: Opportunity, person_id: int) -> dict[int, OpportunityQuestion]:
    """What somebody asked here, by helper."""
    rows = OpportunityQuestion.objects.filter(community=row.community_id, person_id=person_id)
    return {one.helper_id: one for one in rows.filter(helper__opportunity=row)}


def suggestions_waiting(community: Community) -> int:
    return Opportunity.objects.filter(community=community, state=Opportunity.State.SUGGESTED).count()


def rows_of_team(community: Community, now: datetime) -> QuerySet[Opportunity]:
    """Suggestions first, then what is open, the next end first, then what stays open; last what is over."""
    rows = Opportunity.objects.filter(community=community).exclude(state=Opportunity.State.REFUSED)
    coming = Case(When(closes_at__gt=now, then=F("closes_at")))
    group = Case(When(closes_at__gt=now, then=0), When(closes_at=None, then=1), default=2)
    return rows.select_related("community").order_by("-state", group, coming, "-closes_at", "pk")


def looks_by_way(row: Opportunity) -> list[tuple[str, int]]:
    """How often it was looked at over each way of passing it on, the most first."""
    rows = OpportunityDay.objects.filter(community=row.community_id, opportunity=row)
    return list(rows.values_list("way").annotate(count=Sum("seen")).order_by("-count", "way"))


def line_of(row: Opportunity, slug: str) -> Line:
    return Line(
        row.kind, row.title, f"/{slug}/opportunities/{row.pk}/", row.closes_at, row.zone, row.pk, row.text,
        tuple(row.who), tuple(row.languages), row.money, row.source, row.url, row.updated_at,
        row.who_note,
    )  # fmt: skip
