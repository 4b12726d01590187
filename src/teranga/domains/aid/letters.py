"""The letters of aid. They name neither aid nor money: others read mails than those they are written to."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.mail.letters import LETTERS, Letter, MailText, Words, paragraphs
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter

LINK = "https://python.example.org/en/me/"
NEWS = {"name": "Afi Mensah", "community": "Python Togo", "link": LINK}
GUARDIAN = {"name": "Afi Mensah", "community": "Python Togo", "link": LINK}


def _own_news() -> Words:
    return _("There is news on your page"), paragraphs(
        _("Hello {name},"),
        _("there is news from {community} on your own page. It stands there alone, not in this mail:"),
        "{link}",
    )


def _own_question() -> Words:
    return _("There is news on your page"), paragraphs(
        _("Hello {name},"),
        _("there is news from {community} on your own page. It stands there alone, not in this mail:"),
        "{link}",
        _("No more of these mails: {stop_link}"),
    )


def _giver_news() -> Words:
    return _("There is news for you from {community}"), paragraphs(
        _("Hello,"),
        _("there is news for you from {community}. It stands on a page of yours alone, not in this mail:"),
        "{link}",
    )


def _guardian_asked() -> Words:
    return _("{name} asks for your consent"), paragraphs(
        _("Hello,"),
        _(
            "{name} wrote to {community} and named you as parent or guardian. Nothing goes on without your"
            " yes."
        ),
        _("This page says for what, and you answer there:"),
        "{link}",
        _("You do not know {name}? Then do nothing, or say no on that page."),
    )


def join_letters() -> None:
    """Called once at start-up."""
    for letter in (
        Letter("own_news", lazy("News on one's own page"), Category.MEMBERSHIP, NEWS, _own_news, ("link",)),
        Letter("own_question", lazy("A question on one's own page"), Category.MEMBERSHIP,
               {**NEWS, "stop_link": LINK}, _own_question, ("link", "stop_link")),
        Letter("giver_news", lazy("A report for a giver"), Category.MEMBERSHIP,
               {"community": "Python Togo", "link": LINK}, _giver_news, ("link",)),
        Letter("guardian_asked", lazy("A guardian is asked for consent"), Category.SIGN_IN, GUARDIAN,
               _guardian_asked, ("link",)),
    ):  # fmt: skip
        LETTERS[letter.key] = letter


def own_news(language: str, *, name: str, community: str, link: str, community_id: int) -> MailText:
    """There is news; which, stands on the page that only the person opens."""
    values = {"name": name, "community": community, "link": link}
    return write_letter("own_news", language, values, community_id=community_id)


def own_question(
    language: str, *, name: str, community: str, link: str, stop_link: str, community_id: int
) -> MailText:
    """The same, from a series that one can end."""
    values = {"name": name, "community": community, "link": link, "stop_link": stop_link}
    return write_letter("own_question", language, values, community_id=community_id)


def giver_news(language: str, *, community: str, link: str, community_id: int) -> MailText:
    """To whoever gave: neither the sum nor what it was for stands in it."""
    return write_letter("giver_news", language, {"community": community, "link": link},
                        community_id=community_id)  # fmt: skip


def guardian_asked(language: str, *, name: str, community: str, link: str, community_id: int) -> MailText:
    """To the parent or guardian of a minor: the page on which they say yes or no."""
    values = {"name": name, "community": community, "link": link}
    return write_letter("guardian_asked", language, values, community_id=community_id)
