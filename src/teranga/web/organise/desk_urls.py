"""The addresses of the desk's first pages and of the beginning, below /organise/."""

from __future__ import annotations

from django.urls import path

from teranga.web.organise import home_views, start_views

urlpatterns = [
    path("", home_views.home, name="organise"),
    path("new/", start_views.new_community, name="organise-new"),
    path("<slug:community>/", home_views.community_home, name="organise-community"),
    path("<slug:community>/start/", start_views.community, name="organise-start"),
    path("<slug:community>/start/event/", start_views.new_event, name="organise-start-event"),
    path("<slug:community>/<slug:event>/start/", start_views.event, name="organise-event-start"),
    path("<slug:community>/<slug:event>/look/", start_views.look, name="organise-event-look"),
]
last = [
    # Whatever is no other page of a community's desk is one of its events.
    path("<slug:community>/<slug:event>/", home_views.event_home, name="organise-event"),
]
