"""The letters of mentoring and hackathons, added to those that a community may put into its own words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.mail.letters import LETTERS, Letter, MailText, Words
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter

SAMPLES = {
    "name": "Afi Mensah", "programme": "Mentoring 2027", "link": "https://python.example.org/en/me/mentoring/",
}  # fmt: skip


JUDGE_SAMPLES = {
    "name": "Afi Mensah", "event": "Hackathon 2027",
    "link": "https://python.example.org/en/me/hackathon/",
}  # fmt: skip
TEAM_SAMPLES = JUDGE_SAMPLES | {"other": "Kofi Boa", "team": "Baobab"}


def _body(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def _proposed() -> Words:
    return _("Somebody for you: {programme}"), _body(
        _("Hello {name},"),
        _("we found somebody for you in “{programme}”. This page says why you two fit:"),
        "{link}",
        _("Say yes or no there. Nobody sees your address before both of you said yes."),
    )


def _begun() -> Words:
    return _("You both said yes: {programme}"), _body(
        _("Hello {name},"),
        _("you both said yes in “{programme}”. How to reach each other stands here:"),
        "{link}",
        _("A first message of two lines is enough: who you are, and when you could talk."),
    )


def _asked_to_join() -> Words:
    return _("Somebody would like to join {team}"), _body(
        _("Hello {name},"),
        _("{other} would like to join your team “{team}” at {event}. Say yes or no here:"),
        "{link}",
        _("A quick answer helps: without it they may look for another team."),
    )


def _judge_named() -> Words:
    return _("You are asked to judge: {event}"), _body(
        _("Hello {name},"),
        _("the organisers of {event} ask you to judge what the teams hand in. This page has the criteria:"),
        "{link}",
        _("Judging opens when the teams can hand in no more. If you cannot, tell the organisers."),
    )


def join_letters() -> None:
    """Called once at start-up."""
    for letter in (
        Letter(
            "pair_proposed", lazy("A pair is proposed"), Category.MEMBERSHIP, SAMPLES, _proposed, ("link",)
        ),
        Letter("pair_begun", lazy("A pair begins"), Category.MEMBERSHIP, SAMPLES, _begun, ("link",)),
        Letter(
            "team_asked",
            lazy("Somebody would like to join a team"),
            Category.MEMBERSHIP,
            TEAM_SAMPLES,
            _asked_to_join,
            ("link",),
        ),
        Letter(
            "judge_named",
            lazy("Somebody is asked to judge"),
            Category.MEMBERSHIP,
            JUDGE_SAMPLES,
            _judge_named,
            ("link",),
        ),
    ):
        LETTERS[letter.key] = letter


def pair_proposed(language: str, *, name: str, programme: str, link: str, community_id: int) -> MailText:
    """To both sides of a pair that was computed: look at it and say yes or no."""
    values = {"name": name, "programme": programme, "link": link}
    return write_letter("pair_proposed", language, values, community_id=community_id)


def pair_begun(language: str, *, name: str, programme: str, link: str, community_id: int) -> MailText:
    """To both sides once both said yes: where each finds how to reach the other."""
    values = {"name": name, "programme": programme, "link": link}
    return write_letter("pair_begun", language, values, community_id=community_id)


def team_asked(
    language: str, *, name: str, other: str, team: str, event: str, link: str, community_id: int
) -> MailText:
    """To whoever looks after a hackathon's team: somebody would like to join it."""
    values = {"name": name, "other": other, "team": team, "event": event, "link": link}
    return write_letter("team_asked", language, values, community_id=community_id)


def judge_named(language: str, *, name: str, event: str, link: str, community_id: int) -> MailText:
    """To somebody whom the organisers named as a judge."""
    values = {"name": name, "event": event, "link": link}
    return write_letter("judge_named", language, values, community_id=community_id)
