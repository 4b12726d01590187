"""The addresses of the next meetup and of series, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import series_views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/series/"
ONE = ROOT + "<slug:slug>/"

urlpatterns = [
    path("<slug:community>/next/", series_views.next_event, name="organise-next"),
    path(ROOT, series_views.series_list, name="organise-series-list"),
    path(ROOT + "new/", series_views.new_series, name="organise-series-new"),
    path(ONE, series_views.series, name="organise-series"),
    path(ONE + "settings/", series_views.series_settings, name="organise-series-settings"),
    path(ONE + "drafts/", series_views.make_drafts, name="organise-series-drafts"),
    path(ONE + "<str:day>/", series_views.series_day, name="organise-series-day"),
]

register(Entry("events", "series/", _("What repeats"), Area.EVENTS, Verb.EDIT, rank=20))
