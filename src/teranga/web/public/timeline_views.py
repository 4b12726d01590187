"""A community's timeline, made from what it did: the newest years, or one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.happenings import Happening, happenings_of, years_of
from teranga.web import localised
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page, local_today
from teranga.web.public.looking import community_of
from teranga.web.templating import translated

ON_ONE_PAGE = 60  # lines; more than these stand on the pages of their years


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    day: str  # in words, as far as it is known
    iso: str
    over: str  # what kind of thing it is
    title: str
    note: str
    path: str
    source: str
    is_told: bool


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def timeline(request: HttpRequest, community: str, year: int = 0) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    lines = happenings_of(place, local_today(place, now))
    years = years_of(lines)
    if year and year not in years:
        raise queries.NotFound(str(year))
    shown = [year] if year else _newest(lines, years)
    context = {
        "years": [(one, _lines(lines, one)) for one in shown], "all_years": years, "year": year,
        "more": [one for one in years if one not in shown],
    }  # fmt: skip
    title = _("The year {year}").format(year=year) if year else _("Timeline")
    crumbs = ((f"/{place.slug}/timeline/", _("Timeline")),) if year else ()
    return community_page(
        request, place, "public/timeline.html", context, title=title, now=now, crumbs=crumbs,
        path=f"timeline/{year}/" if year else "timeline/", styles=("timeline",),
        description=_("What happened, year by year."),
    )  # fmt: skip


def _newest(lines: list[Happening], years: list[int]) -> list[int]:
    """As many years as fit, at least one."""
    shown: list[int] = []
    count = 0
    for year in years:
        count += sum(line.year == year for line in lines)
        if shown and count > ON_ONE_PAGE:
            break
        shown.append(year)
    return shown


def _lines(lines: list[Happening], year: int) -> list[Line]:
    taken: dict[str, int] = {}
    found = []
    for line in (one for one in lines if one.year == year):
        taken[line.key] = taken.get(line.key, 0) + 1
        key = line.key if taken[line.key] == 1 else f"{line.key}-{taken[line.key]}"
        found.append(
            Line(key, day_words(line.day), line.day, kind_words(line.kind), _title(line), _note(line),
                 line.path, line.source, line.is_told)
        )  # fmt: skip
    return found


def day_words(day: str) -> str:
    """2024, May 2024 or 31 May, as far as it is known."""
    if len(day) == 10:
        return localised.day(date.fromisoformat(day), "d MMMM")
    return localised.day(date.fromisoformat(f"{day}-01"), "MMMM") if len(day) == 7 else ""


def kind_words(kind: str) -> str:
    return {
        "founded": _("Beginning"), "event": _("Event"), "milestone": _("Milestone"), "seat": _("Team"),
        "figure": _("Figure told"), "goal": _("Goal reached"), "story": _("Story"),
        "decision": _("Decision"),
    }.get(kind, kind)  # fmt: skip


def _title(line: Happening) -> str:
    match line.kind:
        case "founded":
            return _("The community begins")
        case "milestone":
            count = localised.number(line.figure or 0)
            return _("Member number {count}").format(count=count)
        case "figure":
            return f"{localised.told_number(line.name)} · {translated(line.title)}"
    return translated(line.title)


def _note(line: Happening) -> str:
    if line.kind == "seat":
        return line.name
    if line.kind == "event" and line.figure:
        told = ngettext("%(count)s person", "%(count)s people", line.figure) % {
            "count": localised.number(line.figure)
        }
        return _("more than %(people)s") % {"people": told} if line.at_least else told
    return ""
