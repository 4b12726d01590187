"""What the givers of a fund are told: looked at first, then sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.domains.aid.actions.giver_reports import (
    NothingNew,
    address_of_giver,
    send_report,
    withdraw_report,
)
from teranga.domains.aid.links_giver import fund_report_address
from teranga.domains.aid.queries_giver import last_report, read, reports_of, told_to_givers
from teranga.domains.ledger import queries
from teranga.domains.ledger.models import Fund
from teranga.domains.people.roles import Area, Verb
from teranga.web.me.giver_views import report_context
from teranga.web.organise.desk import desk_page
from teranga.web.organise.fund_views import DECIDE, VIEW, money_root
from teranga.web.public import notfound


@VIEW
@require_safe
@notfound.as_page
def report(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    return _page(request, queries.fund_of(request.community, fund))


def _page(request: HttpRequest, row: Fund, refusal: str = "") -> HttpResponse:
    told, sent, last = told_to_givers(row), reports_of(row), last_report(row)
    may_decide = request.rights.may(Verb.DECIDE, Area.MONEY, request.place)
    address = fund_report_address(row, row.community.default_language)
    context = report_context(row, told) | {
        "sent": sent, "is_new": last is None or read(last.told) != told, "refusal": refusal, "own": None,
        "may_decide": may_decide, "saved": "saved" in request.GET and not refusal, "photos": "",
        "address": address_of_giver(row) if may_decide else "",
        "back": money_root(request, f"funds/{row.pk}/"),
        "root": money_root(request, f"funds/{row.pk}/report/"),
        "photo_end": "", "link": address if may_decide and last else "",
        "withdrawn": "withdrawn" in request.GET and not refusal,
    }  # fmt: skip
    return desk_page(request, "money/report", context, title=_("Report to the giver"),
                     styles=("report", "print"), status=409 if refusal else 200)  # fmt: skip


@DECIDE
@require_POST
@notfound.as_page
def send(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    try:
        send_report(fund=row, language=row.community.default_language, by=request.actor, at=timezone.now())
    except NothingNew:
        return _page(request, row, _("This is what the giver was told last. Nothing was sent."))
    return HttpResponseRedirect(f"{money_root(request, f'funds/{row.pk}/report/')}?saved=1")


@DECIDE
@require_POST
@notfound.as_page
def withdraw(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    try:
        withdraw_report(fund=row, by=request.actor, at=timezone.now())
    except NothingNew:
        return _page(request, row, _("There is no report to withdraw. Nothing was changed."))
    return HttpResponseRedirect(f"{money_root(request, f'funds/{row.pk}/report/')}?withdrawn=1")
