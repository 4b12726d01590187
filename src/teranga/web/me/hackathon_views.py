"""One's own part in hackathons: teams, requests, what is handed in, mentoring."""

from __future__ import annotations

from datetime import timedelta

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.idempotency import new_key
from teranga.base.permissions import Access, access
from teranga.domains.events.queries import event_by_slug
from teranga.domains.learning import queries_hackathons as reads
from teranga.domains.learning.actions import hackathon_teams as actions
from teranga.domains.learning.actions.hackathons import answer_mentor
from teranga.domains.learning.models import Team, TeamMember
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import shown_contact
from teranga.web import hackathon_words
from teranga.web.me import pages
from teranga.web.me.hackathon_forms import SubmissionForm, TeamForm
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound

FORM = require_http_methods(["GET", "HEAD", "POST"])
REQUESTS = 20  # a person may found or ask so many teams in a day
TEAM_FIELDS = ("name", "idea", "looking_for", "state")
HANDED_IN = ("title", "description", "repository", "demo", "licence")


@access(Access.MEMBER)
@require_safe
@for_members
def mine(request: HttpRequest, person: Person) -> HttpResponse:
    context = {
        "part": reads.part_of(person), "words": hackathon_words, "saved": "saved" in request.GET,
    }  # fmt: skip
    return pages.form_page(request, "hackathon", context, title=_("Your hackathons"))


@access(Access.MEMBER)
@FORM
@notfound.as_page
@for_members
def found(request: HttpRequest, person: Person, community: str, event: str) -> HttpResponse:
    place = event_by_slug(community, event)
    reads.hackathon_of(place)
    form = TeamForm(request.POST or None, initial={"key": new_key(), "state": "open"})
    if request.method == "POST" and form.is_valid():
        if not _may_try(person):
            form.add_error(None, _too_many())
        else:
            try:
                number = actions.found_team(
                    event=place, person=person, key=form.cleaned_data["key"], by=actor_of(person),
                    at=timezone.now(), language=translation.get_language() or "en", **form.team(),
                )  # fmt: skip
            except actions.TeamRefused as refused:
                form.add_error(None, hackathon_words.team_refusal(refused.why))
            else:
                return _done(number)
    return _form(request, form, "team_form", _("Found a team"), None)


@access(Access.MEMBER)
@FORM
@notfound.as_page
@for_members
def ask(request: HttpRequest, person: Person, community: str, event: str, team: int) -> HttpResponse:
    row = reads.shown_team(event_by_slug(community, event), team)
    refusal = ""
    if request.method == "POST":
        refusal = "" if _may_try(person) else _too_many()
        words = request.POST.get("words", "")[:2000]
        if not refusal:
            try:
                actions.ask_to_join(
                    team=row, person=person, words=words, by=actor_of(person), at=timezone.now()
                )
            except actions.TeamRefused as refused:
                refusal = hackathon_words.team_refusal(refused.why)
            else:
                return HttpResponseRedirect(f"{reverse('me-hackathon')}?saved=1")
    title = _("Join {team}").format(team=row.name)
    context = {"team": row, "refusal": refusal, "words": request.POST.get("words", "")}
    return pages.form_page(request, "team_ask", context, title=title, community=row.event.community,
                           status=422 if refusal else 200)  # fmt: skip


@access(Access.MEMBER)
@require_safe
@notfound.as_page
@for_members
def team(request: HttpRequest, person: Person, team: int) -> HttpResponse:
    return _team_page(request, reads.own_team(person, team))


def _team_page(request: HttpRequest, row: Team, refusal: str = "") -> HttpResponse:
    settings = reads.hackathon_of(row.event)
    people = [
        (one.row, [(kind, shown_contact(kind, value), value) for kind, value in one.addresses])
        for one in reads.people_of(row)
    ]
    context = {
        "team": row, "people": people, "hackathon": settings, "submission": row.handed_in,
        "is_closed": reads.is_closed(settings, timezone.now()), "refusal": refusal,
        "comments": reads.comments_to(row) if settings.published_at else [],
        "saved": "saved" in request.GET and not refusal,
    }  # fmt: skip
    return pages.form_page(request, "hackathon_team", context, title=row.name,
                           status=409 if refusal else 200)  # fmt: skip


@access(Access.MEMBER)
@FORM
@notfound.as_page
@for_members
def change(request: HttpRequest, person: Person, team: int) -> HttpResponse:
    row = reads.own_team(person, team)
    form = TeamForm(request.POST or None, initial={name: getattr(row, name) for name in TEAM_FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_team(team=row, by=actor_of(person), at=timezone.now(), **form.team())
        except actions.TeamRefused as refused:
            form.add_error(None, hackathon_words.team_refusal(refused.why))
        else:
            return _done(row.pk)
    return _form(request, form, "team_form", _("Change the team"), row)


@access(Access.MEMBER)
@FORM
@notfound.as_page
@for_members
def hand_in(request: HttpRequest, person: Person, team: int) -> HttpResponse:
    row = reads.own_team(person, team)
    kept = row.handed_in
    shown = {name: getattr(kept, name) for name in HANDED_IN} if kept else {}
    form = SubmissionForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in HANDED_IN}
        try:
            actions.submit(team=row, by=actor_of(person), at=timezone.now(), **told)
        except actions.TeamRefused as refused:
            form.add_error(None, hackathon_words.team_refusal(refused.why))
        else:
            return _done(row.pk)
    return _form(request, form, "team_submission", _("Hand in"), row)


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def answer(request: HttpRequest, person: Person, team: int, teammate: int) -> HttpResponse:
    row = reads.own_team(person, team)
    asked = reads.of_event(TeamMember, row.event, teammate)
    if asked.team_id != row.pk:
        raise reads.NotFound(str(teammate))
    try:
        actions.answer_request(
            request=asked, yes=request.POST.get("answer") == "yes", by=actor_of(person), at=timezone.now()
        )
    except actions.TeamRefused as refused:
        return _team_page(request, row, hackathon_words.team_refusal(refused.why))
    return _done(row.pk)


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def leave(request: HttpRequest, person: Person, team: int) -> HttpResponse:
    row = reads.own_request(person, team)
    actions.leave_team(team=row.team, person=person, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('me-hackathon')}?saved=1")


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def mentor(request: HttpRequest, person: Person, adviser: int) -> HttpResponse:
    row = reads.own_offer(person, adviser)
    yes = request.POST.get("answer") == "yes"
    answer_mentor(mentor=row, yes=yes, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('me-hackathon')}?saved=1")


def _form(request: HttpRequest, form: Form, template: str, title: str, row: Team | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return pages.form_page(
        request, template, {"team": row, "heading": title}, title=title, form=form, status=status
    )


def _may_try(person: Person) -> bool:
    return note_try(
        "hackathon-team", str(person.pk), limit=REQUESTS, within=timedelta(days=1), at=timezone.now()
    )


def _too_many() -> str:
    return _("You asked many teams today. Wait until tomorrow.")


def _done(number: int) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('me-hackathon-team', kwargs={'team': number})}?saved=1")
