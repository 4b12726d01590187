"""The next meetup from the last one, and the series that meet by a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.actions import series as actions
from teranga.domains.events.actions.next_event import NothingToBeginFrom, make_next, make_next_of_series
from teranga.domains.events.models import Event, Series
from teranga.domains.events.queries_desk import series_of
from teranga.domains.events.queries_series import (
    ahead_of,
    exceptions_of,
    is_shown,
    next_day_of,
    series_by_slug,
    sources_of,
)
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors, labels, localised
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.series_forms import DayForm, NextForm, SeriesForm
from teranga.web.public.community_views import local_today
from teranga.web.series_words import rhythm_in_words
from teranga.web.templating import translated_plain

may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
FACTS = ("name", "about", "rule", "first_day", "last_day")


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def next_event(request: HttpRequest, community: str) -> HttpResponse:
    """Title and date, both filled in; the rest comes from the last event of the series or kind."""
    sources = sources_of(request.community)
    wanted = request.GET.get("after", "")
    source = next(
        (row for row in sources if row.slug == wanted), None if wanted else next(iter(sources), None)
    )
    if source is None:
        return errors.not_found(request) if wanted else HttpResponseRedirect(here(request, "start/event/"))
    today = local_today(request.community, timezone.now())
    planned = next_day_of(source.series, today) if source.series else None

    def save(form: NextForm) -> str:
        name, day = form.cleaned_data["name"], form.cleaned_data["day"]
        rule_day = planned.rule_day if planned and planned.day == day else None
        made = make_next(
            source=source, name=name, day=day, rule_day=rule_day, by=request.actor, at=timezone.now()
        )
        return f"{here(request)}{made.slug}/look/"

    others = [
        (row.slug, translated_plain(row.series.name if row.series else row.name), labels.event_kind(row.kind))
        for row in sources if row.pk != source.pk
    ]  # fmt: skip
    context = {"source": source, "taken_over": _taken_over(source), "others": others, "here": here(request)}
    return drawing.edit(
        request, NextForm, title=_("Next meetup"), back=here(request), save=save,
        initial=lambda: {"name": source.name, "day": planned.day if planned else None},
        options={"languages": tuple(source.languages or source.community.languages)}, context=context,
        template="series/next",
    )  # fmt: skip


def _taken_over(source: Event) -> list[str]:
    """What the next one gets from the last one, to be read at a glance."""
    hours = [localised.clock(moment, source.zone) for moment in (source.starts_at, source.ends_at) if moment]
    told = [
        labels.event_kind(source.kind), " – ".join(hours),
        translated_plain(source.venue.name) if source.venue else "", source.city, labels.mode(source.mode),
        ", ".join(localised.language_name(code) for code in source.languages),
    ]  # fmt: skip
    return [words for words in told if words]


@may_edit
@require_safe
def series_list(request: HttpRequest, community: str) -> HttpResponse:
    rows = [
        (row.slug, translated_plain(row.name), rhythm_in_words(row)) for row in series_of(request.community)
    ]
    return desk_page(
        request, "series/list", {"rows": rows, "root": here(request, "series/")}, title=_("All series")
    )


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: HttpRequest, community: str) -> HttpResponse:
    def save(form: SeriesForm) -> str:
        made = actions.begin_series(
            community=request.community, by=request.actor, at=timezone.now(), **form.facts()
        )
        return here(request, f"series/{made.slug}/")

    return drawing.edit(
        request, SeriesForm, title=_("A new series"), back=here(request, "series/"), save=save,
        options={"languages": request.community.languages},
    )  # fmt: skip


@may_edit
@require_safe
def series(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    """The next days of the rule, each with its event or what was said of it."""
    row = series_by_slug(request.community, slug)
    if row is None:
        return errors.not_found(request)
    ahead = ahead_of(row, local_today(request.community, timezone.now()))
    context = {
        "series": row, "rhythm": rhythm_in_words(row), "ahead": ahead, "root": here(request),
        "is_public": is_shown(row), "made": request.GET.get("made", ""), "saved": "saved" in request.GET,
        "can_make": any(one.event is None and one.occurrence.day for one in ahead[:3]),
        "can_begin": "nothing" in request.GET,
    }  # fmt: skip
    return desk_page(request, "series/series", context, title=translated_plain(row.name))


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def series_settings(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    row = series_by_slug(request.community, slug)
    if row is None:
        return errors.not_found(request)

    def save(form: SeriesForm) -> None:
        actions.change_series(
            series=row, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"], **form.facts()
        )

    return drawing.edit(
        request, SeriesForm, title=translated_plain(row.name), back=here(request, f"series/{slug}/"),
        save=save, row=row, initial=lambda: SeriesForm.told(row), fields=FACTS,
        options={"languages": request.community.languages},
    )  # fmt: skip


@may_edit
@require_POST
def make_drafts(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    """Drafts for the next three days of the rule that have none."""
    row = series_by_slug(request.community, slug)
    if row is None:
        return errors.not_found(request)
    now = timezone.now()
    back = here(request, f"series/{slug}/")
    try:
        made = make_next_of_series(
            series=row, since=local_today(request.community, now), by=request.actor, at=now
        )
    except NothingToBeginFrom:
        return HttpResponseRedirect(f"{back}?nothing=1")
    return HttpResponseRedirect(f"{back}?made={len(made)}")


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def series_day(request: HttpRequest, community: str, slug: str, day: str) -> HttpResponse:
    """What happens on one day of the rule."""
    row, when = series_by_slug(request.community, slug), _day(day)
    if row is None or when is None or not row.rule:
        return errors.not_found(request)

    def save(form: DayForm) -> None:
        _say(row, when, form, by=request.actor, at=timezone.now())

    return drawing.edit(
        request, DayForm, title=localised.day(when, "weekday"), back=here(request, f"series/{slug}/"),
        save=save, initial=lambda: _said(row, when), options={"languages": request.community.languages},
    )  # fmt: skip


def _say(row: Series, when: date, form: DayForm, **who: Any) -> None:
    value = form.cleaned_data
    if value["what"] == "keep":
        actions.keep_day(series=row, day=when, **who)
        return
    moved_to = value["moved_to"] if value["what"] == "move" else None
    actions.except_day(series=row, day=when, moved_to=moved_to, why=value["why"], **who)


def _said(row: Series, when: date) -> dict[str, Any]:
    one = next((one for one in exceptions_of(row) if one.day == when), None)
    if one is None:
        return {"what": "keep"}
    return {"what": "move" if one.moved_to else "skip", "moved_to": one.moved_to, "why": one.why}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
