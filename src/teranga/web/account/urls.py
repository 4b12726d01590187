"""The addresses of accounts, below a language."""

from __future__ import annotations

from django.urls import path

from teranga.web.account import invitation_views, views

urlpatterns = [
    path("account/invitation/<str:token>/", invitation_views.invitation, name="invitation"),
    path("account/second-step/", views.second_step_needed, name="account-second-factor"),
]
