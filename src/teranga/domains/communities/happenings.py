"""What happened to a community, told by every subject that knows something: the timeline reads only this.

A floor above joins with a source of its own at start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from teranga.domains.communities.models import Community, Figure, Goal, Membership, Page, TeamSeat
from teranga.foundation.translated import TranslatedText

MILESTONES = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000)
MEMBER_METRICS = ("members",)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline. `day` is a year, a month or a day, as far as it is known.

    `kind` says which words stand around the title and the figure: founded, event, milestone, seat, figure,
    goal or story. What is told has a source; what is counted has none.
    """

    day: str
    kind: str
    title: TranslatedText = field(default_factory=TranslatedText)
    text: TranslatedText = field(default_factory=TranslatedText)
    name: str = ""
    figure: int | None = None
    at_least: bool = False
    path: str = ""  # below the language
    source: str = ""
    is_told: bool = False

    @property
    def year(self) -> int:
        return int(self.day[:4])

    @property
    def key(self) -> str:
        """What links to this line are called."""
        return f"{self.kind}-{self.day}"


Source = Callable[[Community, date], Iterable[Happening]]
_sources: list[Source] = []


def join_timeline(source: Source) -> Source:
    """Add a source of happenings; called when a floor above starts."""
    _sources.append(source)
    return source


def happenings_of(community: Community, today: date) -> list[Happening]:
    """Everything until today, the newest first; of one day, what matters more first."""
    found = [line for source in _sources for line in source(community, today)]
    known = [line for line in found if line.day[:4].isdigit() and line.day <= today.isoformat()]
    return sorted(known, key=lambda line: (line.day, line.kind), reverse=True)


@join_timeline
def founded(community: Community, today: date) -> Iterator[Happening]:
    if community.founded:
        sources = [one.get("url", "") for one in community.sources if isinstance(one, dict)]
        is_told = community.kind == Community.Kind.STORY
        yield Happening(
            community.founded, "founded", name="", source=next(iter(sources), "") if is_told else "",
            is_told=is_told,
        )  # fmt: skip


@join_timeline
def told_figures(community: Community, today: date) -> Iterator[Happening]:
    rows = Figure.objects.filter(community=community).exclude(date="").order_by("position", "id")
    for row in rows:
        yield Happening(
            row.date, "figure", title=row.label, name=row.value, source=row.source_url, is_told=True
        )


@join_timeline
def seats(community: Community, today: date) -> Iterator[Happening]:
    rows = TeamSeat.objects.filter(community=community).exclude(name="").exclude(since="")
    is_told = community.kind == Community.Kind.STORY
    for row in rows.order_by("position", "id"):
        yield Happening(
            row.since, "seat", title=row.role, name=row.name, source=row.source_url, is_told=is_told,
        )  # fmt: skip


@join_timeline
def stories(community: Community, today: date) -> Iterator[Happening]:
    rows = Page.objects.filter(community=community, kind=Page.Kind.NEWS).exclude(published_at=None)
    zone = ZoneInfo(community.zone)
    columns = ("slug", "title", "published_at")
    for slug, title, moment in rows.order_by("-published_at").values_list(*columns)[:500]:
        day = _day(moment, zone)
        yield Happening(day, "story", title=TranslatedText(title), path=f"/{community.slug}/pages/{slug}/")


@join_timeline
def milestones(community: Community, today: date) -> Iterator[Happening]:
    """The day of the hundredth member, and of the one who reached a goal, from the confirmed memberships."""
    confirmed = Membership.objects.filter(community=community).exclude(confirmed_at=None)
    count = confirmed.count()
    zone = ZoneInfo(community.zone)
    moments = confirmed.order_by("confirmed_at").values_list("confirmed_at", flat=True)
    for place in (one for one in MILESTONES if one <= count):
        yield Happening(_day(moments[place - 1], zone), "milestone", figure=place)
    goals = Goal.objects.filter(community=community, metric__in=MEMBER_METRICS, target__gt=0)
    for goal in goals.order_by("position", "id"):
        if goal.target and goal.target <= count:
            yield Happening(
                _day(moments[goal.target - 1], zone), "goal", title=goal.title, figure=goal.target,
                path=f"/{community.slug}/goals/",
            )  # fmt: skip


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


def years_of(lines: list[Happening]) -> list[int]:
    """Years with something in them, the newest first."""
    return sorted({line.year for line in lines}, reverse=True)
