"""Every address of the organisers' desk. Each room brings its own list; the desk's first pages come last."""

from __future__ import annotations

from teranga.web.organise import plan_urls, team_urls

urlpatterns = [
    *team_urls.urlpatterns,
    *plan_urls.urlpatterns,
]
