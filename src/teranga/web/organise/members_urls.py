"""The addresses of the members' desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import members_import_views, members_views
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
    path(f"{ROOT}<int:number>/", members_views.member, name="organise-member"),
    path(f"{ROOT}<int:number>/chapter/", members_views.chapter, name="organise-member-chapter"),
]

register(Entry("community", "members/", _("Members"), Area.MEMBERS, rank=10))
