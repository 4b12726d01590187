"""The text of a bulk mail for one recipient: placeholders filled once, and why they get it below."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.mail.letters import NAME, PLACE, Letter, MailText, compose
from teranga.domains.mail.models import BulkMail
from teranga.domains.mail.rules import CAN_BE_SWITCHED_OFF
from teranga.domains.mail.wording import reason_words
from teranga.foundation.translated import TranslatedText

SAMPLES = {"name": NAME, "community": PLACE, "event": "PyCon Togo 2027"}


def best_language(bulk: BulkMail, wanted: str, fallback: str) -> str:
    """The recipient's language if the text exists in it, else the community's, else any."""
    written = [code for code in bulk.subject if bulk.subject.get(code) and bulk.body.get(code)]
    for code in (wanted, fallback, "en"):
        if code in written:
            return code
    return written[0] if written else fallback


def is_complete(bulk: BulkMail) -> bool:
    return any(bulk.subject.get(code) and bulk.body.get(code) for code in bulk.subject)


def write_one(
    bulk: BulkMail, language: str, values: Mapping[str, str], *, reason: str, stop_link: str = ""
) -> MailText:
    """The finished mail. `stop_link` stands in the foot of mails that can be switched off."""
    with translation.override(language):
        told = reason_words(reason, community=values["community"], event=values.get("event", ""))
        foot = _("You get this mail because {reason}.")
        if bulk.category in CAN_BE_SWITCHED_OFF and stop_link:
            foot += " " + _("No more of these mails: {stop_link}")
    letter = Letter("bulk", lazy("Mail to many"), bulk.category, {}, lambda: ("", ""),
                    links=("stop_link",))  # fmt: skip
    body = bulk.body[language].rstrip() + "\n\n" + foot + "\n"
    filled = {**values, "reason": told, "stop_link": stop_link}
    return compose(letter, (bulk.subject[language], body), language, filled)


def names_in(bulk: BulkMail, language: str) -> dict[str, str]:
    """What the community and the event are called in this language."""
    return {
        name: TranslatedText(bulk.names.get(name, {})).best((language, "en"))[0]
        for name in ("community", "event")
    }
