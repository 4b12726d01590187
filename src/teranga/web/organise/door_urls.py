"""The addresses of the door and the forecast, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import door_views, forecast_views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/"

urlpatterns = [
    path(ROOT + "door/", door_views.door, name="organise-door"),
    path(ROOT + "door/new/", door_views.new, name="organise-door-new"),
    path(ROOT + "door/links/<int:door>/", door_views.show, name="organise-door-link"),
    path(ROOT + "door/links/<int:door>/close/", door_views.close, name="organise-door-close"),
    path(ROOT + "door/phones/<int:phone>/close/", door_views.close_one, name="organise-door-phone"),
    path(ROOT + "forecast/", forecast_views.forecast_page, name="organise-forecast"),
]

register(
    Entry("places", "forecast/", _("How many will come"), Area.EVENTS, of_event=True, rank=30),
    Entry("day", "door/", _("Check-in"), Area.DOOR, of_event=True, rank=10),
)
