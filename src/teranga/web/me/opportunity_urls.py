"""The addresses round the board of opportunities that are nobody else's page: looking, asking, telling."""

from __future__ import annotations

from django.urls import path

from teranga.web.me import opportunity_views as views

BOARD = "<slug:community>/opportunities/"

urlpatterns = [
    path(BOARD + "find/", views.find, name="opportunities-find"),
]
