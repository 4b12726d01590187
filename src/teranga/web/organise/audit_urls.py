"""The addresses of the log and of the record of processing, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import audit_views, processing_views
from teranga.web.organise.menu import Entry, register

urlpatterns = [
    path("<slug:community>/audit/", audit_views.audit, name="organise-audit"),
    path("<slug:community>/audit/heads.txt", audit_views.heads, name="organise-audit-heads"),
    path("<slug:community>/processing/", processing_views.processing, name="organise-processing"),
]

register(
    Entry("settings", "audit/", _("Changes"), Area.AUDIT),
    Entry("settings", "processing/", _("Personal data"), Area.AUDIT),
)
