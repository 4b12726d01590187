"""The signed link by which somebody without an account reaches their own answer."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.events.models import Event
from teranga.domains.places.models import Rsvp

SIGNER = signing.Signer(salt="places.rsvp", sep=".")


def token_of(rsvp: Rsvp) -> str:
    return SIGNER.sign(str(rsvp.pk))


def rsvp_of_token(event: Event, token: str) -> Rsvp | None:
    """The answer that the link was made for; None for a false one, or one of another event."""
    try:
        number = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Rsvp.objects.filter(event=event, pk=number).select_related("person").first()


def own_path(event: Event, rsvp: Rsvp) -> str:
    """The page of one's own place, without the language prefix."""
    return f"/{event.community.slug}/{event.slug}/place/{token_of(rsvp)}/"


def own_address(event: Event, rsvp: Rsvp, language: str) -> str:
    """The same as it stands in a mail: it begins with the configured base address."""
    return f"{settings.BASE_URL}/{language}{own_path(event, rsvp)}"
