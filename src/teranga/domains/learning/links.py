"""The signed link by which a member reaches their place in the list of a group, from a mail."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.learning.models import TrainingPath
from teranga.domains.places.models import WaitingEntry

SIGNER = signing.Signer(salt="learning.waiting", sep=".")


def waiting_path(path: TrainingPath, entry: WaitingEntry) -> str:
    """The page of one's own place in the list, without the language prefix."""
    return f"/{path.community.slug}/paths/{path.slug}/waiting/{SIGNER.sign(str(entry.pk))}/"


def waiting_address(path: TrainingPath, entry: WaitingEntry, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{waiting_path(path, entry)}"


def entry_of_token(path: TrainingPath, token: str) -> WaitingEntry | None:
    """The entry that the link was made for; None for a false one, or one of another community."""
    try:
        number = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = WaitingEntry.objects.filter(community=path.community_id, event=None, pk=number)
    return rows.select_related("person").first()
