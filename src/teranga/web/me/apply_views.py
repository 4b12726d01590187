"""Applying to a programme of mentoring: the form, the code, and what comes next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.actions import confirm as confirming
from teranga.domains.communities.actions.join import NotJoinable
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.learning.actions import apply as actions
from teranga.domains.learning.models import Programme
from teranga.domains.learning.queries_mentoring import own_application, shown_programme
from teranga.domains.learning.rules import takes_applications
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import DetailRefused
from teranga.web import learning_words
from teranga.web.me import pages
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import CodeForm
from teranga.web.me.mentoring_forms import ApplicationForm
from teranga.web.me.visitor import actor_of, client_of, sign_in, signed_in_person
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

FORMS_PER_CLIENT = 120  # in ten minutes; a whole class may sit behind one address
APPLYING_KEY = "applying"


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def apply(request: HttpRequest, community: str, slug: str, role: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    row = shown_programme(place, slug)
    if not takes_applications(row, timezone.now().date()):
        return HttpResponseRedirect(_programme(place, row))
    person = signed_in_person(request)
    is_member = person is not None and _is_member(person, place)
    if request.method != "POST":
        form = ApplicationForm(row, role, is_member=is_member, initial=_known(person))
        return _page(request, place, row, role, form)
    form = ApplicationForm(row, role, request.POST, is_member=is_member)
    if not form.is_valid():
        return _page(request, place, row, role, form)
    if not note_try(
        "mentoring", str(row.pk), client_of(request), limit=FORMS_PER_CLIENT, within=timedelta(minutes=10),
        at=timezone.now(),
    ):  # fmt: skip
        form.add_error(None, _("Very many people wrote from this place just now. Wait ten minutes, then send"
                               " again."))  # fmt: skip
        return _page(request, place, row, role, form, status=429)
    try:
        applied = actions.apply_to_programme(
            programme=row, person=person if is_member else None, wishes=form.wishes(),
            joining=form.joining(translation.get_language() or "en"), key=form.idempotency_key,
            by=actor_of(person), at=timezone.now(),
        )  # fmt: skip
    except (actions.NotOpen, NotJoinable):
        return HttpResponseRedirect(_programme(place, row))
    except DetailRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, place, row, role, form)
    if applied.next_step == "done":
        return HttpResponseRedirect(f"{reverse('me-mentoring')}?applied=1")
    contact = form.cleaned_data["contact"]
    request.session[APPLYING_KEY] = {"application": applied.application_id, "contact": contact}
    if applied.next_step == "phone":
        return HttpResponseRedirect(reverse("join-code", kwargs={"community": place.slug}))
    return HttpResponseRedirect(reverse("mentoring-code", kwargs={"community": place.slug, "slug": row.slug}))


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def code(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    """The code of the mail makes somebody a member and confirms what they asked for, in one step."""
    place = queries.community_by_slug(community)
    row = shown_programme(place, slug)
    kept = request.session.get(APPLYING_KEY) or {}
    contact = kept.get("contact", "")
    if request.method != "POST":
        return _code_page(request, place, row, CodeForm(place, initial={"contact": contact}), contact)
    form = CodeForm(place, request.POST)
    if form.is_valid():
        try:
            confirmed = confirming.confirm_by_code(
                community=place, by=actor_of(None), at=timezone.now(), **form.cleaned_data
            )
        except confirming.CodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            sign_in(request, confirmed.person)
            return _confirm(request, confirmed.person, kept.get("application"))
    return _code_page(request, place, row, form, contact)


def _confirm(request: HttpRequest, person: Person, number: Any) -> HttpResponse:
    """What was asked for in this browser counts now, if it was asked for by whoever had the code."""
    request.session.pop(APPLYING_KEY, None)
    try:
        application = own_application(person, int(number or 0))
        actions.confirm_application(
            application=application, person=person, by=actor_of(person), at=timezone.now()
        )
    except (queries.NotFound, actions.NotYours, actions.NotOpen):
        return HttpResponseRedirect(reverse("me-mentoring"))
    return HttpResponseRedirect(f"{reverse('me-mentoring')}?applied=1")


def _page(
    request: HttpRequest,
    place: Community,
    row: Programme,
    role: str,
    form: ApplicationForm,
    status: int = 200,
) -> HttpResponse:
    is_mentor = role == "mentor"
    context = {
        "programme": row, "role": role, "is_mentor": is_mentor, "words": learning_words,
        "goals": learning_words.choices_of(row.goals), "topics": learning_words.choices_of(row.topics),
        "languages_offered": pages.languages_for(place), "consents": pages.consents(),
    }  # fmt: skip
    title = _("Be a mentor") if is_mentor else _("Find a mentor")
    if row.kind == Programme.Kind.FIRST_TIME:
        title = _("Accompany a newcomer") if is_mentor else _("I come for the first time")
    return pages.form_page(
        request, "mentoring_apply", context, title=title, community=place, form=form, status=status
    )


def _code_page(
    request: HttpRequest, place: Community, row: Programme, form: CodeForm, contact: str
) -> HttpResponse:
    context = {
        "contact": contact, "again": False, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO,
        "action": request.path, "programme": row, "name": translated_plain(row.name),
    }  # fmt: skip
    return pages.form_page(
        request, "mentoring_code", context, title=_("Type your code"), community=place, form=form
    )


def _programme(place: Community, row: Programme) -> str:
    if row.kind == Programme.Kind.FIRST_TIME and row.event:
        return f"/{translation.get_language()}/{place.slug}/{row.event.slug}/first-time/"
    return reverse("mentoring-programme", kwargs={"community": place.slug, "slug": row.slug})


def _is_member(person: Person, place: Community) -> bool:
    rows = memberships_of(person)
    return any(row.community_id == place.pk and row.state == Membership.State.CONFIRMED for row in rows)


def _known(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {"languages": [translation.get_language() or "en"]}
    first = person.contact_points.exclude(verified_at=None).order_by("id").first()
    languages = person.languages or [person.preferred_language]
    return {"name": person.name, "contact": first.value if first else "", "languages": languages}
