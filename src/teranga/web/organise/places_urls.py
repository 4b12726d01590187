"""The addresses of the places desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area
from teranga.domains.places.queries import place_counts
from teranga.web.organise import places_questions, places_views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/places/"

urlpatterns = [
    path(ROOT, places_views.places, name="organise-places"),
    path(ROOT + "settings/", places_views.settings, name="organise-places-settings"),
    path(ROOT + "add/", places_views.add_quota, name="organise-quota-add"),
    path(ROOT + "quotas/<int:number>/", places_views.quota, name="organise-quota"),
    path(ROOT + "quotas/<int:number>/remove/", places_views.drop_quota, name="organise-quota-remove"),
    path(ROOT + "by-name/", places_views.add_name, name="organise-place-add"),
    path(ROOT + "waiting/<int:number>/offer/", places_views.offer, name="organise-offer"),
    path(ROOT + "taken/<int:number>/end/", places_views.take_back, name="organise-place-end"),
    path(ROOT + "draw/", places_views.draw, name="organise-draw"),
    path(ROOT + "export/", places_views.export, name="organise-places-export"),
    path(ROOT + "questions/add/", places_questions.add, name="organise-question-add"),
    path(ROOT + "questions/<int:number>/", places_questions.change, name="organise-question"),
    path(ROOT + "questions/<int:number>/end/", places_questions.end, name="organise-question-end"),
]


def waits(community: Community, event: Event | None) -> str:
    count = place_counts(event).waiting if event else 0
    return ngettext("{count} waits", "{count} wait", count).format(count=count) if count else ""


register(
    Entry("places", "places/", _("Places and answers"), Area.EVENTS, of_event=True, waits=waits, rank=10)
)
