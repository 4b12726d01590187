"""The addresses of the settings, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import link_views, settings_views, visibility_views
from teranga.web.organise.menu import Entry, register

COMMUNITY, EVENT = "<slug:community>/", "<slug:community>/<slug:event>/"

urlpatterns = [
    path(f"{COMMUNITY}settings/", settings_views.community_texts, name="organise-settings"),
    path(f"{COMMUNITY}settings/facts/", settings_views.community_facts, name="organise-facts"),
    path(f"{COMMUNITY}settings/visibility/", visibility_views.community, name="organise-visibility"),
    path(f"{COMMUNITY}address/", visibility_views.community_address, name="organise-address"),
    path(f"{COMMUNITY}links/", link_views.community_links, name="organise-links"),
    path(f"{COMMUNITY}links/<int:link>/", link_views.community_link_answer, name="organise-link-answer"),
    path(f"{EVENT}settings/", settings_views.event_texts, name="organise-event-settings"),
    path(f"{EVENT}settings/facts/", settings_views.event_facts, name="organise-event-facts"),
    path(f"{EVENT}settings/links/", link_views.event_links, name="organise-event-links"),
    path(f"{EVENT}settings/links/propose/", link_views.propose, name="organise-event-propose"),
    path(f"{EVENT}settings/links/<int:link>/", link_views.event_link_answer, name="organise-event-link"),
    path(f"{EVENT}settings/visibility/", visibility_views.event, name="organise-event-visibility"),
    path(f"{EVENT}address/", visibility_views.event_address, name="organise-event-address"),
    path(f"{EVENT}call-off/", visibility_views.call_off, name="organise-event-call-off"),
    path(f"{EVENT}hold/", visibility_views.hold, name="organise-event-hold"),
]

register(
    Entry("before", "settings/", _("The event's settings"), Area.SETTINGS, Verb.EDIT, of_event=True),
    Entry("settings", "settings/", _("The community's settings"), Area.SETTINGS, Verb.EDIT, rank=10),
)
