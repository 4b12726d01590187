"""The addresses of cloning and of the check afterwards, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import clone_views
from teranga.web.organise.menu import Entry, register

EVENT = "<slug:community>/<slug:event>/"

urlpatterns = [
    path("<slug:community>/clone/", clone_views.editions, name="organise-clone"),
    path("<slug:community>/clone/<slug:source>/", clone_views.clone, name="organise-clone-event"),
    path(f"{EVENT}check/", clone_views.check, name="organise-check"),
    path(f"{EVENT}check/mark/", clone_views.mark, name="organise-check-mark"),
]

register(
    Entry("before", "check/", _("Left from another edition?"), Area.EVENTS, of_event=True, rank=70),
    Entry("events", "clone/", _("Clone an edition"), Area.EVENTS, Verb.EDIT),
)
