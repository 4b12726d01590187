"""The addresses of decisions, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import decision_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/decisions/"
ONE = ROOT + "<int:number>/"

urlpatterns = [
    path(ROOT, views.decisions, name="organise-decisions"),
    path(ROOT + "add/", views.add, name="organise-decision-add"),
    path(ROOT + "way/", views.way, name="organise-way-of-deciding"),
    path(ONE, views.decision, name="organise-decision"),
    path(ONE + "change/", views.change, name="organise-decision-change"),
    path(ONE + "decide/", views.decide, name="organise-decision-decide"),
    path(ONE + "publish/", views.publish, name="organise-decision-publish"),
    path(ONE + "withdraw/", views.withdraw, name="organise-decision-withdraw"),
    path(ONE + "discard/", views.discard, name="organise-decision-discard"),
]


register(Entry("choices", "decisions/", _("Decisions"), Area.DECISIONS, rank=35))
