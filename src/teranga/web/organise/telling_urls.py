"""The addresses of what follows the decision, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.queries_told import call_if_any, untold
from teranga.web.organise import answers_views as answers
from teranga.web.organise import telling_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/telling/"
TALK = ROOT + "talks/<str:code>/"

urlpatterns = [
    path(ROOT, views.telling, name="organise-telling"),
    path(ROOT + "approve/", views.approve, name="organise-telling-approve"),
    path(ROOT + "take-back/", views.take_back, name="organise-telling-back"),
    path(ROOT + "invite/", views.invite, name="organise-telling-invite"),
    path(ROOT + "answers/", answers.answers, name="organise-answers"),
    path(ROOT + "answers/do/", answers.act, name="organise-answers-act"),
    path(TALK, answers.talk, name="organise-talk"),
    path(TALK + "do/", answers.talk_act, name="organise-talk-act"),
]


def _untold(community: Community, event: Event | None) -> str:
    call = call_if_any(event) if event else None
    number = len(untold(call)) if call else 0
    return str(number or "")


register(
    Entry(
        "call", "telling/", _("Tell speakers"), Area.PROPOSALS, Verb.DECIDE, of_event=True, rank=60,
        asks=_untold,
    )
)  # fmt: skip
