"""The addresses of the teams, below /organise/. They stand before the desk's own."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import duplicates_views, team_roles_views, team_views
from teranga.web.organise.menu import Entry, register

urlpatterns = [
    path("team/", team_views.team, name="organise-all-team"),
    path("team/invite/", team_views.invite, name="organise-all-team-invite"),
    path("team/<int:grant>/end/", team_views.end, name="organise-all-team-end"),
    path("team/invitations/<int:invitation>/revoke/", team_views.revoke, name="organise-all-team-revoke"),
    path("team/roles/add/", team_roles_views.add, name="organise-all-role-add"),
    path("team/roles/<int:own_role>/", team_roles_views.change, name="organise-all-role"),
    path("team/roles/<int:own_role>/retire/", team_roles_views.retire, name="organise-all-role-retire"),
    path("<slug:community>/team/roles/add/", team_roles_views.add, name="organise-role-add"),
    path("<slug:community>/team/roles/<int:own_role>/", team_roles_views.change, name="organise-role"),
    path(
        "<slug:community>/team/roles/<int:own_role>/retire/",
        team_roles_views.retire,
        name="organise-role-retire",
    ),
    path("<slug:community>/team/", team_views.team, name="organise-team"),
    path("<slug:community>/team/invite/", team_views.invite, name="organise-team-invite"),
    path("<slug:community>/team/give/", team_views.give, name="organise-team-give"),
    path("<slug:community>/team/<int:grant>/end/", team_views.end, name="organise-team-end"),
    path(
        "<slug:community>/team/invitations/<int:invitation>/revoke/",
        team_views.revoke,
        name="organise-team-revoke",
    ),
    path("<slug:community>/duplicates/", duplicates_views.duplicates, name="organise-duplicates"),
    path(
        "<slug:community>/duplicates/<int:suspicion>/decide/",
        duplicates_views.decide,
        name="organise-duplicates-decide",
    ),
    path(
        "<slug:community>/duplicates/merges/<int:merge>/undo/",
        duplicates_views.undo,
        name="organise-duplicates-undo",
    ),
    path("<slug:community>/team/second-step/", team_views.second_step, name="organise-team-second-step"),
]

register(
    Entry("settings", "team/", _("Who can do what"), Area.TEAM, rank=20),
    Entry("people", "duplicates/", _("Maybe the same person"), Area.MEMBERS, Verb.DECIDE),
)
