"""The built-in letters: their key, their category, the placeholders they offer, their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.base.markdown import render_markdown
from teranga.domains.mail.models import Category
from teranga.domains.mail.rules import fill, fill_markdown
from teranga.domains.people.normal_forms import one_line

LONGEST_SUBJECT = 180
LONGEST_BODY = 10_000
Words = tuple[str, str]  # subject and body


@dataclass(frozen=True, slots=True)
class MailText:
    language: str
    subject: str
    body: str
    html: str = ""
    category: str = Category.SIGN_IN


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of mail. `samples`: its placeholders with what a preview shows; those in `needed` must stay."""

    key: str
    label: Promise
    category: str
    samples: dict[str, str]
    words: Callable[[], Words]
    needed: tuple[str, ...] = ()
    links: tuple[str, ...] = field(default=("link",))
    can_be_changed: bool = True

    def built_in(self, language: str) -> Words:
        with translation.override(language):
            return self.words()


def compose(letter: Letter, words: Words, language: str, values: dict[str, str]) -> MailText:
    """The finished mail: each placeholder replaced once, the page made from the same text."""
    subject, body = words
    return MailText(
        language,
        one_line(fill(subject, values))[:LONGEST_SUBJECT],
        fill(body, values),
        str(render_markdown(fill_markdown(body, values, links=letter.links))),
        letter.category,
    )


def paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


NAME, PLACE = "Afi Mensah", "Python Togo"
CODE, LINK = "284 915", "https://python.example.org/en/open/1a2b3c/"


def _join_code() -> Words:
    return _("{code} is your code for {community}"), paragraphs(
        _("Hello {name},"),
        _("you asked to join {community}. Your code is:"),
        "{code}",
        _("Or open this page and press the button:"),
        "{link}",
        _("Both work once, for 20 minutes."),
        _("It was not you? Then do nothing: without the code nobody joins in your name."),
    )


def _already_member() -> Words:
    return _("{code} is your code for {community}"), paragraphs(
        _("Hello {name},"),
        _("you are already a member of {community}, and nothing has changed."),
        _("This page leads to what the community knows about you:"),
        "{link}",
        _("Or type this code where you were asked for one:"),
        "{code}",
        _("Both work once, for 20 minutes."),
        _("It was not you? Then do nothing: nobody learns that you are a member."),
    )


def _sign_in_code() -> Words:
    return _("{code} is your code to sign in"), paragraphs(
        _("Hello {name},"),
        _("your code to see your own page is:"),
        "{code}",
        _("Or open this page and press the button:"),
        "{link}",
        _("Both work once, for 20 minutes."),
        _("It was not you? Then do nothing: without the code nobody signs in as you."),
    )


def _role_invitation() -> Words:
    return _("{community} invites you: {role}"), paragraphs(
        _("Hello,"),
        _("{inviter} invites you to help {community} in this role: {role}."),
        _("Open this page and press the button to accept:"),
        "{link}",
        _("The invitation stands until {last_day}. If you do not want the role, do nothing."),
    )


def _account_notice() -> Words:
    return _("Your way of signing in changed"), paragraphs(
        _("Hello {name},"),
        "{what}",
        _("It was not you? Sign in by mailed code, look at your sessions, and tell an organiser."),
    )


def _newcomer() -> Words:
    return _("Welcome to {community}"), paragraphs(
        _("Hello {name},"),
        _("welcome to {community}. It is good that you are here."),
        _("This page says what to expect at your first event and how to prepare:"),
        "{link}",
        _("Would you like somebody to show you around? Ask for a buddy on your own page."),
    )


def _term_ends() -> Words:
    return _("A term ends soon: {role}"), paragraphs(
        _("Hello,"),
        _("the term of {name} as {role} in {community} ends on {last_day}."),
        _("Talk about who goes on, and write down the successor here:"),
        "{link}",
    )


LETTERS: dict[str, Letter] = {
    letter.key: letter
    for letter in (
        Letter(
            "join_code", lazy("Code for joining"), Category.SIGN_IN,
            {"name": NAME, "community": PLACE, "code": CODE, "link": LINK}, _join_code, ("code", "link"),
        ),
        Letter(
            "already_member", lazy("Somebody joins who is a member already"), Category.SIGN_IN,
            {"name": NAME, "community": PLACE, "code": CODE, "link": LINK}, _already_member,
            ("code", "link"),
        ),
        Letter(
            "sign_in_code", lazy("Code for signing in"), Category.SIGN_IN,
            {"name": NAME, "code": CODE, "link": LINK}, _sign_in_code, ("code", "link"),
            can_be_changed=False,
        ),
        Letter(
            "role_invitation", lazy("Invitation to a role"), Category.SIGN_IN,
            {"inviter": NAME, "community": PLACE, "role": "Treasurer", "link": LINK,
             "last_day": "2027-03-14"},
            _role_invitation, ("link",),
        ),
        Letter(
            "newcomer", lazy("Welcome to a new member"), Category.MEMBERSHIP,
            {"name": NAME, "community": PLACE, "link": LINK}, _newcomer, ("link",),
        ),
        Letter(
            "term_ends", lazy("A term of office ends soon"), Category.MEMBERSHIP,
            {"name": NAME, "role": "Treasurer", "community": PLACE, "last_day": "2027-03-14", "link": LINK},
            _term_ends, ("link",),
        ),
        Letter(
            "account_notice", lazy("Change of a way of signing in"), Category.SIGN_IN,
            {"name": NAME, "what": "A passkey was added."}, _account_notice, can_be_changed=False,
        ),
    )
}  # fmt: skip


def add_letters(*letters: Letter) -> None:
    """Join the letters of a floor above; called when that floor starts."""
    LETTERS.update({letter.key: letter for letter in letters})
