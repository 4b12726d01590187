"""The letters to those who write a proposal. They name the event and the way back, not what was written."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.events.models import Event
from teranga.domains.mail.letters import Letter, MailText, Words, add_letters, paragraphs
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.normal_forms import DetailRefused, person_name

LINK = "https://python.example.org/en/call/"
SAMPLES = {"name": "Afi Mensah", "event": "PyCon Togo 2026", "link": LINK}


def _code() -> Words:
    return _("{code} is your code for your proposal"), paragraphs(
        _("Hello,"),
        _("this code shows that the proposal for {event} is yours:"),
        "{code}",
        _("Type it where you were asked for it. It stands for 20 minutes."),
        _("Your draft is here, on any device:"),
        "{link}",
        _("It was not you? Then do nothing: without the code nothing is sent in your name."),
    )


def _kept() -> Words:
    return _("Your draft for {event}"), paragraphs(
        _("Hello,"),
        _("your draft is kept. Open it with this address, on any device:"),
        "{link}",
        _("Whoever has the address can read and change the draft. Keep it to yourself."),
    )


def _sent() -> Words:
    return _("Your proposal for {event} has arrived"), paragraphs(
        _("Hello {name},"),
        _("thank you. Your proposal for {event} has arrived, and its number is {code}."),
        _("You see here how it goes on, and you can change it until the call closes:"),
        "{link}",
    )


def _invited() -> Words:
    return _("{name} would like to speak with you at {event}"), paragraphs(
        _("Hello,"),
        _("{name} wrote a proposal for {event} and named you as somebody who speaks too."),
        _("Read it here, and say yes or no:"),
        "{link}",
        _("Without your yes you are not named anywhere."),
        _("You do not know who asks? Then do nothing, or answer to this mail: the organisers read it."),
    )


def _asked() -> Words:
    return _("A question about your proposal for {event}"), paragraphs(
        _("Hello {name},"),
        _("those who choose the programme of {event} would like to know something before they decide."),
        _("The question stands here, and you answer it there:"),
        "{link}",
    )


def join_writer_letters() -> None:
    """Called once at start-up. Their links open the proposal to whoever has them."""
    coded = {**SAMPLES, "code": "7K3QX-M"}
    add_letters(
        Letter("proposal_code", lazy("The code for a proposal"), Category.SIGN_IN,
               {"event": SAMPLES["event"], "link": LINK, "code": "284 915"}, _code, ("code",)),
        Letter("proposal_kept", lazy("The way back to a draft"), Category.SIGN_IN,
               {"event": SAMPLES["event"], "link": LINK}, _kept, ("link",)),
        Letter("proposal_sent", lazy("A proposal has arrived"), Category.SIGN_IN, coded, _sent, ("link",)),
        Letter("proposal_invited", lazy("Somebody is asked to speak too"), Category.SIGN_IN, SAMPLES,
               _invited, ("link",)),
        Letter("proposal_asked", lazy("A question about a proposal"), Category.SIGN_IN, SAMPLES, _asked,
               ("link",)),
    )  # fmt: skip


def proposal_code(language: str, *, event: Event, code: str, link: str) -> MailText:
    """To the address that somebody typed: it shows that it is theirs."""
    return _written("proposal_code", language, event, code=f"{code[:3]} {code[3:]}", link=link)


def proposal_kept(language: str, *, event: Event, link: str) -> MailText:
    """The address of a draft, asked for by whoever writes it."""
    return _written("proposal_kept", language, event, link=link)


def proposal_sent(language: str, *, event: Event, name: str, code: str, link: str) -> MailText:
    return _written("proposal_sent", language, event, name=name, code=code, link=link)


def proposal_invited(language: str, *, event: Event, name: str, link: str) -> MailText:
    """To somebody who was named as speaking too; `name` is who named them."""
    with translation.override(language):
        try:
            who = person_name(name)
        except DetailRefused:  # a name with an address in it would be a link in somebody else's mail
            who = _("Somebody")
    return _written("proposal_invited", language, event, name=who, link=link)


def proposal_asked(language: str, *, event: Event, name: str, link: str) -> MailText:
    return _written("proposal_asked", language, event, name=name, link=link)


def _written(key: str, language: str, event: Event, **values: str) -> MailText:
    told = {"event": event.name.in_language(language), **values}
    return write_letter(key, language, told, community_id=event.community_id, event_id=event.pk)
