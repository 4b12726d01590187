"""Training paths, projects and the first-timer's page at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.learning import queries_paths as reads
from teranga.domains.learning import queries_projects as project_reads
from teranga.domains.learning.actions import paths as actions
from teranga.domains.learning.actions.first_time import PARTS, open_buddies, write_guide
from teranga.domains.learning.actions.projects import hide_project
from teranga.domains.learning.queries_mentoring import buddy_programme
from teranga.domains.people.roles import Area, Verb
from teranga.web import learning_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.paths_forms import (
    CohortForm,
    GuideForm,
    PathForm,
    StepForm,
    cohort_values,
    path_values,
    step_values,
)
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

VIEW = {"verb": Verb.VIEW, "area": Area.PAGES}
EDIT = {"verb": Verb.EDIT, "area": Area.PAGES}
FORM = require_http_methods(["GET", "HEAD", "POST"])


def _root(request: HttpRequest, path: str = "") -> str:
    return here(request, f"paths/{path}", of_community=True)


@access(Access.ROLE, **VIEW)
@require_safe
def paths(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "rows": reads.paths_of(request.community), "root": _root(request), "saved": "saved" in request.GET,
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
    }  # fmt: skip
    return desk_page(request, "paths/list", context, title=_("Training paths"))


@access(Access.ROLE, **EDIT)
@FORM
def add(request: HttpRequest, community: str) -> HttpResponse:
    def save(form: PathForm) -> str:
        row = _told(lambda: actions.save_path(
            community=request.community, path=None, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip
        return _root(request, f"{row.pk}/")

    return drawing.edit(request, PathForm, title=_("New training path"), back=_root(request), save=save,
                        options={"languages": request.community.languages})  # fmt: skip


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def path(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = reads.path_of(request.community, number)
    context = {
        "path": row, "steps": reads.steps_of(row), "cohorts": reads.cohorts_of(row),
        "root": _root(request, f"{number}/"), "saved": "saved" in request.GET,
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
    }  # fmt: skip
    return desk_page(request, "paths/path", context, title=translated_plain(row.name))


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def change(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = reads.path_of(request.community, number)

    def save(form: PathForm) -> None:
        _told(lambda: actions.save_path(
            community=request.community, path=row, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    return drawing.edit(
        request, PathForm, title=translated_plain(row.name), row=row, back=_root(request, f"{number}/"),
        save=save, initial=lambda: path_values(row), options={"languages": request.community.languages},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def step(request: HttpRequest, community: str, number: int, step: int = 0) -> HttpResponse:
    """A step of a path: a new last one, or the one with this number."""
    row = reads.path_of(request.community, number)
    found = reads.step_of(row, step) if step else None

    def save(form: StepForm) -> None:
        actions.save_step(path=row, step=found, by=request.actor, at=timezone.now(), **form.values())

    return drawing.edit(
        request, StepForm, title=translated_plain(found.title) if found else _("New step"), row=found,
        back=_root(request, f"{number}/"), save=save,
        initial=lambda: step_values(found) if found else {"minutes": 60},
        options={"languages": request.community.languages},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def remove_step(request: HttpRequest, community: str, number: int, step: int) -> HttpResponse:
    found = reads.step_of(reads.path_of(request.community, number), step)
    return drawing.remove(
        request, title=_("Remove the step"), what=translated_plain(found.title),
        back=_root(request, f"{number}/"),
        act=lambda: actions.remove_step(step=found, by=request.actor, at=timezone.now()),
        warning=_("The marks of those who did it go with it."),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def cohort(request: HttpRequest, community: str, number: int, cohort: int = 0) -> HttpResponse:
    row = reads.path_of(request.community, number)
    found = reads.cohort_of(row, cohort) if cohort else None

    def save(form: CohortForm) -> None:
        _told(lambda: actions.save_cohort(
            path=row, cohort=found, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    return drawing.edit(
        request, CohortForm, title=_("A group"), row=found, back=_root(request, f"{number}/"), save=save,
        initial=lambda: cohort_values(found) if found else {"capacity": 20, "helpers_per_ten": 2},
        options={"languages": request.community.languages},
        fields=("start", "end", "rhythm", "place", "helpers_per_ten"),  # places stand in a quota
    )  # fmt: skip


@access(Access.ROLE, **VIEW)
@require_safe
def projects(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "rows": project_reads.desk_projects(request.community), "words": learning_words,
        "root": here(request, "projects/", of_community=True),
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
    }  # fmt: skip
    return desk_page(request, "paths/projects", context, title=_("Projects of members"))


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def hide(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = project_reads.desk_project(request.community, number)
    hide_project(project=row, hide=request.POST.get("hide") == "yes", by=request.actor, at=timezone.now())
    return HttpResponseRedirect(here(request, "projects/", of_community=True))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@FORM
def first_time(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """The words for those who come for the first time, and whether there are buddies."""
    place = request.event
    guide, buddies = project_reads.guide_of(place), buddy_programme(place.community, place.pk)

    def save(form: GuideForm) -> None:
        texts = {part: form.cleaned_data[part] for part in PARTS}
        write_guide(event=place, texts=texts, by=request.actor, at=timezone.now())
        if form.cleaned_data["buddies"]:
            open_buddies(event=place, by=request.actor, at=timezone.now())

    def initial() -> dict[str, Any]:
        told = {part: getattr(guide, part) for part in PARTS} if guide else {}
        return told | {"buddies": buddies is not None}

    return drawing.edit(
        request, GuideForm, title=_("First time here"), row=guide, back=here(request), save=save,
        initial=initial, options={"languages": place.languages or place.community.languages},
        fields=PARTS, context={"buddies": buddies, "board": here(
            request, f"mentoring/{buddies.pk}/" if buddies else "", of_community=True
        )}, template="paths/guide",
    )  # fmt: skip


def _told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.PathRefused as refused:
        words = {
            "slug": _("Another path has this web address already."),
            "end": _("The last day must not come before the first."),
            "capacity": _("More places are taken already; nobody loses theirs."),
        }
        raise ValidationError(words[refused.field]) from refused
