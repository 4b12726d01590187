"""The addresses of certificates, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import certificate_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/certificates/"
PATHS = "<slug:community>/paths/<int:number>/certificates/"

urlpatterns = [
    path(PATHS, views.of_path, name="organise-path-certificates"),
    path(PATHS + "<int:certificate>/revoke/", views.revoke_of_path, name="organise-path-certificate-revoke"),
    path(
        PATHS + "<int:certificate>/reinstate/", views.reinstate_of_path,
        name="organise-path-certificate-reinstate",
    ),
    path(ROOT, views.certificates, name="organise-certificates"),
    path(ROOT + "issue/", views.issue, name="organise-certificates-issue"),
    path(ROOT + "<int:certificate>/revoke/", views.revoke, name="organise-certificate-revoke"),
    path(ROOT + "<int:certificate>/reinstate/", views.reinstate, name="organise-certificate-reinstate"),
]  # fmt: skip

register(
    Entry(
        "after", "certificates/", _("Certificates of attendance"), Area.EVENTS, Verb.EDIT, of_event=True,
        rank=20,
    )
)  # fmt: skip
