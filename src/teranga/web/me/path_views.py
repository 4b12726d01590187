"""Taking a place on a training path, and one's own progress."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities import queries
from teranga.domains.communities.models import Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.credentials.queries import certificate_address, path_certificates_of
from teranga.domains.learning import queries_paths as reads
from teranga.domains.learning.actions import cohort_places as groups
from teranga.domains.learning.actions.paths import mark_step
from teranga.domains.learning.links import entry_of_token, waiting_path
from teranga.domains.learning.models import Cohort, Enrolment
from teranga.domains.people.models import Person
from teranga.domains.places.queries_lists import open_entry_for
from teranga.domains.places.rules import IllegalMove
from teranga.domains.places.wording import moment_words
from teranga.web import errors
from teranga.web.me import pages
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound
from teranga.web.templating import translated_plain


@access(Access.MEMBER)
@require_safe
@for_members
def paths(request: HttpRequest, person: Person) -> HttpResponse:
    mine = [row.community for row in memberships_of(person)]
    language = translation.get_language() or "en"
    papers = {
        number: certificate_address(row, language) for number, row in path_certificates_of(person).items()
    }
    waits = [(own, waiting_path(own.cohort.path, own.entry)) for own in reads.waiting_of(person)]
    context = {"rows": reads.own_progress(person), "communities": mine, "papers": papers, "waits": waits}
    return pages.form_page(request, "paths", context, title=_("Your training paths"))


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def enrol(request: HttpRequest, person: Person, community: str, slug: str, cohort: int) -> HttpResponse:
    """Take a place in a group as a learner, stand in the list for one, or help others in it."""
    place = queries.community_by_slug(community)
    path = reads.shown_path(place, slug)
    row, refusal = reads.cohort_of(path, cohort), ""
    is_member = any(
        one.community_id == place.pk and one.state == Membership.State.CONFIRMED
        for one in memberships_of(person)
    )
    if request.method == "POST" and is_member:
        try:
            return HttpResponseRedirect(_enter(row, person, request.POST.get("role", "")))
        except groups.CohortFull:
            row = reads.cohort_of(path, cohort)
            refusal = _("The last place was taken meanwhile. You can wait for one, or help.")
    entry = open_entry_for(place.pk, row.quota_id, person)
    context = {
        "path": path, "cohort": row, "is_member": is_member, "refusal": refusal,
        "waits": waiting_path(path, entry) if entry else "",
    }  # fmt: skip
    return pages.form_page(
        request, "path_enrol", context, title=translated_plain(path.name), community=place,
        status=409 if refusal else 200,
    )  # fmt: skip


def _enter(cohort: Cohort, person: Person, role: str) -> str:
    """Where to go next. Raises CohortFull."""
    if role == "waiting":
        try:
            entry = groups.wait_for_cohort(
                cohort=cohort, person=person, by=actor_of(person), at=timezone.now()
            )
        except groups.AlreadyIn:
            return reverse("me-paths")
        return f"/{translation.get_language()}{waiting_path(cohort.path, entry)}"
    if role not in Enrolment.Role.values:
        role = Enrolment.Role.LEARNER
    groups.enrol(cohort=cohort, person=person, role=role, by=actor_of(person), at=timezone.now())
    return reverse("me-paths")


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def waiting(request: HttpRequest, community: str, slug: str, token: str) -> HttpResponse:
    """By the signed link of a mail: the number in the list, yes or no to an offer, waiting no longer."""
    place = queries.community_by_slug(community)
    entry = entry_of_token(reads.shown_path(place, slug), token)
    own = reads.own_waiting(entry) if entry and entry.person else None
    if own is None or own.cohort.path.slug != slug:
        return errors.not_found(request)
    refusal = ""
    if request.method == "POST":
        refusal = _answer(own, request.POST.get("do", ""))
        if not refusal:
            return HttpResponseRedirect(f"{request.path}?done=1")
        own = reads.own_waiting(own.entry) or own
    zone, language = place.zone, translation.get_language() or "en"
    context = {
        "own": own, "path": own.cohort.path, "refusal": refusal,
        "until": moment_words(own.offer.expires_at, zone, language) if own.offer else "",
    }  # fmt: skip
    return pages.form_page(
        request, "path_waiting", context, title=translated_plain(own.cohort.path.name), community=place,
        status=409 if refusal else 200,
    )  # fmt: skip


def _answer(own: reads.OwnWaiting, do: str) -> str:
    """Do what the button says; "" when it is done, else why not."""
    told = {"cohort": own.cohort, "by": Actor("member", own.entry.person_id), "at": timezone.now()}
    try:
        if do == "accept" and own.offer:
            groups.accept_cohort_offer(offer=own.offer, **told)
        elif do == "decline" and own.offer:
            groups.decline_cohort_offer(offer=own.offer, **told)
        elif do == "leave":
            groups.leave_cohort_list(entry=own.entry, **told)
        else:
            return _("This changed meanwhile. Nothing is lost: here is how it stands now.")
    except IllegalMove:
        return _("This changed meanwhile. Nothing is lost: here is how it stands now.")
    return ""


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def mark(request: HttpRequest, person: Person, enrolment: int) -> HttpResponse:
    """A step is done, or open again."""
    row, number = reads.own_enrolment(person, enrolment), request.POST.get("step", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise queries.NotFound(number)
    step = reads.step_of(row.cohort.path, int(number))
    is_done = request.POST.get("done") == "yes"
    mark_step(enrolment=row, step=step, is_done=is_done, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('me-paths')}#enrolment-{row.pk}")


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def leave(request: HttpRequest, person: Person, enrolment: int) -> HttpResponse:
    row = reads.own_enrolment(person, enrolment)
    groups.leave_cohort(enrolment=row, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(reverse("me-paths"))
