"""The mails before an event, and about its changes. They lead to a page of the recipient's own."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.mail.letters import Letter, Words, add_letters, paragraphs
from teranga.domains.mail.models import Category
from teranga.domains.places.letters import ALWAYS

WHERE = {"where": "Woelab, Lomé"}
OWN_PAGE = ("link",)


def _reminder() -> Words:
    return _("{event}: {when}"), paragraphs(
        _("Hello {name},"),
        _("{event} is coming up: {when}. {where}"),
        _("Your place, and the button to give it back if you cannot come:"),
        "{link}",
    )


def _reminder_online() -> Words:
    return _("The way in: {event}, {when}"), paragraphs(
        _("Hello {name},"),
        _("{event} begins soon: {when}. You come in here:"),
        "{room}",
        _("Code, if you are asked for one: {note}"),
        _("The link is for you; please do not pass it on. You cannot come? Give your place back here:"),
        "{link}",
    )


def _moved() -> Words:
    return _("Changed: {event} is on {when}"), paragraphs(
        _("Hello {name},"),
        _("something changed: {event} takes place on {when}. {where}"),
        _("Your answer stays as it was. It no longer suits you? Then tell us here:"),
        "{link}",
    )


def _cancelled() -> Words:
    return _("Called off: {event}"), paragraphs(
        _("Hello {name},"),
        _("{event} ({when}) does not take place: {why}"),
        _("You need not do anything. Your own page stays here:"),
        "{link}",
    )


def _on_again() -> Words:
    return _("It takes place after all: {event}, {when}"), paragraphs(
        _("Hello {name},"),
        _("we wrote that {event} was called off. It takes place after all: {when}. {where}"),
        _("Your answer stays as it was. You have other plans by now? Then tell us here:"),
        "{link}",
    )


def register() -> None:
    """Called once at start-up."""
    room = {"room": "https://meet.example.org/jeudi", "note": "4711"}
    secret = Category.SIGN_IN  # each leads to a page that can give the place back
    add_letters(
        Letter("reminder", lazy("Reminder"), secret, ALWAYS | WHERE, _reminder, OWN_PAGE),
        Letter(
            "reminder_online", lazy("Reminder with the way in online"), secret, ALWAYS | room,
            _reminder_online, ("link", "room"), ("link", "room"),
        ),
        Letter("event_moved", lazy("An event moved"), secret, ALWAYS | WHERE, _moved, OWN_PAGE),
        Letter(
            "event_cancelled", lazy("An event is called off"), secret,
            ALWAYS | {"why": "la salle est inondée"}, _cancelled, ("why",),
        ),
        Letter("event_on_again", lazy("An event takes place after all"), secret, ALWAYS | WHERE, _on_again,
               OWN_PAGE),
    )  # fmt: skip
