"""One's own projects and learning goals, and helping with those of others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.events.models import Event
from teranga.domains.learning import queries_projects as reads
from teranga.domains.learning.actions import projects as actions
from teranga.domains.learning.models import Project
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import shown_contact
from teranga.web import learning_words
from teranga.web.me import pages
from teranga.web.me.project_forms import ProjectForm, new_values, shown_values
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

REQUESTS = 20  # a person may ask to help with so many projects in a day


@access(Access.MEMBER)
@require_safe
@for_members
def projects(request: HttpRequest, person: Person) -> HttpResponse:
    helping = [
        (one, [(kind, shown_contact(kind, value), value) for kind, value in one.addresses])
        for one in reads.helping_of(person)
    ]
    context = {
        "projects": reads.own_projects(person), "helping": helping, "others": reads.members_projects(person),
        "words": learning_words, "saved": "saved" in request.GET, "may_add": bool(_communities(person)),
    }  # fmt: skip
    return pages.form_page(request, "projects", context, title=_("Your projects"))


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def add(request: HttpRequest, person: Person) -> HttpResponse:
    mine = _communities(person)
    if not mine:
        return HttpResponseRedirect(reverse("me-projects"))
    choices = [(slug, translated_plain(row.community.name)) for slug, row in mine.items()]
    events = _events([row.community for row in mine.values()])
    initial = new_values() | {"event": request.GET.get("event", "")[:18]}
    form = ProjectForm(
        request.POST or None, communities=choices, events=_named(events.values()), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        begun = events.get(form.cleaned_data["event"])
        place = mine[form.cleaned_data["community"] or next(iter(mine))].community
        place = begun.community if begun else place
        actions.add_project(
            community=place, person=person, steps=form.cleaned_data["steps"], key=form.cleaned_data["key"],
            by=actor_of(person), at=timezone.now(), language=translation.get_language() or "en",
            **form.project(),
        )  # fmt: skip
        return _done()
    return _form_page(request, form, _("A new project"), None)


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def change(request: HttpRequest, person: Person, project: int) -> HttpResponse:
    row = reads.own_project(person, project)
    steps = list(row.steps.order_by("position", "pk"))
    events = _events([row.community])
    if row.event is not None:
        events[row.event.pk] = row.event
    form = ProjectForm(request.POST or None, events=_named(events.values()), initial=shown_values(row, steps))
    if request.method == "POST" and form.is_valid():
        actions.change_project(
            project=row, steps=form.cleaned_data["steps"], by=actor_of(person), at=timezone.now(),
            **form.project(),
        )  # fmt: skip
        return _done()
    return _form_page(request, form, row.title, row)


def _form_page(request: HttpRequest, form: ProjectForm, title: str, row: Project | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return pages.form_page(request, "project_form", {"project": row}, title=title, form=form, status=status)


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def step(request: HttpRequest, person: Person, project: int) -> HttpResponse:
    """One tap: a step is done, or open again."""
    row, number = reads.own_project(person, project), request.POST.get("step", "")
    if number.isascii() and number.isdigit() and len(number) < 18:
        is_done = request.POST.get("done") == "yes"
        actions.mark_step(
            project=row, step_id=int(number), is_done=is_done, by=actor_of(person), at=timezone.now()
        )
    return HttpResponseRedirect(f"{reverse('me-projects')}#project-{row.pk}")


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def remove(request: HttpRequest, person: Person, project: int) -> HttpResponse:
    row = reads.own_project(person, project)
    if request.method != "POST":
        return pages.form_page(request, "project_remove", {"project": row}, title=_("Remove this project?"))
    actions.remove_project(project=row, by=actor_of(person), at=timezone.now())
    return _done()


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def answer(request: HttpRequest, person: Person, helper: int) -> HttpResponse:
    row = reads.request_to(person, helper)
    yes = request.POST.get("answer") == "yes"
    actions.answer_request(request=row, yes=yes, by=actor_of(person), at=timezone.now())
    return _done()


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def help_with(request: HttpRequest, person: Person, community: str, number: int) -> HttpResponse:
    """Ask the owner of a project whether one may help."""
    place = queries.community_by_slug(community)
    row = reads.joinable_project(person, place, number)
    is_member = place.slug in _communities(person)
    context = {"project": row, "is_member": is_member, "is_own": row.owner_id == person.pk, "late": False}
    title = _("Help with {project}").format(project=row.title)
    if request.method == "POST" and is_member and row.owner_id != person.pk:
        now = timezone.now()
        if note_try("project-help", str(person.pk), limit=REQUESTS, within=timedelta(days=1), at=now):
            actions.ask_to_help(
                project=row,
                person=person,
                words=request.POST.get("words", "")[:2000],
                by=actor_of(person),
                at=now,
            )
            return _done()
        context["late"] = True
    return pages.form_page(request, "project_help", context, title=title, community=place)


def _communities(person: Person) -> dict[str, Membership]:
    """Where this person is a confirmed member, by address."""
    rows = memberships_of(person)
    return {row.community.slug: row for row in rows if row.state == Membership.State.CONFIRMED}


def _events(communities: Iterable[Community]) -> dict[int, Event]:
    return {row.pk: row for row in reads.events_to_begin_at(communities, timezone.localdate())}


def _named(events: Iterable[Event]) -> list[tuple[int, str]]:
    return [(row.pk, translated_plain(row.name)) for row in events]


def _done() -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('me-projects')}?saved=1")
