"""The addresses of allocations and awards at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path

from teranga.web.organise import scenario_views as scenarios

ALLOCATION = "<slug:community>/aid/<int:number>/allocation/"

urlpatterns = [
    path(ALLOCATION, scenarios.allocation, name="organise-allocation"),
    path(ALLOCATION + "add/", scenarios.add, name="organise-scenario-add"),
    path(ALLOCATION + "<int:scenario>/", scenarios.scenario, name="organise-scenario"),
    path(ALLOCATION + "<int:scenario>/sign/", scenarios.sign, name="organise-scenario-sign"),
    path(ALLOCATION + "<int:scenario>/remove/", scenarios.remove, name="organise-scenario-end"),
]
