"""The addresses of the aid desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.aid.queries import waiting_for_the_committee
from teranga.domains.aid.queries_settling import receipts_to_look_at
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area
from teranga.web.organise import aid_rows_views as rows
from teranga.web.organise import aid_scoring_views as scoring
from teranga.web.organise import aid_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/aid/"
ROUND = ROOT + "<int:number>/"

urlpatterns = [
    path(ROOT, views.rounds, name="organise-aid"),
    path(ROOT + "add/", views.add, name="organise-aid-add"),
    path(ROUND, views.round_home, name="organise-aid-round"),
    path(ROUND + "change/", views.change, name="organise-aid-change"),
    path(ROUND + "move/", views.move, name="organise-aid-move"),
    path(ROUND + "scoring/", scoring.scoring, name="organise-aid-scoring"),
    path(ROUND + "scoring/<int:nth>/", scoring.sheet, name="organise-aid-sheet"),
    path(ROUND + "scoring/<int:nth>/recuse/", scoring.recuse, name="organise-aid-recuse"),
    path(ROUND + "scoring/<int:nth>/remark/", scoring.remark, name="organise-aid-remark"),
    path(ROUND + "applications/", scoring.applications, name="organise-aid-applications"),
    path(ROUND + "applications.csv", scoring.export, name="organise-aid-export"),
    path(ROUND + "applications/<int:nth>/", scoring.application, name="organise-aid-application"),
    path(ROUND + "applications/<int:nth>/guardian/", scoring.guardian, name="organise-aid-guardian"),
    path(ROUND + "applications/<int:nth>/proofs/<uuid:proof>/", scoring.proof, name="organise-aid-proof"),
    path(ROUND + "parts/add/", rows.part, name="organise-aid-part-add"),
    path(ROUND + "parts/<int:part>/", rows.part, name="organise-aid-part"),
    path(ROUND + "parts/<int:part>/remove/", rows.remove_part, name="organise-aid-part-end"),
    path(ROUND + "rubric/add/", rows.criterion, name="organise-aid-line-add"),
    path(ROUND + "rubric/<int:line>/", rows.criterion, name="organise-aid-line"),
    path(ROUND + "rubric/<int:line>/remove/", rows.remove_criterion, name="organise-aid-line-end"),
    path(ROUND + "shares/add/", rows.share, name="organise-aid-share-add"),
    path(ROUND + "shares/<int:share>/", rows.share, name="organise-aid-share"),
    path(ROUND + "shares/<int:share>/remove/", rows.remove_share, name="organise-aid-share-end"),
    path(ROUND + "funds/add/", rows.fund, name="organise-aid-fund"),
    path(ROUND + "funds/<int:paying>/remove/", rows.remove_fund, name="organise-aid-fund-end"),
    path(ROUND + "scorers/add/", rows.scorer, name="organise-aid-scorer"),
    path(ROUND + "scorers/<int:scorer>/remove/", rows.remove_scorer, name="organise-aid-scorer-end"),
]


def to_score(community: Community, event: Event | None) -> str:
    waiting, sent = waiting_for_the_committee(community, timezone.now()), receipts_to_look_at(community)
    words = []
    if waiting:
        words.append(ngettext("{count} to look at", "{count} to look at", waiting).format(count=waiting))
    if sent:
        words.append(
            ngettext("{count} receipt to look at", "{count} receipts to look at", sent).format(count=sent)
        )
    return " · ".join(words)


register(Entry("money", "aid/", _("Aid"), Area.AID, asks=to_score, rank=10))
