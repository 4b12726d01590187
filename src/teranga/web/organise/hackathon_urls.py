"""The addresses of a hackathon's desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import hackathon_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/hackathon/"

urlpatterns = [
    path(ROOT, views.hackathon, name="organise-hackathon"),
    path(ROOT + "settings/", views.settings, name="organise-hackathon-settings"),
    path(ROOT + "criteria/add/", views.criterion, name="organise-criterion-add"),
    path(ROOT + "criteria/<int:criterion>/", views.criterion, name="organise-criterion"),
    path(ROOT + "criteria/<int:criterion>/remove/", views.remove_criterion, name="organise-criterion-end"),
    path(ROOT + "people/", views.name, name="organise-hackathon-name"),
    path(ROOT + "judges/<int:judge>/remove/", views.remove_judge, name="organise-judge-end"),
    path(ROOT + "mentors/<int:adviser>/remove/", views.remove_mentor, name="organise-adviser-end"),
    path(ROOT + "teams/<int:team>/hide/", views.hide, name="organise-hackathon-hide"),
    path(ROOT + "publish/", views.publish, name="organise-hackathon-publish"),
]

register(
    Entry("before", "hackathon/", _("Hackathon"), Area.EVENTS, Verb.EDIT, of_event=True, rank=46,
          kinds=("hackathon",)),
)  # fmt: skip
