"""The goals of a community: the figure, its picture, where it leads, and what one may share of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities import queries, queries_goals, queries_members
from teranga.domains.communities.metrics import metric
from teranga.domains.communities.models import Community, Goal, Snapshot
from teranga.domains.communities.queries_snapshots import history_of
from teranga.foundation.forecast import LEAST_MONTHS
from teranga.papers.goal_card import goal_card
from teranga.web import labels, localised
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page, local_today, next_midnight
from teranga.web.public.export_views import kept
from teranga.web.public.goal_chart import Chart, chart_of
from teranga.web.public.looking import community_of
from teranga.web.templating import translated_plain

MONTHS_DRAWN = 18


@dataclass(frozen=True, slots=True)
class Shown:
    """One goal as its card shows it. `value` is None for a goal that is told."""

    goal: Goal
    value: int | None
    chart: Chart | None
    words: str  # where it leads, in one sentence
    days_left: int | None
    heading: queries_goals.Heading | None


@access(Access.PUBLIC)
@notfound.as_page
def goals(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    rows = queries.goals_of(place)
    counts = queries_members.member_counts(place, local_today(place, now))
    context = {
        "goals": shown_goals(place, rows, local_today(place, now), counts),
        "figures": queries.figures_of(place),
        "counts": counts,
        "rule_words": labels.rule_sentence,
    }
    return community_page(
        request, place, "public/goals.html", context, title=_("Our goals"), path="goals/", now=now,
        styles=("goals",),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def goal(request: HttpRequest, community: str, goal: int) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    today = local_today(place, now)
    row = _goal(place, goal)
    counts = queries_members.member_counts(place, today)
    one = shown_goals(place, [row], today, counts)[0]
    months = one.heading.months if one.heading else ()
    context = {
        "one": one,
        "counts": counts,
        "rule_words": labels.rule_sentence,
        "months": months[::-1],
        "tables": tables_of(place, months),
        "share": share_words(place, one),
        "counted": metric(row.metric),
    }
    return community_page(
        request, place, "public/goal.html", context, title=translated_plain(row.title),
        path=f"goals/{row.pk}/", now=now, description=one.words, styles=("goals", "forms"),
        crumbs=((f"/{place.slug}/goals/", _("Our goals")),), card=f"/{place.slug}/goals/{row.pk}/card.png",
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def card(request: HttpRequest, community: str, goal: int) -> HttpResponse:
    place, now = queries.community_by_slug(community), timezone.now()
    row = _goal(place, goal)
    value = queries_goals.goal_values(place, [row], local_today(place, now)).get(row.pk)
    body = goal_card(
        title=translated_plain(row.title), over=translated_plain(place.name),
        figure="" if value is None else localised.number(value),
        of=_("of {target}").format(target=localised.number(row.target)) if row.target else "",
        share=None if value is None or not row.target else value / row.target,
        under=_("until {day}").format(day=localised.day(row.deadline, "long")) if row.deadline else "",
        first=place.first_colour, second=place.second_colour,
    )  # fmt: skip
    return kept(body, "image/png", community_scope(place.pk), until=next_midnight(place.zone, now))


def _goal(place: Community, number: int) -> Goal:
    """Raises NotFound."""
    row = Goal.objects.filter(community=place, pk=number).first()
    if row is None:
        raise queries.NotFound(str(number))
    return row


def shown_goals(
    place: Community, rows: Sequence[Goal], today: date, counts: queries_members.MemberCounts | None = None
) -> list[Shown]:
    """Each with its value, picture and sentence; the months of all in one query."""
    values = queries_goals.goal_values(place, rows, today, counts)
    months = history_of(place, [row.metric for row in rows if row.pk in values])
    return [_shown(row, values.get(row.pk), months.get(row.metric, []), today) for row in rows]


def _shown(row: Goal, value: int | None, months: list[Snapshot], today: date) -> Shown:
    left = queries.days_left(row.deadline, today)
    if value is None:
        return Shown(row, None, None, _target_words(row), left, None)
    heading = queries_goals.heading_of(row, months, today, value)
    line = [*((one.day, one.value) for one in months[-MONTHS_DRAWN:]), (today, value)]
    chart = chart_of(line, heading.ahead, row.target, row.deadline)
    return Shown(row, value, chart, heading_words(row, value, heading), left, heading)


def _target_words(row: Goal) -> str:
    if not row.target:
        return ""
    said = f"{localised.number(row.target)} {translated_plain(row.unit)}".strip()
    until = _("until {day}").format(day=localised.day(row.deadline, "long")) if row.deadline else ""
    return " · ".join(part for part in (said, until) if part)


def heading_words(row: Goal, value: int, heading: queries_goals.Heading) -> str:
    """Where it leads, plainly, or why nothing is said about that."""
    if row.target and value >= row.target:
        return _("The goal is reached.")
    if heading.lacking:
        return _("{known} months are noted; a forecast needs {needed}.").format(
            known=localised.number(heading.lacking), needed=localised.number(LEAST_MONTHS)
        )
    if heading.ahead is None or row.deadline is None:
        return ""
    last = heading.ahead.last
    return _("If it goes on like this: {low} to {high} by {day}, in eight of ten cases.").format(
        low=localised.number(round(last.low)), high=localised.number(round(last.high)),
        day=localised.day(row.deadline, "long"),
    )  # fmt: skip


def share_words(place: Community, one: Shown) -> str:
    """A text ready to be pasted where people talk."""
    address = f"{settings.BASE_URL}/{translation.get_language()}/{place.slug}/goals/{one.goal.pk}/"
    name, title = translated_plain(place.name), translated_plain(one.goal.title)
    if one.value is None or not one.goal.target:
        return f"{name} · {title}\n{address}"
    numbers = _("We are {value} of {target}.").format(
        value=localised.number(one.value), target=localised.number(one.goal.target)
    )
    call = _("Come along, it counts:")
    return f"{name} · {title}\n{numbers} {call} {address}"


def tables_of(place: Community, months: Sequence[Snapshot]) -> list[dict[str, Any]]:
    """The groups of the newest month that tells any: way, day, and group with the number it has at least."""
    newest = next((row for row in reversed(months) if row.shown), None)
    if newest is None:
        return []
    chapters = {row.slug: translated_plain(row.name) for row in queries.chapters_of(place)}
    tables = []
    for way, told in newest.shown.items():
        rows = [(_group_words(way, name, chapters), least) for name, least in told["groups"].items()]
        if rows:
            day = date.fromisoformat(told["day"])
            tables.append({"title": _way_words(way), "day": day, "rows": rows, "most": rows[0][1]})
    return tables


def _way_words(way: str) -> str:
    return {"chapter": _("By chapter"), "city": _("By city"), "gender": _("By gender, as people told it")}[
        way
    ]


def _group_words(way: str, name: str, chapters: dict[str, str]) -> str:
    if way == "chapter":
        return chapters.get(name, name)
    return labels.gender_name(name) if way == "gender" else name
