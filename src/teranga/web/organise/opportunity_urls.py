"""The addresses of opportunities, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.opportunity_lists import OPPORTUNITIES
from teranga.web.organise.opportunity_views import decide
from teranga.web.organise.row_lists import patterns_for

urlpatterns = [
    *patterns_for(OPPORTUNITIES),
    path("<slug:community>/opportunities/<int:number>/decide/", decide, name="organise-opportunity-decide"),
]

register(Entry("ties", "opportunities/", _("Opportunities"), Area.PAGES, rank=20))
