"""Asking for a picture to be taken down: no account, one button, hidden at once."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.idempotency import once
from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.events import queries
from teranga.domains.events.actions.photos import ask_take_down
from teranga.domains.events.models import Event, EventPhoto
from teranga.domains.events.queries_after import photo_of
from teranga.domains.people.actions.tries import note_try
from teranga.web.me.visitor import actor_of, client_of, signed_in_person
from teranga.web.public import notfound
from teranga.web.public.heads import event_head
from teranga.web.public_forms import KeyedForm
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain

PER_CLIENT = 20  # in an hour: enough for everybody in a group picture, too few to empty a gallery


class TakeDownForm(KeyedForm):
    why = forms.CharField(required=False, max_length=500)
    contact = forms.CharField(required=False, max_length=254)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def take_down(request: HttpRequest, community: str, event: str, picture: int) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    photo = photo_of(edition, picture)
    if photo is None or (photo.is_hidden and "done" not in request.GET):
        raise NotFound(str(picture))
    if request.method != "POST":
        return _page(request, edition, photo, TakeDownForm())
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, photo, form, status=422)
    if not note_try("take-down", client_of(request), limit=PER_CLIENT, within=timedelta(hours=1),
                    at=timezone.now()):  # fmt: skip
        form.add_error(
            None, _("Very many pictures were reported from here just now. Write to the organisers.")
        )
        return _page(request, edition, photo, form, status=429)

    def act() -> dict[str, int]:
        asked = ask_take_down(
            photo=photo, event=edition, contact=form.cleaned_data["contact"], why=form.cleaned_data["why"],
            by=actor_of(signed_in_person(request)), at=timezone.now(),
        )  # fmt: skip
        return {"asked": asked.pk}

    once("take-down", form.idempotency_key, timezone.now(), act)
    return HttpResponseRedirect(f"{request.path}?done=1")


def _page(
    request: HttpRequest, event: Event, photo: EventPhoto, form: TakeDownForm, status: int = 200
) -> HttpResponse:
    root = f"/{translation.get_language()}/{event.community.slug}/{event.slug}/"
    context = {
        "event": event, "photo": photo, "form": form, "done": "done" in request.GET, "root": root,
        "alt": translated_plain(photo.alt),
    }  # fmt: skip
    title = _("Take a picture down")
    return personal_page(
        request, "me/take_down.html", context, title=title, head=event_head(event), status=status
    )
