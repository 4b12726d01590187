"""The addresses round the board of opportunities that are nobody else's page: looking, asking, telling."""

from __future__ import annotations

from django.urls import path

from teranga.web.me import help_views as helping
from teranga.web.me import opportunity_views as views
from teranga.web.me import reminder_views as reminders
from teranga.web.me import suggestion_views as suggesting

BOARD = "<slug:community>/opportunities/"

urlpatterns = [
    path(BOARD + "find/", views.find, name="opportunities-find"),
    path(BOARD + "<int:number>/seen/", views.seen, name="opportunity-seen"),
    path(BOARD + "<int:number>/told/", views.told, name="opportunity-told"),
    path(BOARD + "<int:number>/remind/", reminders.ask, name="opportunity-remind"),
    path(BOARD + "<int:number>/help/", helping.help_with, name="opportunity-help"),
    path(BOARD + "questions/<str:token>/", helping.question, name="opportunity-question"),
    path(BOARD + "suggest/", suggesting.suggest, name="opportunity-suggest"),
    path(BOARD + "reminders/<str:token>/", reminders.own, name="opportunity-reminder"),
]
