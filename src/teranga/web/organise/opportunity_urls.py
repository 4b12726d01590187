"""The addresses of opportunities, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_opportunities import suggestions_waiting
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.opportunity_lists import OPPORTUNITIES
from teranga.web.organise.opportunity_views import bring_in, decide
from teranga.web.organise.row_lists import patterns_for

urlpatterns = [
    *patterns_for(OPPORTUNITIES),
    path("<slug:community>/opportunities/bring-in/", bring_in, name="organise-opportunities-import"),
    path("<slug:community>/opportunities/<int:number>/decide/", decide, name="organise-opportunity-decide"),
]


def suggested(community: Community, event: Event | None) -> str:
    count = suggestions_waiting(community)
    words = ngettext("{count} suggestion to look at", "{count} suggestions to look at", count)
    return words.format(count=count) if count else ""


register(
    Entry("ties", "opportunities/", _("Opportunities"), Area.PAGES, asks=suggested, rank=20),
    Entry(
        "ties", "opportunities/bring-in/", _("Bring in opportunities"), Area.PAGES, verb=Verb.EDIT, rank=22
    ),
)
