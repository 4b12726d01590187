"""The addresses of a community's texts and lists, below /organise/.

They stand below parts of the address that no event may take (events.addresses).
"""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import content_pages as pages
from teranga.web.organise import content_translations as translations
from teranga.web.organise.content_lists import LISTS
from teranga.web.organise.goal_views import goal_history
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.row_lists import patterns_for

ROOT = "<slug:community>/pages/"
OF_EVENT = "<slug:community>/<slug:event>/translations/"
TEXT = "<slug:kind>/<int:number>/<str:field>/"

urlpatterns = [
    path(ROOT, pages.pages, name="organise-pages"),
    path(ROOT + "add/", pages.add, name="organise-page-add"),
    path(ROOT + "<int:number>/", pages.change, name="organise-page"),
    path(ROOT + "<int:number>/publication/", pages.publication, name="organise-page-publication"),
    path(ROOT + "<int:number>/remove/", pages.delete, name="organise-page-remove"),
    path(ROOT + "translations/", translations.board, name="organise-translations"),
    path(ROOT + "translations/" + TEXT, translations.translate, name="organise-translate"),
    path(OF_EVENT, translations.board, name="organise-event-translations"),
    path(OF_EVENT + TEXT, translations.translate, name="organise-event-translate"),
    path("<slug:community>/goals/<int:number>/history/", goal_history, name="organise-goal-history"),
    *(pattern for told in LISTS for pattern in patterns_for(told)),
]

GROUPS = {
    "goal": "choices", "seat": "people", "channel": "words", "figure": "words", "entry": "ties",
    "link": "ties",
}  # fmt: skip

register(
    Entry("before", "translations/", _("Translations of the event"), Area.PAGES, of_event=True, rank=60),
    Entry("words", "pages/", _("Pages and news"), Area.PAGES, rank=10),
    Entry("words", "pages/translations/", _("Translations"), Area.PAGES, rank=20),
    *(Entry(GROUPS[told.kind], told.path, told.title, told.area, rank=30) for told in LISTS),
)
