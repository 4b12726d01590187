"""The next edition from an earlier one, and the check of what its texts still say of that one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.actions import clone_event as actions
from teranga.domains.events.actions.create_event import EventSlugReserved, EventSlugTaken
from teranga.domains.events.actions.fine_texts import call_fine, look_again
from teranga.domains.events.models import Event
from teranga.domains.events.queries_stale import findings_of
from teranga.domains.events.rules_clone import PARTS, first_day, text_with_year, with_year
from teranga.domains.events.rules_stale import Finding, Stale
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors, localised
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.clone_forms import CloneForm
from teranga.web.organise.desk import desk_page
from teranga.web.templating import translated_plain

A_YEAR = timedelta(weeks=52)  # the same weekday, a year later
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)


@may_edit
@require_safe
def editions(request: HttpRequest, community: str) -> HttpResponse:
    """Which edition to begin from."""
    rows = Event.objects.filter(community=request.community).order_by("-start", "-pk")
    context = {"rows": rows.only("id", "slug", "name", "start", "end")[:100], "root": here(request, "clone/")}
    return desk_page(request, "clone/editions", context, title=_("Clone an edition"))


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def clone(request: HttpRequest, community: str, source: str) -> HttpResponse:
    edition = (
        Event.objects.filter(community=request.community, slug=source)
        .select_related("community", "series", "venue")
        .first()
    )
    if edition is None:
        return errors.not_found(request)
    year = (edition.start + A_YEAR).year

    def initial() -> dict[str, Any]:
        return {
            "name": text_with_year(edition.name, edition.start.year, year),
            "slug": with_year(edition.slug, edition.start.year, year),
            "start": edition.start + A_YEAR, "keep_weekday": True, "take": list(PARTS),
        }  # fmt: skip

    def save(form: CloneForm) -> str:
        wanted = form.values("name", "slug", "take")
        start = first_day(
            edition.start, form.cleaned_data["start"], keep_weekday=form.cleaned_data["keep_weekday"]
        )
        try:
            event = actions.clone_event(
                source=edition, start=start, by=request.actor, at=timezone.now(), **wanted
            )
        except (EventSlugTaken, EventSlugReserved):
            raise ValidationError({"slug": _("Another page here has this address.")}) from None
        return f"{here(request, of_community=True)}{event.slug}/check/?saved=1"

    languages = tuple(edition.languages or edition.community.languages)
    title = _("Clone {name}").format(name=translated_plain(edition.name))
    return drawing.edit(
        request, CloneForm, title=title, back=here(request, "clone/"), save=save, initial=initial,
        options={"languages": languages},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.VIEW, area=Area.EVENTS)
@require_safe
def check(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Everything that another edition may have left in the texts."""
    found, fine = findings_of(request.event)
    context = {
        "found": [(row, _sentence(row), _address(request, row)) for row in found],
        "fine": [(row, _sentence(row), _address(request, row)) for row in fine],
        "root": here(request, "check/"),
        "may_change": request.rights.may(Verb.EDIT, Area.EVENTS, request.place),
        "saved": "saved" in request.GET,
    }
    return desk_page(request, "clone/check", context, title=_("Left from another edition?"))


def _sentence(finding: Finding) -> str:
    said = finding.said
    match finding.code:
        case Stale.YEAR:
            return _("“{said}” is another year.").format(said=said)
        case Stale.CITY:
            return _("“{said}” is another city.").format(said=said)
        case Stale.CONFERENCE:
            return _("“{said}” is another event.").format(said=said)
        case Stale.WEEKDAY:
            weekday = localised.locale().days["format"]["wide"][int(finding.should)]
            return _("“{said}”: that day is a {weekday}.").format(said=said, weekday=weekday)
        case Stale.OUTSIDE:
            return _("“{said}” is not a day of the event.").format(said=said)
        case Stale.RANGE:
            return _("“{said}” are not the days of the event.").format(said=said)
        case Stale.NO_SUCH_DAY:
            return _("“{said}”: there is no such day.").format(said=said)


def _address(request: HttpRequest, finding: Finding) -> str:
    """Where the text is written."""
    text = finding.text
    if text.kind == "page":
        return here(request, f"pages/{text.number}/", of_community=True)
    path = {
        "room": f"rooms/{text.number}/",
        "track": f"tracks/{text.number}/",
        "task": f"plan/{text.number}/",
    }
    return here(request, path.get(text.kind, "settings/"))


@may_edit
@require_POST
def mark(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """It is fine, or it should be looked at again."""
    key = request.POST.get("key", "")
    known = {row.key for rows in findings_of(request.event) for row in rows}
    if key in known:
        act = look_again if request.POST.get("what") == "again" else call_fine
        act(event=request.event, key=key, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(here(request, "check/") + "?saved=1")
