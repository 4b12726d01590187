"""The addresses of reports and stories of aid at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.aid.queries_told import waiting_stories
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import aid_story_views as stories
from teranga.web.organise import fund_report_views as reports
from teranga.web.organise.menu import Entry, register

STORIES = "<slug:community>/aid/stories/"
FUND = "<slug:community>/funds/<int:fund>/report/"

urlpatterns = [
    path(STORIES, stories.stories, name="organise-aid-stories"),
    path(STORIES + "<int:story>/move/", stories.move, name="organise-aid-story-move"),
    path(STORIES + "<int:story>/photo/<uuid:told>/", stories.photo, name="organise-aid-story-photo"),
    path(FUND, reports.report, name="organise-fund-report"),
    path(FUND + "send/", reports.send, name="organise-fund-report-send"),
    path(FUND + "withdraw/", reports.withdraw, name="organise-fund-report-withdraw"),
]


def to_read(community: Community, event: Event | None) -> str:
    count = waiting_stories(community)
    return ngettext("{count} to read", "{count} to read", count).format(count=count) if count else ""


register(
    Entry("money", "aid/stories/", _("What they tell"), Area.AID, verb=Verb.DECIDE, asks=to_read, rank=12)
)
