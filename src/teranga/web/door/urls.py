from __future__ import annotations

from django.urls import path

from teranga.web.door import phone_views, views

urlpatterns = [
    path("door/<str:token>/", views.door, name="door"),
    path("door/<str:token>/start/", views.start, name="door-start"),
    path("door/<str:token>/tick/", views.tick, name="door-tick"),
    path("door/<str:token>/walk-in/", views.walk_in, name="door-walk-in"),
    path("door/<str:token>/send/", phone_views.send, name="door-send"),
    path("door/<str:token>/token/", phone_views.token_for_sending, name="door-token"),
    path("door/<str:token>/worker.js", phone_views.worker, name="door-worker"),
]
