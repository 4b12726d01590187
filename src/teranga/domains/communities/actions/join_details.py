"""What a person writes when they join, checked and brought into one form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.communities.models import Membership
from teranga.domains.communities.models.community import HELP_WAYS
from teranga.domains.people.actions.consents import give_consents
from teranga.domains.people.actions.persons import describe_person
from teranga.domains.people.consents import PURPOSES, REQUIRED
from teranga.domains.people.normal_forms import DetailRefused, one_line, person_name

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
SOURCE = re.compile(r"[a-z0-9-]{1,40}")


class ConsentMissing(DetailRefused):
    field = "consents"


@dataclass(frozen=True, slots=True)
class JoinDetails:
    name: str
    city: str
    level: str
    languages: tuple[str, ...]
    help_ways: tuple[str, ...]
    consents: tuple[str, ...]
    came_from: str
    language: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def join_details(
    *, name: str, city: str, level: str, languages: Iterable[str], help_ways: Iterable[str],
    consents: Iterable[str], came_from: str, language: str,
) -> JoinDetails:  # fmt: skip
    """The details in their form; codes that do not exist are left out. Raises DetailRefused."""
    given = set(consents)
    if not given.issuperset(REQUIRED):
        raise ConsentMissing(
            _("Without this consent the community cannot keep you as a member. Tick it to join.")
        )
    ways = set(help_ways)
    return JoinDetails(
        name=person_name(name),
        city=one_line(city)[:80],
        level=level if level in Membership.Level.values else "",
        languages=tuple(code for code in dict.fromkeys(languages) if LANGUAGE_CODE.fullmatch(code))[:12],
        help_ways=tuple(way for way in HELP_WAYS if way in ways),
        consents=tuple(purpose for purpose in PURPOSES if purpose in given),
        came_from=came_from if SOURCE.fullmatch(came_from) else "",
        language=language,
    )


def apply_details(membership: Membership, details: JoinDetails, *, at: datetime) -> None:
    """Write the details to the person and the membership."""
    describe_person(
        membership.person,
        name=details.name,
        city=details.city or None,
        languages=details.languages or None,
        preferred_language=details.language,
    )
    membership.level, membership.help_ways = details.level, list(details.help_ways)
    membership.came_from, membership.asked = details.came_from, {}
    membership.save()
    give_consents(
        membership.person, membership.community_id, details.consents, language=details.language, at=at
    )


def apply_put_aside(membership: Membership, *, at: datetime) -> None:
    """Write what was put aside until the person proved that it was them."""
    if membership.asked:
        apply_details(membership, JoinDetails(**membership.asked), at=at)
