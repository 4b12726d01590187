"""The signed links under which givers, who have no account, read what their money did."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from teranga.domains.aid.models import GiverReport
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund, Gift

SIGNER = signing.Signer(salt="aid.giver", sep=".")
LONGEST = 18  # digits of a key


class LinkWithdrawn(Exception):
    """The link was made here, and opens nothing any more."""


def fund_report_path(fund: Fund) -> str:
    """For the giver of a grant, without the language prefix. Another contact makes it worthless, and so does
    withdrawing what was told.
    """
    return _path(fund.community, f"fund-{fund.pk}-{_mark(fund)}")


def gift_report_path(gift: Gift) -> str:
    """For somebody who gave into a pot."""
    return _path(gift.fund.community, f"gift-{gift.pk}")


def fund_report_address(fund: Fund, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{fund_report_path(fund)}"


def fund_of_report_token(community: Community, token: str) -> tuple[Fund, Gift | None] | None:
    """The fund, and the gift when it is the link of one; None for a false link.

    Raises LinkWithdrawn for a true one of an earlier contact, or from before the reports were withdrawn.
    """
    try:
        kind, number, *mark = SIGNER.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    if not number.isdigit() or len(number) > LONGEST:
        return None
    if kind == "gift":
        gifts = Gift.objects.filter(community=community, pk=int(number), state=Gift.State.RECEIVED)
        gift = gifts.select_related("fund__community").first()
        return (gift.fund, gift) if gift else None
    fund = Fund.objects.filter(community=community, pk=int(number)).select_related("community").first()
    if fund and mark != [_mark(fund)]:
        raise LinkWithdrawn
    return (fund, None) if fund else None


def _path(community: Community, what: str) -> str:
    return f"/{community.slug}/reports/{SIGNER.sign(what)}/"


def _mark(fund: Fund) -> str:
    reports = GiverReport.objects.filter(community=fund.community_id, fund=fund)
    withdrawn = reports.exclude(withdrawn_at=None).count()
    turn = f":{withdrawn}" if withdrawn else ""
    return salted_hmac("aid.giver", f"{fund.pk}:{fund.giver_contact}{turn}").hexdigest()[:16]
