"""The mails that the program writes. Each is a function that says by its arguments what may stand in it.

A community's own words, where it wrote some, stand in place of the built-in ones.
"""

from __future__ import annotations

from teranga.domains.mail.letters import LETTERS, LONGEST_SUBJECT, MailText, compose
from teranga.domains.mail.queries import words_of

__all__ = ["LONGEST_SUBJECT", "MailText", "already_member", "join_code", "sign_in_code", "write_letter"]


def write_letter(
    key: str, language: str, values: dict[str, str], *, community_id: int | None = None,
    event_id: int | None = None,
) -> MailText:  # fmt: skip
    """The letter in this language: the event's words, else the community's, else the built-in ones."""
    letter = LETTERS[key]
    words = words_of(letter, language, community_id=community_id, event_id=event_id)
    return compose(letter, words, language, values)


def join_code(
    language: str, *, name: str, community: str, code: str, link: str, community_id: int | None = None
) -> MailText:
    """To somebody who asked to join: the code, the link, and what to do if it was not them."""
    values = {"name": name, "community": community, "code": code, "link": link}
    return write_letter("join_code", language, values, community_id=community_id)


def already_member(
    language: str, *, name: str, community: str, code: str, link: str, community_id: int | None = None
) -> MailText:
    """To a member whose address was used to join again: nothing changed, and here is the way in."""
    values = {"name": name, "community": community, "code": code, "link": link}
    return write_letter("already_member", language, values, community_id=community_id)


def sign_in_code(language: str, *, name: str, code: str, link: str) -> MailText:
    """To a member who wants to see their own page."""
    return write_letter("sign_in_code", language, {"name": name, "code": code, "link": link})
