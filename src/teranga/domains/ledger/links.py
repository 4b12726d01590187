"""The signed link by which a giver without an account reaches their own gift."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Gift

SIGNER = signing.Signer(salt="ledger.gift", sep=".")


def gift_path(gift: Gift) -> str:
    """The gift's own page, without the language prefix."""
    return f"/{gift.fund.community.slug}/gifts/{SIGNER.sign(str(gift.pk))}/"


def gift_address(gift: Gift) -> str:
    return f"{settings.BASE_URL}/{gift.language}{gift_path(gift)}"


def gift_of_token(community: Community, token: str) -> Gift | None:
    """The gift that the link was made for; None for a false one, or one of another community."""
    try:
        number = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = Gift.objects.filter(community=community, pk=number)
    return rows.select_related("fund__community").first()
