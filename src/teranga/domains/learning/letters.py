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
PATH_SAMPLES = {
    "name": "Afi Mensah", "path": "Premiers pas", "when": "14 mars 2027",
    "link": "https://python.example.org/en/practice/paths/first-steps/waiting/12.abc/",
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


def _path_waiting() -> Words:
    return _("You are on the waiting list: {path}"), _body(
        _("Hello {name},"),
        _("all places in the group of “{path}” that begins on {when} are taken."),
        _("You are number {position} on the waiting list."),
        _("As soon as it is your turn we write to you. Where you stand, and how to leave the list:"),
        "{link}",
    )


def _path_offer() -> Words:
    return _("A place is free for you, until {until}: {path}"), _body(
        _("Hello {name},"),
        _("a place is free for you: “{path}”, from {when} on. It is kept until {until}."),
        _("Say yes or no here:"),
        "{link}",
        _("Without an answer it goes to the next person on the list."),
    )


def _path_offer_over() -> Words:
    return _("The place went to the next person: {path}"), _body(
        _("Hello {name},"),
        _("the place that was kept for you in “{path}” is with the next person on the list now."),
        _("You still want it? Here you can join the list again:"),
        "{link}",
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
        Letter(
            "path_waiting", lazy("On the waiting list of a group"), Category.MEMBERSHIP,
            PATH_SAMPLES | {"position": "3"}, _path_waiting, ("link",),
        ),
        Letter(
            "path_offer", lazy("A place in a group is offered"), Category.MEMBERSHIP,
            PATH_SAMPLES | {"until": "vendredi 13 mars, 18 h"}, _path_offer, ("link", "until"),
        ),
        Letter(
            "path_offer_over", lazy("The offer of a place in a group is over"), Category.MEMBERSHIP,
            PATH_SAMPLES, _path_offer_over, ("link",),
        ),
    ):  # fmt: skip
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
