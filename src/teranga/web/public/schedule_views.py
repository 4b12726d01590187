"""The timetable: whole, by day, room, track, language or level; now and next; and a page to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.events import queries, queries_schedule
from teranga.domains.events.models import Event
from teranga.domains.events.queries_schedule import Timetable
from teranga.web import labels, localised
from teranga.web.public import notfound
from teranga.web.public.community_views import midnight_after, next_midnight
from teranga.web.public.event_views import event_page, root_of
from teranga.web.public.heads import event_crumbs
from teranga.web.public.looking import event_of
from teranga.web.public.timetable_view import DayView, choices_of, day_views, every_choice, grid_style
from teranga.web.templating import translated_plain

ALL_AT_ONCE = 200  # sessions: a larger programme shows one day a page


@access(Access.PUBLIC)
@notfound.as_page
def schedule(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = event_of(request, community, event)
    timetable = queries_schedule.timetable_of(edition)
    days = timetable.days
    if len(timetable.items) > ALL_AT_ONCE and days:
        today = queries.today_of(edition, timezone.now())
        return _schedule(request, edition, timetable, "schedule/", day=today if today in days else days[0])
    return _schedule(request, edition, timetable, "schedule/")


@access(Access.PUBLIC)
@notfound.as_page
def by_choice(request: HttpRequest, community: str, event: str, by: str, value: str) -> HttpResponse:
    """One day, room, track, language or level of the programme; NotFound for a value it does not have."""
    edition = event_of(request, community, event)
    timetable = queries_schedule.timetable_of(edition)
    path = f"schedule/{by}/{value}/"
    if by == "day":
        days = {day.isoformat(): day for day in timetable.days}
        if value not in days:
            raise NotFound(value)
        return _schedule(request, edition, timetable, path, day=days[value])
    chosen = {
        "room": lambda item: item.room is not None and item.room.slug == value,
        "track": lambda item: item.track is not None and item.track.slug == value,
        "language": lambda item: value in item.languages,
        "level": lambda item: item.level.lower() == value,
    }[by]
    names = {choice.value: choice.name for choice in every_choice(timetable)[by]}
    if value not in names:
        raise NotFound(value)
    return _schedule(
        request, edition, replace_items(timetable, [item for item in timetable.items if chosen(item)]), path,
        whole=timetable, choice=(by, value), name=names[value],
    )  # fmt: skip


def replace_items(timetable: Timetable, items: list[queries_schedule.Item]) -> Timetable:
    return replace(timetable, items=items)


def _schedule(
    request: HttpRequest, edition: Event, timetable: Timetable, path: str, *, day: date | None = None,
    whole: Timetable | None = None, choice: tuple[str, str] = ("", ""), name: str = "",
) -> HttpResponse:  # fmt: skip
    now = timezone.now()
    views = day_views(timetable, now=now, only=day)
    _running, _following, edge = queries_schedule.now_and_next(timetable.items, now)
    whole = whole or timetable
    part = localised.day(day, "weekday") if day else name
    title = _("Programme: {part}").format(part=part) if part else _("Programme")
    context = {
        "days": views,
        "all_days": whole.days,
        "one_day_a_page": len(whole.items) > ALL_AT_ONCE,
        "shown_day": day,
        "choices": choices_of(whole),
        "choice": choice,
        "choice_name": name,
        "unplaced": [] if day else timetable.unplaced(),
        "today": queries.today_of(edition, now),
        "count": sum(1 for item in timetable.items if not item.is_break),
        "speaker_separator": ", ",
    }
    is_sub = path != "schedule/"
    crumbs = event_crumbs(edition)
    return event_page(
        request, edition, "public/schedule.html", context, title=title, path=path,
        until=_wrong_after(edition, views, edge, now), styles=("schedule",), own_style=grid_style(views),
        crumbs=(*crumbs, (f"{root_of(edition)}schedule/", _("Programme"))) if is_sub else crumbs,
        description=_("Sessions, speakers, rooms and hours of %(event)s.")
        % {"event": translated_plain(edition.name)},
    )  # fmt: skip


def _wrong_after(edition: Event, views: list[DayView], edge, now):
    """The marks of "now" move with the sessions, "today" at midnight; afterwards nothing does."""
    today = queries.today_of(edition, now)
    if today > edition.end:
        return edge
    eve = edition.start - timedelta(days=1)
    midnight = midnight_after(edition.zone, max(today, eve))
    return min(midnight, edge) if edge else midnight


@access(Access.PUBLIC)
@notfound.as_page
def now_and_next(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition, now = event_of(request, community, event), timezone.now()
    timetable = queries_schedule.timetable_of(edition)
    running, following, edge = queries_schedule.now_and_next(timetable.items, now)
    midnight = next_midnight(edition.zone, now)
    context = {
        "running": running,
        "following": following,
        "today": queries.today_of(edition, now),
        "days_left": (edition.start - queries.today_of(edition, now)).days,
    }
    return event_page(
        request, edition, "public/now.html", context, title=_("Now and next"), path="now/",
        styles=("schedule",), until=min(midnight, edge) if edge else midnight,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def to_print(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = event_of(request, community, event)
    timetable = queries_schedule.timetable_of(edition)
    by_day = [(day, [item for item in timetable.items if item.day == day]) for day in timetable.days]
    context = {"by_day": by_day, "level": labels.level}
    return event_page(
        request, edition, "public/print.html", context, title=_("Programme to print"), path="schedule/print/",
        styles=("print",), indexed=False,
    )  # fmt: skip
