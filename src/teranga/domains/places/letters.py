"""The mails about places. A community may write its own words in their stead."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.mail.letters import LINK, NAME, Letter, Words, add_letters, paragraphs
from teranga.domains.mail.models import Category

EVENT, WHEN, UNTIL = "PyDay Lomé", "samedi 14 mars, 9 h", "vendredi 13 mars, 18 h"
ALWAYS = {"name": NAME, "event": EVENT, "when": WHEN, "link": LINK}


def _rsvp_code() -> Words:
    return _("{code} confirms your answer: {event}"), paragraphs(
        _("Hello {name},"),
        _("you answered for {event} ({when}). To confirm it, type this code:"),
        "{code}",
        _("Or open this page and press the button:"),
        "{link}",
        _("Both work once, for 30 minutes."),
        _("It was not you? Then do nothing: without the code nobody comes in your name."),
    )


def _place_given() -> Words:
    return _("You have a place: {event}"), paragraphs(
        _("Hello {name},"),
        _("your place is kept: {event}, {when}. At the door your name is enough."),
        _("Your place, your guests, and the button to give it back:"),
        "{link}",
        _("You cannot come? Give it back early: somebody who waits gets it at once."),
        _("This link is yours alone, so do not pass it on."),
    )


def _place_waiting() -> Words:
    return _("You are on the waiting list: {event}"), paragraphs(
        _("Hello {name},"),
        _("all places for {event} ({when}) are taken. You are number {position} on the waiting list."),
        _("As soon as it is your turn we write to you. Where you stand, and how to leave the list:"),
        "{link}",
    )


def _place_offer() -> Words:
    return _("A place is free for you, until {until}: {event}"), paragraphs(
        _("Hello {name},"),
        _("a place is free for you: {event}, {when}. It is kept until {until}."),
        _("Say yes or no here:"),
        "{link}",
        _("Without an answer it goes to the next person on the list."),
    )


def _place_offer_over() -> Words:
    return _("The place went to the next person: {event}"), paragraphs(
        _("Hello {name},"),
        _("the place that was kept for you until {until} is with the next person on the list now."),
        _("You still want to come? Here you can join the list again:"),
        "{link}",
    )


def _place_counted_in() -> Words:
    return _("You are counted in: {event}"), paragraphs(
        _("Hello {name},"),
        _("{event} is open, {when}. You asked to be counted in always, so you are: {state}."),
        _("You cannot come this time? One tap here:"),
        "{link}",
    )


def _place_guest_news() -> Words:
    return _("There is news about your guests: {event}"), paragraphs(
        _("Hello {name},"),
        _("there is news about the guests you bring to {event} ({when}). Your own place stays as it is."),
        _("What changed stands on your page:"),
        "{link}",
    )


def register() -> None:
    """Called once at start-up."""
    add_letters(
        Letter(
            "rsvp_code", lazy("Code for an answer to an event"), Category.SIGN_IN,
            ALWAYS | {"code": "284 915"}, _rsvp_code, ("code", "link"),
        ),
        Letter("place_given", lazy("A place is given"), Category.SIGN_IN, ALWAYS, _place_given, ("link",)),
        Letter(
            "place_waiting", lazy("On the waiting list"), Category.SIGN_IN, ALWAYS | {"position": "12"},
            _place_waiting, ("link",),
        ),
        Letter(
            "place_offer", lazy("A place is offered"), Category.SIGN_IN, ALWAYS | {"until": UNTIL},
            _place_offer, ("link", "until"),
        ),
        Letter(
            "place_offer_over", lazy("An offer is over"), Category.SIGN_IN, ALWAYS | {"until": UNTIL},
            _place_offer_over, ("link",),
        ),
        Letter(
            "place_counted_in", lazy("Counted in always"), Category.SIGN_IN,
            ALWAYS | {"state": "waitlisted"}, _place_counted_in, ("link",),
        ),
        Letter(
            "place_guest_news", lazy("News about guests"), Category.SIGN_IN, ALWAYS, _place_guest_news,
            ("link",),
        ),
    )  # fmt: skip
