"""The letters to givers. What a stranger typed into the form never stands in a mail to an address."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.ledger.links import gift_address
from teranga.domains.ledger.models import Gift
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.letters import LETTERS, LINK, PLACE, Letter, Words, paragraphs
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

SAMPLES = {
    "community": PLACE, "fund": "PyCon Africa", "amount": "5 000 XOF", "reference": "K7QMR-4", "link": LINK,
}  # fmt: skip


def _gift_promised() -> Words:
    return _("Your gift to {community}: reference {reference}"), paragraphs(
        _("Hello,"),
        _("thank you for promising {amount} to “{fund}”. Write this reference beside the transfer:"),
        "{reference}",
        _("How to pay and whether it has arrived stand on your gift’s own page. There you may also end it:"),
        "{link}",
        _("It was not you? Then do nothing: nobody asks you for money."),
    )


def _gift_received() -> Words:
    return _("Your gift has arrived: {reference}"), paragraphs(
        _("Hello,"),
        _("{amount} for “{fund}” has arrived. Thank you, from all of {community}."),
        _("What becomes of it you see here:"),
        "{link}",
    )


def join_letters() -> None:
    """Called at start-up. Anew for each reader's language, the words are looked up when a mail is written."""
    for letter in (
        Letter("gift_promised", lazy("A gift is promised"), Category.MEMBERSHIP, SAMPLES, _gift_promised,
               ("reference", "link")),
        Letter("gift_received", lazy("A gift has arrived"), Category.MEMBERSHIP, SAMPLES, _gift_received,
               ("link",)),
    ):  # fmt: skip
        LETTERS[letter.key] = letter


def write_to_giver(gift: Gift, letter: str, *, at: datetime) -> None:
    """Mail the giver, where an address was left."""
    if not gift.contact:
        return
    community, language = gift.fund.community, gift.language
    money = Money(gift.received or gift.pledged, gift.currency)
    values = {
        "community": _words(community.name, language, community.default_language),
        "fund": _words(gift.fund.name, language, community.default_language),
        "amount": f"{money.amount:,} {money.currency}".replace(",", "\u00a0"), "reference": gift.reference,
        "link": gift_address(gift),
    }  # fmt: skip
    text = write_letter(letter, language, values, community_id=community.pk)
    queue_mail(
        text, to=gift.contact, cause=f"{letter}:{gift.pk}", at=at, community_id=community.pk,
        person_id=gift.person_id, reply_to=community.contact_email,
    )  # fmt: skip


def _words(text: TranslatedText, *languages: str) -> str:
    return TranslatedText(text).in_language(*languages)
