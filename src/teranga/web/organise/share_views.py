"""Invitations ready to paste into WhatsApp, Telegram and Discord, in each of the event's languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.formats.chat_texts import DISCORD, LONGEST, TELEGRAM, WHATSAPP, Invitation, message
from teranga.web import labels, localised
from teranga.web.organise.desk import desk_page
from teranga.web.templating import translated_plain

NAMES = {WHATSAPP: "WhatsApp", TELEGRAM: "Telegram", DISCORD: "Discord"}


@dataclass(frozen=True, slots=True)
class Pasted:
    language: str
    chat: str
    name: str
    text: str
    longest: int

    @property
    def key(self) -> str:
        return f"{self.chat}-{self.language}"


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_safe
def share(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = request.event
    languages = edition.languages or edition.community.languages
    texts = [(code, [_pasted(edition, code, chat) for chat in NAMES]) for code in languages]
    context = {"texts": texts, "is_shown": edition.visibility != Event.Visibility.DRAFT}
    return desk_page(
        request, "after/share", context, title=_("Invitations to paste"), scripts=("once.js", "copy.js")
    )


def _pasted(event: Event, language: str, chat: str) -> Pasted:
    return Pasted(language, chat, NAMES[chat], message(chat, invitation(event, language)), LONGEST[chat])


def invitation(event: Event, language: str) -> Invitation:
    """What everybody may know of the event, in this language. The way in online is never among it."""
    site = language if language in dict(settings.LANGUAGES) else event.community.default_language
    with translation.override(site):
        when = localised.days(event.start, event.end)
        if event.starts_at and event.start == event.end:
            when = f"{when}, {localised.clock(event.starts_at, event.zone)}"
        house = translated_plain(event.venue.name) if event.venue else ""
        mode = labels.mode(event.mode) if event.mode != Event.Mode.IN_PERSON else ""
        return Invitation(
            title=translated_plain(event.name), when=when,
            where=", ".join(part for part in (house, event.city, mode) if part),
            about=translated_plain(event.tagline) or plain_text(translated_plain(event.summary), 400),
            ask=_("Everything about it, and your place:"),
            url=f"{settings.BASE_URL}/{site}/{event.community.slug}/{event.slug}/",
            starts_at=event.starts_at,
        )  # fmt: skip
