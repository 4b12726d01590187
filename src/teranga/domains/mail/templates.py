"""The mails' words. Each is a function that says by its arguments which values may stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.mail.rules import fill
from teranga.domains.people.normal_forms import one_line

LONGEST_SUBJECT = 180


@dataclass(frozen=True, slots=True)
class MailText:
    language: str
    subject: str
    body: str


def join_code(language: str, *, name: str, community: str, code: str, link: str) -> MailText:
    """To somebody who asked to join: the code, the link, and what to do if it was not them."""
    with translation.override(language):
        return _mail(
            language,
            _("{code} is your code for {community}"),
            [
                _("Hello {name},"),
                _("you asked to join {community}. Your code is:"),
                "{code}",
                _("Or open this page and press the button:"),
                "{link}",
                _("Both work once, for 20 minutes."),
                _("It was not you? Then do nothing: without the code nobody joins in your name."),
            ],
            {"name": name, "community": community, "code": code, "link": link},
        )


def already_member(language: str, *, name: str, community: str, code: str, link: str) -> MailText:
    """To a member whose address was used to join again: nothing changed, and here is the way in."""
    with translation.override(language):
        return _mail(
            language,
            _("{code} is your code for {community}"),
            [
                _("Hello {name},"),
                _("you are already a member of {community}, and nothing has changed."),
                _("This page leads to what the community knows about you:"),
                "{link}",
                _("Or type this code where you were asked for one:"),
                "{code}",
                _("Both work once, for 20 minutes."),
                _("It was not you? Then do nothing: nobody learns that you are a member."),
            ],
            {"name": name, "community": community, "code": code, "link": link},
        )


def sign_in_code(language: str, *, name: str, code: str, link: str) -> MailText:
    """To a member who wants to see their own page."""
    with translation.override(language):
        return _mail(
            language,
            _("{code} is your code to sign in"),
            [
                _("Hello {name},"),
                _("your code to see your own page is:"),
                "{code}",
                _("Or open this page and press the button:"),
                "{link}",
                _("Both work once, for 20 minutes."),
                _("It was not you? Then do nothing: without the code nobody signs in as you."),
            ],
            {"name": name, "code": code, "link": link},
        )


def _mail(language: str, subject: str, paragraphs: list[str], values: dict[str, str]) -> MailText:
    body = "\n\n".join(fill(paragraph, values) for paragraph in paragraphs) + "\n"
    return MailText(language, one_line(fill(subject, values))[:LONGEST_SUBJECT], body)
