"""The addresses of partners, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.partner_lists import PARTNER_LISTS
from teranga.web.organise.partner_views import logo
from teranga.web.organise.row_lists import patterns_for

urlpatterns = [
    path("<slug:community>/partners/<int:number>/logo/", logo, name="organise-partner-logo"),
    *(pattern for told in PARTNER_LISTS for pattern in patterns_for(told)),
]

register(Entry("ties", "partners/", _("Partners"), Area.PARTNERS, rank=10))
