"""What the pages of reports and stories of aid call things."""

from __future__ import annotations

from django.utils.translation import gettext as _

from teranga.domains.aid.models import Aftermath

When, Audience = Aftermath.When, Aftermath.Audience


def question(when: str) -> str:
    return {
        When.AFTER: _("How was it?"), When.HALF_YEAR: _("What became of it in six months?"),
        When.YEAR: _("What became of it in a year?"),
    }.get(When(when), when)  # fmt: skip


def when_name(when: str) -> str:
    return {
        When.AFTER: _("after the event"), When.HALF_YEAR: _("six months later"),
        When.YEAR: _("a year later"),
    }.get(When(when), when)  # fmt: skip


def became_name(key: str) -> str:
    return {
        "talk": _("I gave a talk or a workshop"), "job": _("I found a job or an internship"),
        "community": _("I help in a community, or began one"), "project": _("I work on a project"),
        "study": _("I study or learn further"), "other": _("Something else"),
    }.get(key, key)  # fmt: skip


def became_short(key: str) -> str:
    return {
        "talk": _("a talk"), "job": _("a job"), "community": _("a community"), "project": _("a project"),
        "study": _("studies"), "other": _("something else"),
    }.get(key, key)  # fmt: skip


def audiences() -> list[tuple[str, str, str]]:
    return [
        (Audience.NOBODY, _("Nobody but the organisers"), ""),
        (Audience.GIVER, _("Those who gave"), _("They read it in the report about their money.")),
        (Audience.PUBLIC, _("Everybody"), _("On the public page of this round, once the team has read it.")),
    ]


def audience_name(audience: str) -> str:
    return {key: words for key, words, _note in audiences()}.get(Audience(audience), audience)


def became_list(keys: list[str]) -> str:
    return ", ".join(became_short(key) for key in keys)
