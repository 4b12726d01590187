"""The lists about partners: one page each, with tabs between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Partner
from teranga.domains.communities.queries_partners import is_late
from teranga.domains.people.roles import Area
from teranga.web import localised
from teranga.web.labels import partner_kind
from teranga.web.organise import partner_forms as forms
from teranga.web.organise.content_lists import OfACommunity
from teranga.web.organise.row_lists import RowList

TABS = (
    ("partners/", gettext_lazy("Partners")),
    ("partners/contacts/", gettext_lazy("Contacts")),
    ("partners/agreements/", gettext_lazy("Agreements")),
    ("partners/equipment/", gettext_lazy("Equipment lent")),
)


class OfPartners(OfACommunity):
    """Rows that each name one of the community's partners."""

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return super().rows(request).select_related("partner")

    def options(self, request: HttpRequest) -> Mapping[str, Any]:
        rows = Partner.objects.filter(community=request.community).order_by("position", "pk")
        return {"partners": list(rows.values_list("pk", "name"))}


def _partner(row: Any) -> tuple[str, str]:
    shown = _("on the public page") if row.is_shown else _("not shown")
    return row.name, f"{partner_kind(row.kind)} · {shown}"


def _contact(row: Any) -> tuple[str, str]:
    told = (row.partner.name, row.role, row.email, row.phone)
    return row.name, " · ".join(part for part in told if part)


def _agreement(row: Any) -> tuple[str, str]:
    days = [localised.day(day, "long") if day else "…" for day in (row.since, row.until)]
    period = " – ".join(days) if row.since or row.until else ""
    over = _("over") if row.until and row.until < timezone.localdate() else ""
    return row.title, " · ".join(part for part in (row.partner.name, period, over) if part)


def _lent(row: Any) -> tuple[str, str]:
    if row.returned:
        state = _("back since {day}").format(day=localised.day(row.returned, "long"))
    elif is_late(row, timezone.localdate()):
        state = _("late: was due on {day}").format(day=localised.day(row.due, "long"))
    else:
        state = _("due on {day}").format(day=localised.day(row.due, "long")) if row.due else _("no date set")
    return row.what, f"{row.partner.name} · {state}"


PARTNER_LISTS = (
    RowList(
        "partner", "partners/", Area.PARTNERS, gettext_lazy("Partners"), gettext_lazy("Add a partner"),
        gettext_lazy("Schools, companies, communities, media and institutions that help you."),
        forms.PartnerForm, _partner, OfACommunity("partner"), in_use=ProtectedError,
        more=(("logo/", gettext_lazy("Its logo")),), tabs=TABS,
    ),
    RowList(
        "contact", "partners/contacts/", Area.PARTNERS, gettext_lazy("Contacts of partners"),
        gettext_lazy("Add a contact"),
        gettext_lazy("Whom to call. Only the team sees this; take out who is no longer there."),
        forms.ContactForm, _contact, OfPartners("contact"), tabs=TABS,
    ),
    RowList(
        "agreement", "partners/agreements/", Area.PARTNERS, gettext_lazy("Agreements"),
        gettext_lazy("Add an agreement"), gettext_lazy("What each side does, and for how long."),
        forms.AgreementForm, _agreement, OfPartners("agreement"), tabs=TABS,
    ),
    RowList(
        "lent", "partners/equipment/", Area.PARTNERS, gettext_lazy("Equipment lent"),
        gettext_lazy("Add a loan"), gettext_lazy("What is lent to you, by whom, and when it must be back."),
        forms.LentForm, _lent, OfPartners("lent"), tabs=TABS,
    ),
)  # fmt: skip
