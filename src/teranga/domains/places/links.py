"""The signed links by which people without an account reach their own answer, and guests their own place."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.events.models import Event
from teranga.domains.places.models import Place, Rsvp

SIGNER = signing.Signer(salt="places.rsvp", sep=".")
GUESTS = signing.Signer(salt="places.guest", sep=".")


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


def guest_path(event: Event, place: Place) -> str:
    """The page of a guest's own place, which whoever brings them passes on; without the language prefix."""
    return f"/{event.community.slug}/{event.slug}/guest/{GUESTS.sign(str(place.pk))}/"


def guest_place_of_token(event: Event, token: str) -> Place | None:
    """The guest's place that the link was made for, given back or not; None for a false link."""
    try:
        number = int(GUESTS.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = Place.objects.filter(event=event, pk=number).exclude(guest_of=None)
    return rows.select_related("guest_of__person").first()
