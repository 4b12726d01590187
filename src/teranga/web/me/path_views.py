"""Taking a place on a training path, and one's own progress."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.models import Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.credentials.queries import certificate_address, path_certificates_of
from teranga.domains.learning import queries_paths as reads
from teranga.domains.learning.actions import paths as actions
from teranga.domains.learning.models import Enrolment
from teranga.domains.people.models import Person
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
    context = {"rows": reads.own_progress(person), "communities": mine, "papers": papers}
    return pages.form_page(request, "paths", context, title=_("Your training paths"))


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def enrol(request: HttpRequest, person: Person, community: str, slug: str, cohort: int) -> HttpResponse:
    """Take a place in a group as a learner, or help others in it."""
    place = queries.community_by_slug(community)
    path = reads.shown_path(place, slug)
    row, refusal = reads.cohort_of(path, cohort), ""
    is_member = any(
        one.community_id == place.pk and one.state == Membership.State.CONFIRMED
        for one in memberships_of(person)
    )
    if request.method == "POST" and is_member:
        role = request.POST.get("role", "")
        if role not in Enrolment.Role.values:
            role = Enrolment.Role.LEARNER
        try:
            actions.enrol(cohort=row, person=person, role=role, by=actor_of(person), at=timezone.now())
        except actions.CohortFull:
            refusal = _("The last place was taken meanwhile. You can still help, or wait for the next group.")
        else:
            return HttpResponseRedirect(reverse("me-paths"))
    context = {"path": path, "cohort": row, "is_member": is_member, "refusal": refusal}
    return pages.form_page(
        request, "path_enrol", context, title=translated_plain(path.name), community=place,
        status=409 if refusal else 200,
    )  # fmt: skip


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
    actions.mark_step(enrolment=row, step=step, is_done=is_done, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('me-paths')}#enrolment-{row.pk}")


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def leave(request: HttpRequest, person: Person, enrolment: int) -> HttpResponse:
    row = reads.own_enrolment(person, enrolment)
    actions.leave_cohort(enrolment=row, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(reverse("me-paths"))
