"""The words of mails about roles and accounts."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.mail.rules import fill
from teranga.domains.mail.templates import LONGEST_SUBJECT, MailText
from teranga.domains.people.normal_forms import one_line


def role_invitation(
    language: str, *, inviter: str, community: str, role: str, link: str, last_day: str
) -> MailText:
    """To somebody who is asked to take a role: who asks, for what, and the page on which to say yes."""
    with translation.override(language):
        return _mail(
            language,
            _("{community} invites you: {role}"),
            [
                _("Hello,"),
                _("{inviter} invites you to help {community} in this role: {role}."),
                _("Open this page and press the button to accept:"),
                "{link}",
                _("The invitation stands until {last_day}. If you do not want the role, do nothing."),
            ],
            {"inviter": inviter, "community": community, "role": role, "link": link, "last_day": last_day},
        )


def account_notice(language: str, *, name: str, what: str) -> MailText:
    """To somebody whose way of signing in changed, so that a change by somebody else does not stay unseen."""
    with translation.override(language):
        return _mail(
            language,
            _("Your way of signing in changed"),
            [
                _("Hello {name},"),
                "{what}",
                _("It was not you? Sign in by mailed code, look at your sessions, and tell an organiser."),
            ],
            {"name": name, "what": what},
        )


def _mail(language: str, subject: str, paragraphs: list[str], values: dict[str, str]) -> MailText:
    body = "\n\n".join(fill(paragraph, values) for paragraph in paragraphs) + "\n"
    return MailText(language, one_line(fill(subject, values))[:LONGEST_SUBJECT], body)
