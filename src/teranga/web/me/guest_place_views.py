"""The page of a guest's own place, by the link that whoever brings them passed on: no address is asked."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import VISITOR
from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.places.actions.grant_place import PlaceIsOver
from teranga.domains.places.actions.guests import give_guest_place_back, name_guest
from teranga.domains.places.links import guest_place_of_token
from teranga.domains.places.models import Place
from teranga.domains.places.rules import over_at
from teranga.web import errors
from teranga.web.me.place_pieces import with_a_place
from teranga.web.me.rsvp_views import event_form_page
from teranga.web.public import notfound
from teranga.web.templating import translated_plain


class GuestForm(forms.Form):
    name = forms.CharField(max_length=200, required=False)  # what is missing is said by the action


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def guest_place(request: HttpRequest, community: str, event: str, token: str) -> HttpResponse:
    edition = event_by_slug(community, event)
    place = guest_place_of_token(edition, token)
    if place is None:
        return errors.not_found(request)
    form, refusal = GuestForm(initial={"name": place.name}), ""
    if request.method == "POST":
        if request.POST.get("do") != "cancel":
            form = GuestForm(request.POST)
        refusal = _act(edition, place, form)
        if not refusal and not form.errors:
            return HttpResponseRedirect(f"{request.path}?done=1")
    host = place.guest_of
    context = {
        "place": place, "refusal": refusal,
        "host": (host.person.name if host.person else host.name) if host else "",
        "is_over": timezone.now() >= over_at(edition),
        **with_a_place(edition, None if place.ended_at else place, request.LANGUAGE_CODE),
    }  # fmt: skip
    status = 409 if refusal else 422 if form.errors else 200
    title = _("Your place: {event}").format(event=translated_plain(edition.name))
    return event_form_page(request, edition, "guest_place", context, title=title, form=form, status=status)


def _act(edition: Event, place: Place, form: GuestForm) -> str:
    """Write the name that was typed, or else give the place back; "" unless that cannot be."""
    told = {"event": edition, "place": place, "by": VISITOR, "at": timezone.now()}
    try:
        if not form.is_bound:
            give_guest_place_back(**told)
        elif form.is_valid():
            name_guest(name=form.cleaned_data["name"], **told)
    except DetailRefused as refused:
        form.add_error("name", str(refused))
    except PlaceIsOver:
        return _("This changed meanwhile. Nothing is lost: here is how it stands now.")
    return ""
