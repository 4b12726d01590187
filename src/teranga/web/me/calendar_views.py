"""One's own calendar: a secret address to subscribe to, and the page on which it is made and ended."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.models import Person
from teranga.domains.places.actions.reminders import end_feed, renew_feed
from teranga.domains.places.queries_reminders import feed_of, feed_token, own_calendar, person_of_feed
from teranga.formats.ical_events import write_events
from teranga.web import errors
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public.export_views import GENERATOR
from teranga.web.rendering import personal_page


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def calendar(request: HttpRequest, person: Person) -> HttpResponse:
    """Make the address, replace it by another one, or end it."""
    if request.method == "POST":
        act = end_feed if request.POST.get("do") == "end" else renew_feed
        act(person=person, by=actor_of(person), at=timezone.now())
        return HttpResponseRedirect(reverse("me-calendar"))
    feed, language = feed_of(person), translation.get_language()
    address = f"{settings.BASE_URL}/{language}/me/calendar/{feed_token(feed)}.ics" if feed else ""
    return personal_page(request, "me/calendar.html", {"address": address}, title=_("My calendar"))


@access(Access.ANYONE)
@require_safe
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the address sees the person's events, and nothing else of them."""
    person = person_of_feed(token)
    if person is None:
        return errors.not_found(request)
    entries = own_calendar(
        person, timezone.now().date(), base_url=settings.BASE_URL, language=translation.get_language() or "en"
    )
    body = write_events(_("My events"), entries, product=GENERATOR, name="mine")
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
