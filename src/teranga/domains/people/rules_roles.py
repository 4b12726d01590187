"""Which roles may be given by whom, and how long an invitation stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings

from teranga.domains.people.models import CustomRole
from teranga.domains.people.policy import Place, Rights, Scope
from teranga.domains.people.roles import READY_ROLES, Allowed, Area, Verb
from teranga.foundation.codes import keyed_digest

INVITATION_LIFE = timedelta(days=14)
OPEN_INVITATIONS = 50  # of one team at the same time


def invitation_digest(token: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "invitation", token)


def may_give(rights: Rights, allowed: Allowed, place: Place, *, is_own: bool = False) -> bool:
    """Whoever decides about the team gives any ready-made role: a treasurer has to come from somewhere.

    Whoever only edits the team gives what they may do themselves, and so does everybody who gives a role of
    the team's own making (`is_own`).
    """
    if not is_own and rights.may(Verb.DECIDE, Area.TEAM, place):
        return True
    return rights.may(Verb.EDIT, Area.TEAM, place) and holds_all(rights, allowed, place)


def holds_all(rights: Rights, allowed: Allowed, place: Place) -> bool:
    return all(rights.may(verb, area, place) for area, verbs in allowed.items() for verb in verbs)


def known_permissions(allowed: dict[str, list[str]]) -> dict[str, list[str]]:
    """Areas and verbs that exist, in the order of the program; what is empty falls away."""
    found = {}
    for area in Area:
        verbs = [verb.value for verb in Verb if verb.value in allowed.get(area.value, ())]
        if verbs:
            found[area.value] = verbs
    return found


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role together with the scope in which it is given."""

    role: str
    scope: Scope
    place: Place = field(default_factory=Place)
    custom: CustomRole | None = None

    @property
    def scope_id(self) -> int:
        found = {
            Scope.INSTALLATION: 0,
            Scope.COMMUNITY: self.place.community_id,
            Scope.CHAPTER: self.place.community_id,
            Scope.EVENT: self.place.event_id,
            Scope.TRACK: self.place.track_id,
            Scope.FUND: self.place.fund_id,
        }[self.scope]
        if found is None:
            raise LookupError(f"A role in a {self.scope} was given without saying which.")
        return found

    @property
    def community_id(self) -> int | None:
        return None if self.scope is Scope.INSTALLATION else self.place.community_id

    @property
    def allowed(self) -> Allowed:
        return role_content(self.role, self.custom)[0]


def role_content(role: str, custom: CustomRole | None) -> tuple[Allowed, bool]:
    """What a role allows, and whether it asks for a second factor."""
    if custom is not None:
        return {area: frozenset(verbs) for area, verbs in custom.allowed.items()}, custom.needs_second_factor
    ready = READY_ROLES.get(role)
    return (ready.allowed, ready.needs_second_factor) if ready else ({}, False)
