"""The letters after the decision, added to those that a community or an event may put into its own words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.mail.letters import Letter, Words, add_letters, paragraphs
from teranga.domains.mail.models import Category

SAMPLES = {
    "name": "Afi Mensah", "title": "Des graphes pour les tontines", "event": "PyCon Togo 2027",
    "link": "https://python.example.org/en/me/talk/1a2b3c/",
}  # fmt: skip
UNTIL = {**SAMPLES, "until": "14 mars, 23:59"}


def _accepted() -> Words:
    return _("Accepted: {title}"), paragraphs(
        _("Hello {name},"),
        _("we would love to have “{title}” at {event}."),
        _("Please say by {until} whether you come. It takes a minute, without an account:"),
        "{link}",
        _("If you need help with the journey or a letter for a visa, say so there."),
    )


def _reserve() -> Words:
    return _("On the reserve: {title}"), paragraphs(
        _("Hello {name},"),
        _("“{title}” is on the reserve of {event}: we want it, and there is no room so far."),
        _("If somebody cannot come, it moves up by itself and you hear at once. How it stands:"),
        "{link}",
    )


def _not_chosen() -> Words:
    return _("About your proposal: {title}"), paragraphs(
        _("Hello {name},"),
        _("thank you for “{title}”. It is not in the programme of {event} this time."),
        "{why}",
        _("What the committee says about it, and what may help next time, stands here:"),
        "{link}",
    )


def _merged() -> Words:
    return _("One talk out of two: {title}"), paragraphs(
        _("Hello {name},"),
        _("“{title}” goes so well with “{other}” that we would like to hear both as one at {event}."),
        _("How that is meant, and where you say whether you speak in it:"),
        "{link}",
    )


def _promoted() -> Words:
    return _("There is room now: {title}"), paragraphs(
        _("Hello {name},"),
        _("somebody could not come, and “{title}” moved up from the reserve of {event}."),
        _("Please say by {until} whether you come; after that the next one is asked:"),
        "{link}",
    )


def _reminder() -> Words:
    return _("Do you come? {title}"), paragraphs(
        _("Hello {name},"),
        _("we have no answer about “{title}” at {event} yet. Please say yes or no by {until}:"),
        "{link}",
        _("A no is fine as well: somebody else is waiting for the place."),
    )


def _silent() -> Words:
    return _("No answer in time: {title}"), paragraphs(
        _("Hello {name},"),
        _("we had no answer about “{title}” at {event}, and the place went to somebody who waits."),
        _("Did something come in between? Write back to this mail. How it stands:"),
        "{link}",
    )


def _cancelled() -> Words:
    return _("No longer in the programme: {title}"), paragraphs(
        _("Hello {name},"),
        _("“{title}” is no longer in the programme of {event}."),
        _("Why, and whom to write to, stands here:"),
        "{link}",
    )


def _invited() -> Words:
    return _("{event} invites you to speak"), paragraphs(
        _("Hello {name},"),
        _("we would be honoured to hear you at {event}."),
        _("This page is yours, without an account. Please say by {until} whether you come:"),
        "{link}",
    )


def join_letters() -> None:
    """Called once at start-up."""
    kind = Category.SIGN_IN  # each leads to a page that answers for its reader
    add_letters(
        Letter("talk_accepted", lazy("A proposal is accepted"), kind, UNTIL, _accepted, ("link", "until")),
        Letter("talk_reserve", lazy("A proposal is on the reserve"), kind, SAMPLES, _reserve, ("link",)),
        Letter("talk_rejected", lazy("A proposal is not chosen"), kind,
               {**SAMPLES, "why": "More good proposals came than there is room for."}, _not_chosen,
               ("link",)),
        Letter("talk_merged", lazy("Two proposals become one"), kind,
               {**SAMPLES, "other": "Cartes libres de Lomé"}, _merged, ("link",)),
        Letter("talk_promoted", lazy("A proposal moves up from the reserve"), kind, UNTIL, _promoted,
               ("link", "until")),
        Letter("talk_reminder", lazy("A speaker has not answered yet"), kind, UNTIL, _reminder,
               ("link", "until")),
        Letter("talk_silent", lazy("A speaker did not answer in time"), kind, SAMPLES, _silent, ("link",)),
        Letter("talk_cancelled", lazy("A talk is no longer in the programme"), kind, SAMPLES, _cancelled,
               ("link",)),
        Letter("talk_invited", lazy("Somebody is invited to speak"), kind, UNTIL, _invited,
               ("link", "until")),
    )  # fmt: skip
