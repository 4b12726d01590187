"""States and moments in the language of whoever reads a mail."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.places.models import Rsvp
from teranga.foundation.translated import TranslatedText

LONG_DAY = {"fr": "EEEE d MMMM", "es": "EEEE d 'de' MMMM"}
State = Rsvp.State


def state_name(state: str) -> str:
    return {
        State.GOING: _("you have a place"),
        State.MAYBE: _("maybe"),
        State.WAITLISTED: _("on the waiting list"),
        State.OFFERED: _("a place is offered"),
        State.DECLINED: _("said no"),
        State.CANCELLED: _("cancelled"),
        State.ATTENDED: _("was there"),
        State.NO_SHOW: _("did not come"),
    }.get(State(state), state)


def moment_words(moment: datetime, zone: str, language: str) -> str:
    """ "samedi 14 mars, 9 h 30" """
    local = moment.astimezone(ZoneInfo(zone))
    day = format_date(local.date(), LONG_DAY.get(language, "EEEE d MMMM"), locale=language)
    if language == "fr":
        day = day.replace(" 1 ", " 1er ")
        return f"{day}, {local.hour} h{f' {local.minute:02d}' if local.minute else ''}"
    return f"{day}, {local:%H:%M}"


def when_words(event: Event, language: str) -> str:
    if event.starts_at:
        return moment_words(event.starts_at, event.zone, language)
    return format_date(event.start, LONG_DAY.get(language, "EEEE d MMMM"), locale=language)


def place_words(event: Event, language: str) -> str:
    """ "Woelab, Lomé", "Online", or both for an event that is hybrid."""
    with translation.override(language):
        house = TranslatedText(event.venue.name).in_language(language, "en") if event.venue else ""
        spot = ", ".join(part for part in (house, event.city) if part)
        online = "" if event.mode == Event.Mode.IN_PERSON else _("Online.")
        return f"{spot}. {online}".strip() if spot and event.mode != Event.Mode.ONLINE else online


def way_words(opens_at: datetime, zone: str, language: str) -> str:
    with translation.override(language):
        words = _("The link to join stands on your page from {moment} on.")
        return words.format(moment=moment_words(opens_at, zone, language))


def why_words(event: Event, language: str) -> str:
    return TranslatedText(event.cancelled_why).in_language(language, event.community.default_language)
