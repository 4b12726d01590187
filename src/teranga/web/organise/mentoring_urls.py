"""The addresses of mentoring at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.learning.queries_mentoring import unread_notes
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import mentoring_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/mentoring/"

urlpatterns = [
    path(ROOT, views.programmes, name="organise-mentoring"),
    path(ROOT + "add/", views.add, name="organise-mentoring-add"),
    path(ROOT + "<int:number>/", views.board, name="organise-mentoring-board"),
    path(ROOT + "<int:number>/change/", views.change, name="organise-mentoring-change"),
    path(ROOT + "<int:number>/move/", views.move, name="organise-mentoring-move"),
    path(ROOT + "<int:number>/match/", views.match, name="organise-mentoring-match"),
    path(ROOT + "<int:number>/propose/", views.propose, name="organise-mentoring-propose"),
    path(ROOT + "<int:number>/wish/", views.wish, name="organise-mentoring-wish"),
    path(ROOT + "<int:number>/pairs/<int:pair>/end/", views.end_pair, name="organise-mentoring-end-pair"),
    path("<slug:community>/safety-notes/", views.notes, name="organise-safety-notes"),
    path("<slug:community>/safety-notes/<int:note>/read/", views.read, name="organise-safety-note-read"),
]


def unread(community: Community, event: Event | None) -> str:
    count = unread_notes(community)
    return ngettext("{count} unread", "{count} unread", count).format(count=count) if count else ""


register(
    Entry("learning", "mentoring/", _("Mentoring"), Area.MEMBERS, rank=10),
    Entry("people", "safety-notes/", _("Notes to the conduct team"), Area.CONDUCT, Verb.CONDUCT,
          waits=unread, rank=80),
)  # fmt: skip
