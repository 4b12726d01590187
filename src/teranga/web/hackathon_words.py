"""What refusals and moments of a hackathon are called on the screen."""

from __future__ import annotations

from typing import SupportsFloat

from django.utils.translation import gettext as _

from teranga.web import localised

SCALE = range(6)


def team_refusal(why: str) -> str:
    return {
        "member": _("Only confirmed members of the community are in teams."),
        "late": _("The deadline has passed, so nothing was changed. What was handed in before stands."),
        "elsewhere": _("One person is in one team. Leave the other team first; nothing was changed."),
        "name": _("Another team has this name already. Choose another one."),
        "closed": _("This team looks for nobody at the moment."),
        "full": _("The team has as many people as it may. Nothing was changed."),
        "answered": _("This request was answered already."),
    }[why]


def hackathon_refusal(why: str) -> str:
    return {
        "kind": _("Only an event of the kind hackathon has teams. Change its kind in the settings first."),
        "begun": _("Judging has begun, so the rules stay as they are."),
        "early": _("This is possible after the deadline."),
        "published": _("The result is public. Take it back before anything changes."),
        "empty": _("There is nothing to judge or to publish yet."),
        "own": _("Nobody judges the team that they are in."),
        "recused": _("You said that you keep out of this team."),
        "points": _("Give each criterion its points, from 0 to 5."),
        "scored": _("This judge has scored already; what was judged stays."),
    }[why]


def state_name(state: str) -> str:
    return {
        "asked": _("no answer yet"), "member": _("in the team"), "declined": _("not this time"),
        "left": _("left"),
    }.get(state, state)  # fmt: skip


def points(value: SupportsFloat) -> str:
    """To two places, as the reader's language writes them."""
    return localised.number(round(float(value), 2))
