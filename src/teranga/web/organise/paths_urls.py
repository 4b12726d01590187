"""The addresses of paths, projects and the first-timer's page at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import paths_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/paths/"
PROJECTS = "<slug:community>/projects/"

urlpatterns = [
    path(ROOT, views.paths, name="organise-paths"),
    path(ROOT + "add/", views.add, name="organise-path-add"),
    path(ROOT + "<int:number>/", views.path, name="organise-path"),
    path(ROOT + "<int:number>/change/", views.change, name="organise-path-change"),
    path(ROOT + "<int:number>/steps/add/", views.step, name="organise-path-step-add"),
    path(ROOT + "<int:number>/steps/<int:step>/", views.step, name="organise-path-step"),
    path(ROOT + "<int:number>/steps/<int:step>/remove/", views.remove_step, name="organise-path-step-end"),
    path(ROOT + "<int:number>/groups/add/", views.cohort, name="organise-cohort-add"),
    path(ROOT + "<int:number>/groups/<int:cohort>/", views.cohort, name="organise-cohort"),
    path(PROJECTS, views.projects, name="organise-projects"),
    path(PROJECTS + "<int:number>/hide/", views.hide, name="organise-project-hide"),
    path("<slug:community>/<slug:event>/first-time/", views.first_time, name="organise-first-time"),
]

register(
    Entry("learning", "paths/", _("Training paths"), Area.PAGES, rank=41),
    Entry("learning", "projects/", _("Projects of members"), Area.PAGES, rank=42),
    Entry("before", "first-time/", _("First time here"), Area.EVENTS, Verb.EDIT, of_event=True, rank=45),
)
