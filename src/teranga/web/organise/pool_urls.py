"""The addresses of journeys together, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import pool_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/journey/"

urlpatterns = [
    path("<slug:community>/journeys/", views.journeys, name="organise-journeys"),
    path("<slug:community>/journeys/add/", views.add, name="organise-journey-add"),
    path(ROOT, views.journey, name="organise-journey"),
    path(ROOT + "change/", views.change, name="organise-journey-change"),
    path(ROOT + "do/", views.act, name="organise-journey-act"),
    path(ROOT + "rooms/add/", views.room, name="organise-journey-room-add"),
    path(ROOT + "plan/", views.plan, name="organise-journey-plan"),
    path(ROOT + "export/", views.export, name="organise-journey-export"),
]

register(
    Entry("people", "journeys/", _("Travelling together"), Area.MEMBERS, rank=60),
    Entry("people", "journey/", _("Journey"), Area.MEMBERS, of_event=True, kinds=("social",), rank=10),
)
