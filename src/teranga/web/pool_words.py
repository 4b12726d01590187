"""What pages call the states of a journey, and what people lack."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.aid.models import TravelPool
from teranga.domains.aid.queries_pools import Traveller, rooms_of, travellers_of
from teranga.foundation.money import Money
from teranga.web.templating import translated_plain


def lack_words() -> dict[str, str]:
    return {
        "passport": _("A passport"), "visa": _("A visa"), "vaccination": _("A vaccination"),
        "money": _("Money"), "bed": _("A bed"), "other": _("Something else"),
    }  # fmt: skip


def gender_words() -> dict[str, str]:
    return {"woman": _("A woman"), "man": _("A man"), "another": _("Another gender")}


def share_words() -> dict[str, str]:
    return {
        "anyone": _("With anyone"), "woman": _("With women"), "man": _("With men"),
        "another": _("With people of another gender"),
    }  # fmt: skip


def state_words() -> dict[str, str]:
    return {
        "draft": _("being prepared"), "open": _("open: people say what they need"),
        "closed": _("the plan stands"), "done": _("over"),
    }  # fmt: skip


def destination(pool: TravelPool) -> str:
    return translated_plain(pool.going_to.name) if pool.going_to else pool.elsewhere


def money_of(pool: TravelPool, minor: int) -> Money:
    return Money(minor, pool.currency)


def plan_of(pool: TravelPool) -> dict[str, Any]:
    """What the page to print says: seats by name, rooms with their people. Nothing of needs or money."""
    people = [one for one in travellers_of(pool) if one.has_seat]
    people.sort(key=lambda one: one.name.casefold())
    rooms = rooms_of(pool)
    return {
        "pool": pool, "people": people, "destination": destination(pool), "hidden": 0,
        "rooms": [(room, [one for one in people if one.room_id == room.pk]) for room in rooms],
    }  # fmt: skip


def needs_words(one: Traveller) -> str:
    words = lack_words()
    return ", ".join(words[key] for key in one.lacks)
