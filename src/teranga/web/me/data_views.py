"""The page about everything that is kept of oneself: look, take it along, have it erased."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.base.personal_data import Ending, counts
from teranga.domains.activity.actions.record import record
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.people.models import Person
from teranga.domains.people.personal_data import subject_of
from teranga.web.data_words import words_of
from teranga.web.me import pages
from teranga.web.me.data_export import zip_of
from teranga.web.me.visitor import actor_of, for_members, sign_out
from teranga.web.media_views import file_answer


@access(Access.MEMBER)
@require_safe
@for_members
def data(request: HttpRequest, person: Person) -> HttpResponse:
    rows = [{**words_of(one), "rows": number} for one, number in counts(subject_of(person)) if number]
    return pages.form_page(request, "data", {"rows": rows}, title=_("Your data"))


@access(Access.MEMBER)
@require_POST
@for_members
def download(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything as one file. It is a form and no link, so that the log tells who took it along."""
    at = timezone.now()
    packed = zip_of(request, person, at)
    record(by=actor_of(person), verb="person.export", object_type="person", object_id=person.pk, at=at)
    return file_answer(packed, f"my-data-{at:%Y-%m-%d}.zip")


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def erase(request: HttpRequest, person: Person) -> HttpResponse:
    refused = request.method == "POST" and request.POST.get("sure") != "yes"
    if request.method != "POST" or refused:
        stays = [
            words_of(one)
            for one, number in counts(subject_of(person))
            if number and one.ending is Ending.KEPT
        ]
        context = {"stays": stays, "refused": refused}
        return pages.form_page(
            request,
            "data_erase",
            context,
            title=_("Erase everything about me?"),
            status=422 if refused else 200,
        )
    erase_person(person=person, by=actor_of(person), at=timezone.now())
    sign_out(request)
    return HttpResponseRedirect(reverse("me-data-erased"))


@access(Access.ANYONE)
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return pages.form_page(request, "data_erased", {}, title=_("Your data is erased"))
