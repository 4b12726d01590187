"""The addresses of certificates, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import certificate_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/certificates/"

urlpatterns = [
    path(ROOT, views.certificates, name="organise-certificates"),
    path(ROOT + "issue/", views.issue, name="organise-certificates-issue"),
    path(ROOT + "<int:certificate>/revoke/", views.revoke, name="organise-certificate-revoke"),
    path(ROOT + "<int:certificate>/reinstate/", views.reinstate, name="organise-certificate-reinstate"),
]

register(
    Entry(
        "after", "certificates/", _("Certificates of attendance"), Area.EVENTS, Verb.EDIT, of_event=True,
        rank=20,
    )
)  # fmt: skip
