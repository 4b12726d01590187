"""The addresses of the members' desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_welcome import newcomers_alone
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area
from teranga.web.organise import heard_views, members_care_views, members_import_views, members_views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/members/"
urlpatterns = [
    path(ROOT, members_views.members, name="organise-members"),
    path(f"{ROOT}export/", members_views.export, name="organise-members-export"),
    path(f"{ROOT}active/", members_views.active, name="organise-members-active"),
    path(f"{ROOT}import/", members_import_views.bring, name="organise-members-import"),
    path(f"{ROOT}import/<int:upload>/", members_import_views.report, name="organise-members-import-report"),
    path(
        f"{ROOT}import/<int:upload>/settle/",
        members_import_views.settle,
        name="organise-members-import-settle",
    ),
    path(f"{ROOT}newcomers/", members_care_views.newcomers, name="organise-newcomers"),
    path(f"{ROOT}newcomers/greet/", members_care_views.greet, name="organise-newcomers-greet"),
    path(f"{ROOT}fading/", members_care_views.fading, name="organise-fading"),
    path(f"{ROOT}speakers/", members_care_views.speakers, name="organise-members-speakers"),
    path(f"{ROOT}<int:number>/buddy/", members_care_views.propose, name="organise-member-buddy"),
    path(f"{ROOT}<int:number>/", members_views.member, name="organise-member"),
    path(f"{ROOT}<int:number>/chapter/", members_views.chapter, name="organise-member-chapter"),
    path("<slug:community>/heard/", heard_views.heard, name="organise-heard"),
    path("<slug:community>/heard/talk/", heard_views.talk, name="organise-heard-talk"),
    path("<slug:community>/heard/add/", heard_views.add_delegation, name="organise-heard-add"),
    path("<slug:community>/heard/<int:number>/", heard_views.delegation, name="organise-delegation"),
    path(
        "<slug:community>/heard/<int:number>/remove/",
        heard_views.remove_delegation,
        name="organise-delegation-remove",
    ),
    path("<slug:community>/people/<int:number>/hand-over/", heard_views.hand_over, name="organise-hand-over"),
]


def alone(community: Community, event: Event | None) -> str:
    count = newcomers_alone(community, timezone.now())
    return (
        ngettext("{count} without a buddy", "{count} without a buddy", count).format(count=count)
        if count
        else ""
    )


register(
    Entry("people", "members/", _("Members"), Area.MEMBERS, rank=10),
    Entry("people", "members/newcomers/", _("Newcomers"), Area.MEMBERS, asks=alone, rank=11),
    Entry("people", "members/fading/", _("Not seen for long"), Area.MEMBERS, rank=12),
    Entry("people", "members/speakers/", _("Who would speak"), Area.MEMBERS, rank=13),
    Entry("ties", "heard/", _("Where we were heard"), Area.MEMBERS, rank=60),
)
