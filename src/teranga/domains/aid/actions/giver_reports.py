"""A report to the givers of a fund: looked at by a person, kept as it was told, announced to the giver."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.aid.letters import giver_news
from teranga.domains.aid.links_giver import fund_report_address
from teranga.domains.aid.models import GiverReport
from teranga.domains.aid.queries_giver import last_report, read, told_to_givers, written
from teranga.domains.ledger.models import Fund
from teranga.domains.mail.actions.queue_mail import queue_mail


class NothingNew(Exception):
    """The givers were told exactly this already. Nothing was sent."""


def send_report(*, fund: Fund, language: str, by: Actor, at: datetime) -> GiverReport:
    """Keep what stands in the book now; a giver with an e-mail address hears that there is news.

    Raises NothingNew.
    """
    with write():
        rows = Fund.objects.filter(community=fund.community_id).select_related("community")
        row = rows.select_for_update(of=("self",)).get(pk=fund.pk)
        told, before = written(told_to_givers(row)), last_report(row)
        address = address_of_giver(row)
        if before is not None and read(before.told) == read(told):
            raise NothingNew
        report = GiverReport.objects.create(
            community_id=row.community_id, fund=row, told=told, sent_at=at, made_by_id=by.person_id,
            by_mail=bool(address),
        )  # fmt: skip
        if address:
            community = row.community
            text = giver_news(
                language, community=community.name.in_language(language),
                link=fund_report_address(row, language), community_id=community.pk,
            )  # fmt: skip
            queue_mail(text, to=address, cause=f"giver-report:{report.pk}", at=at,
                       community_id=community.pk, reply_to=community.contact_email)  # fmt: skip
        record(by=by, verb="fund.report", object_type="fund", object_id=row.pk, at=at,
               community_id=row.community_id)  # fmt: skip
    return report


def withdraw_report(*, fund: Fund, by: Actor, at: datetime) -> int:
    """What the givers were told so far opens no more: it went to the wrong address, or on. The next
    report has a link of its own. Returns how many were withdrawn; raises NothingNew when there was none.
    """
    with write():
        row = Fund.objects.filter(community=fund.community_id).select_for_update().get(pk=fund.pk)
        told = GiverReport.objects.filter(community=row.community_id, fund=row, withdrawn_at=None)
        ended = told.update(withdrawn_at=at)
        if not ended:
            raise NothingNew
        record(by=by, verb="fund.withdraw_report", object_type="fund", object_id=row.pk, at=at,
               community_id=row.community_id, changes={"rows": [ended, 0]})  # fmt: skip
    return ended


def address_of_giver(fund: Fund) -> str:
    """Where a mail can go; "" when the contact is a telephone or there is none."""
    contact = str(fund.giver_contact or "").strip()
    try:
        validate_email(contact)
    except ValidationError:
        return ""
    return contact
