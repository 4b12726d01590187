"""The addresses of venues, rooms, tracks, speakers and sessions, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import programme_import as imports
from teranga.web.organise import programme_views as views
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.programme_lists import LISTS, ROOT
from teranga.web.organise.row_lists import patterns_for

SESSIONS = ROOT + "sessions/"

urlpatterns = [
    path(SESSIONS, views.programme, name="organise-sessions"),
    path(SESSIONS + "add/", views.add, name="organise-session-add"),
    path(SESSIONS + "<int:number>/", views.change, name="organise-session"),
    path(SESSIONS + "<int:number>/remove/", views.remove, name="organise-session-remove"),
    path(SESSIONS + "<int:number>/restore/", views.restore, name="organise-session-restore"),
    path(ROOT + "import/", imports.bring, name="organise-import"),
    path(ROOT + "import/<int:number>/", imports.report, name="organise-import-report"),
    path(ROOT + "import/<int:number>/settle/", imports.settle, name="organise-import-settle"),
    *(pattern for told in LISTS for pattern in patterns_for(told, ROOT)),
]

register(
    Entry("programme", "sessions/", _("Programme"), Area.PROGRAMME, of_event=True, rank=20),
    *(Entry("programme", told.path, told.title, told.area, of_event=True, rank=30) for told in LISTS),
)
