"""The addresses of the plan, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.events.queries_plan import count_late
from teranga.domains.people.roles import Area
from teranga.web.organise import plan_views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/plan/"

urlpatterns = [
    path(ROOT, plan_views.plan, name="organise-plan"),
    path(ROOT + "print/", plan_views.to_print, name="organise-plan-print"),
    path(ROOT + "begin/", plan_views.begin, name="organise-plan-begin"),
    path(ROOT + "add/", plan_views.add, name="organise-plan-add"),
    path(ROOT + "<int:number>/", plan_views.change, name="organise-task"),
    path(ROOT + "<int:number>/state/", plan_views.settle, name="organise-task-state"),
    path(ROOT + "<int:number>/remove/", plan_views.remove, name="organise-task-remove"),
]


def late(community: Community, event: Event | None) -> str:
    count = count_late(event, timezone.now()) if event else 0
    return ngettext("{count} late", "{count} late", count).format(count=count) if count else ""


register(Entry("before", "plan/", _("Plan and tasks"), Area.EVENTS, of_event=True, waits=late, rank=10))
