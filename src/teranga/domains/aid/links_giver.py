"""The signed links under which givers, who have no account, read what their money did."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund, Gift

SIGNER = signing.Signer(salt="aid.giver", sep=".")
LONGEST = 18  # digits of a key


def fund_report_path(fund: Fund) -> str:
    """For the giver of a grant, without the language prefix. Another contact makes it worthless."""
    return _path(fund.community, f"fund-{fund.pk}-{_mark(fund)}")


def gift_report_path(gift: Gift) -> str:
    """For somebody who gave into a pot."""
    return _path(gift.fund.community, f"gift-{gift.pk}")


def fund_report_address(fund: Fund, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{fund_report_path(fund)}"


def fund_of_report_token(community: Community, token: str) -> tuple[Fund, Gift | None] | None:
    """The fund, and the gift when it is the link of one; None for a false link or an earlier contact's."""
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
    return (fund, None) if fund and mark == [_mark(fund)] else None


def _path(community: Community, what: str) -> str:
    return f"/{community.slug}/reports/{SIGNER.sign(what)}/"


def _mark(fund: Fund) -> str:
    return salted_hmac("aid.giver", f"{fund.pk}:{fund.giver_contact}").hexdigest()[:16]
