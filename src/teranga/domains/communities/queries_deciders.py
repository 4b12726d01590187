"""Who decides what in a community, and since when, as the public may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from teranga.domains.communities.models import Community, TeamSeat
from teranga.domains.people.audiences import Audience, audience_of
from teranga.domains.people.models import Person, Profile, RoleGrant
from teranga.domains.people.policy import Scope
from teranga.domains.people.queries_roles import Held, held
from teranga.domains.people.roles import Verb
from teranga.foundation.translated import TranslatedText

DECIDING = (Verb.DECIDE, Verb.PAY)


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    since: date
    until: date | None


@dataclass(slots=True)
class Decider:
    """A role that may decide something. Who holds it is named only where that is public already."""

    role: str
    own_name: TranslatedText | None
    areas: list[str]
    holders: list[Holder] = field(default_factory=list)  # today's
    others: int = 0  # hold it today and are not named
    former: list[Holder] = field(default_factory=list)


def deciders_of(community: Community, at: datetime) -> list[Decider]:
    """Roles of this community as a whole, in the order in which they were first given."""
    rows = (
        RoleGrant.objects.filter(
            community_id=community.pk, scope__in=(Scope.COMMUNITY, Scope.CHAPTER), scope_id=community.pk
        )
        .select_related("person", "custom_role")
        .order_by("since", "id")
    )
    lines = held(rows, at)
    named = _named_in_public(community, (line.grant.person for line in lines))
    found: dict[str, Decider] = {}
    for line in lines:
        areas = sorted(area for area, verbs in line.allowed.items() if set(DECIDING) & set(verbs))
        if areas:
            _add(found.setdefault(line.grant.role, Decider(line.grant.role, line.name, areas)), line, named)
    return [one for one in found.values() if one.holders or one.others or one.former]


def _add(decider: Decider, line: Held, named: set[int]) -> None:
    grant, is_named = line.grant, line.grant.person_id in named
    ends = min((moment for moment in (grant.ended_at, grant.until) if moment), default=None)
    holder = Holder(grant.person.name, grant.since.date(), ends.date() if ends else None)
    if line.runs and is_named:
        decider.holders.append(holder)
    elif line.runs:
        decider.others += 1
    elif is_named:
        decider.former.append(holder)


def _named_in_public(community: Community, people: Iterable[Person]) -> set[int]:
    """Those who sit on the public team under their name, and those who let everybody see their name."""
    ids = {person.pk for person in people if person.name}
    seats = TeamSeat.objects.filter(community=community, person_id__in=ids).exclude(name="")
    profiles = Profile.objects.filter(person_id__in=ids)
    return set(seats.values_list("person_id", flat=True)) | {
        profile.person_id for profile in profiles if audience_of(profile, "name") is Audience.PUBLIC
    }
