"""The mails about roles and accounts."""

from __future__ import annotations

from teranga.domains.mail.letters import MailText
from teranga.domains.mail.templates import write_letter


def role_invitation(
    language: str, *, inviter: str, community: str, role: str, link: str, last_day: str,
    community_id: int | None = None,
) -> MailText:  # fmt: skip
    """To somebody who is asked to take a role: who asks, for what, and the page on which to say yes."""
    values = {"inviter": inviter, "community": community, "role": role, "link": link, "last_day": last_day}
    return write_letter("role_invitation", language, values, community_id=community_id)


def account_notice(language: str, *, name: str, what: str) -> MailText:
    """To somebody whose way of signing in changed, so that a change by somebody else does not stay unseen."""
    return write_letter("account_notice", language, {"name": name, "what": what})
