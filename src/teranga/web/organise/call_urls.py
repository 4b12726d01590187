"""The addresses of the call at the desk, below /organise/<community>/<event>/call/."""

from __future__ import annotations

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area
from teranga.domains.proposals.models import Call
from teranga.domains.proposals.queries_call import call_of
from teranga.web import call_words
from teranga.web.organise import call_code_views as codes
from teranga.web.organise import call_views as views
from teranga.web.organise.call_lists import LISTS
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.row_lists import patterns_for

EVENT = "<slug:community>/<slug:event>/"
ROOT = EVENT + "call/"

urlpatterns = [
    path(ROOT, views.home, name="organise-call"),
    path(ROOT + "begin/", views.begin, name="organise-call-begin"),
    path(ROOT + "window/", views.window, name="organise-call-window"),
    path(ROOT + "texts/", views.texts, name="organise-call-texts"),
    path(ROOT + "fields/", views.fields, name="organise-call-fields"),
    path(ROOT + "voting/", views.voting, name="organise-call-voting"),
    path(ROOT + "votes/", views.votes, name="organise-call-votes"),
    path(ROOT + "move/", views.move, name="organise-call-move"),
    path(ROOT + "codes/", codes.codes, name="organise-call-codes"),
    path(ROOT + "codes/add/", codes.add, name="organise-call-code-add"),
    path(ROOT + "codes/<int:number>/", codes.change, name="organise-call-code"),
    path(ROOT + "codes/<int:number>/withdraw/", codes.withdraw, name="organise-call-code-end"),
    *(pattern for rows in LISTS for pattern in patterns_for(rows, EVENT)),
]


def closes_soon(community: Community, event: Event | None) -> str:
    """A call that is still a draft, or how long an open one is open."""
    row = call_of(event) if event else None
    if row is None or row.state == Call.State.ENDED:
        return ""
    if row.state == Call.State.DRAFT:
        return _("draft")
    now = timezone.now()
    return call_words.days_left((row.closes_at - now).days) if row.opens_at <= now < row.closes_at else ""


register(
    Entry("call", "call/", gettext_lazy("Our call"), Area.PROPOSALS, of_event=True, asks=closes_soon, rank=10)
)
