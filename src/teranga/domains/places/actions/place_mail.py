"""One mail for each thing that becomes of an answer, to whoever has a confirmed address."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from teranga.domains.events.models import Event
from teranga.domains.mail.actions.queue_mail import queue_mail, void_unsent
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.queries import first_address
from teranga.domains.places.links import own_address
from teranga.domains.places.models import Offer, Place, Rsvp
from teranga.domains.places.queries import position_of
from teranga.domains.places.wording import moment_words, state_name, when_words
from teranga.foundation.translated import TranslatedText

MAILED = {Rsvp.State.GOING: "place_given", Rsvp.State.WAITLISTED: "place_waiting"}


def tell_answer(rsvp: Rsvp, event: Event, *, at: datetime) -> None:
    """What became of an answer that has just moved: a place, or a number on the list."""
    letter = MAILED.get(Rsvp.State(rsvp.state))
    if letter is None:
        return
    more = {}
    if rsvp.state == Rsvp.State.WAITLISTED:
        entry = rsvp.entries.filter(state="waiting").first()
        more["position"] = str(position_of(entry)) if entry else ""
    write_mail(letter, rsvp, event, f"{letter}:{rsvp.pk}:{at.timestamp():.0f}", more, at=at)


def tell_offer(offer: Offer, rsvp: Rsvp, event: Event, *, at: datetime) -> None:
    """The mail is of no use once the offer is over, so it is not sent later."""
    until = _until(offer, rsvp, event)
    write_mail("place_offer", rsvp, event, _cause(offer), until, at=at, expires_at=offer.expires_at)


def tell_offer_is_over(offer: Offer, rsvp: Rsvp, event: Event, *, at: datetime) -> None:
    until = _until(offer, rsvp, event)
    write_mail("place_offer_over", rsvp, event, f"place-offer-over:{offer.pk}", until, at=at)


def tell_counted_in(rsvp: Rsvp, event: Event, *, at: datetime) -> None:
    with translation.override(rsvp.language):
        state = state_name(rsvp.state)
    write_mail("place_counted_in", rsvp, event, f"place-counted-in:{rsvp.pk}", {"state": state}, at=at)


def tell_guest_gave_back(place: Place, event: Event, *, at: datetime) -> None:
    """Whoever brings the guest hears that there is news; of whom stands on their own page alone."""
    host = place.guest_of
    rows = Rsvp.objects.filter(event=event, pk=host.rsvp_id) if host else Rsvp.objects.none()
    rsvp = rows.select_related("person").first()
    if rsvp is not None:  # else the host was given a place without an answer, and has no page of their own
        write_mail("place_guest_news", rsvp, event, f"place-guest-news:{place.pk}", {}, at=at)


def forget_offer_mail(offer: Offer) -> None:
    """It was answered before the mail left."""
    void_unsent(
        [_cause(offer)], reason="The offer was answered or withdrawn.", community_id=offer.community_id
    )


def values_for(event: Event, language: str) -> dict[str, str]:
    name = TranslatedText(event.name).in_language(language, event.community.default_language)
    return {"event": name, "when": when_words(event, language)}


def write_mail(
    letter: str, rsvp: Rsvp, event: Event, cause: str, more: dict[str, str], *, at: datetime,
    expires_at: datetime | None = None,
) -> None:  # fmt: skip
    address, language = first_address(rsvp.person), rsvp.language
    if not address:
        return  # somebody with a telephone alone: their page and the organisers tell them
    own = {"name": rsvp.person.name, "link": own_address(event, rsvp, language)}
    text = write_letter(
        letter, language, values_for(event, language) | own | more, community_id=event.community_id,
        event_id=event.pk,
    )  # fmt: skip
    queue_mail(
        text, to=address, cause=cause, at=at, expires_at=expires_at, community_id=event.community_id,
        event_id=event.pk, person_id=rsvp.person_id, reply_to=event.community.contact_email,
    )  # fmt: skip


def _until(offer: Offer, rsvp: Rsvp, event: Event) -> dict[str, str]:
    return {"until": moment_words(offer.expires_at, event.zone, rsvp.language)}


def _cause(offer: Offer) -> str:
    return f"place-offer:{offer.pk}"
