"""Every address of the desk, below /organise/. A room of the desk adds its own list here, before the last."""

from __future__ import annotations

from teranga.web.organise import (
    after_urls,
    audit_urls,
    certificate_urls,
    clone_urls,
    content_urls,
    decision_urls,
    desk_urls,
    door_urls,
    mail_urls,
    members_urls,
    mentoring_urls,
    partner_urls,
    plan_urls,
    preview_urls,
    programme_urls,
    series_urls,
    settings_urls,
    story_urls,
    team_urls,
)

urlpatterns = [
    *team_urls.urlpatterns,
    *members_urls.urlpatterns,
    *after_urls.urlpatterns,
    *certificate_urls.urlpatterns,
    *mail_urls.urlpatterns,
    *preview_urls.urlpatterns,
    *audit_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *mentoring_urls.urlpatterns,
    *clone_urls.urlpatterns,
    *content_urls.urlpatterns,
    *story_urls.urlpatterns,
    *programme_urls.urlpatterns,
    *series_urls.urlpatterns,
    *decision_urls.urlpatterns,
    *partner_urls.urlpatterns,
    *settings_urls.urlpatterns,
    *door_urls.urlpatterns,
    *desk_urls.urlpatterns,
    *desk_urls.last,
]
