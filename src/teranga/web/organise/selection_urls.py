"""The addresses of the selection, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import selection_deciding_views as deciding
from teranga.web.organise import selection_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/selection/"
ONE = ROOT + "<int:selection>/"

urlpatterns = [
    path(ROOT, views.selections, name="organise-selections"),
    path(ROOT + "add/", views.start, name="organise-selection-add"),
    path(ONE, views.selection, name="organise-selection"),
    path(ONE + "change/", views.change, name="organise-selection-change"),
    path(ONE + "name/", views.rename, name="organise-selection-name"),
    path(ONE + "copy/", views.copy, name="organise-selection-copy"),
    path(ONE + "remove/", views.remove, name="organise-selection-remove"),
    path(ONE + "compare/<int:other>/", views.compare, name="organise-selection-compare"),
    path(ONE + "explain/", deciding.explain, name="organise-selection-explain"),
    path(ONE + "sign/", deciding.sign, name="organise-selection-sign"),
    path(ONE + "decide/", deciding.decide, name="organise-selection-decide"),
    path(ONE + "take-back/", deciding.take_back, name="organise-selection-back"),
    path(ONE + "why/<str:code>/", deciding.why, name="organise-selection-why"),
    path(ONE + "why/<str:code>/merge/", deciding.merge, name="organise-selection-merge"),
    path(ONE + "why/<str:code>/unmerge/", deciding.unmerge, name="organise-selection-unmerge"),
]

register(
    Entry(
        "call", "selection/", _("Selection"), Area.PROPOSALS, Verb.EDIT, of_event=True, rank=40,
    )
)  # fmt: skip
