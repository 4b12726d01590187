"""Who may do what where: grants loaded once a request, then plain look-ups in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teranga.domains.people.roles import Allowed


class Scope(StrEnum):
    INSTALLATION = "installation"
    COMMUNITY = "community"  # with its chapters and events
    CHAPTER = "chapter"  # one community alone, with its events
    EVENT = "event"
    TRACK = "track"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is about to be done; ids that do not apply are None."""

    community_id: int | None = None
    parent_id: int | None = None  # the community's parent, so that its organisers reach the chapter
    event_id: int | None = None
    track_id: int | None = None
    fund_id: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to a person within a scope, until a moment or for good."""

    scope: Scope
    scope_id: int | None
    allowed: Allowed
    role: str
    since: datetime
    until: datetime | None = None
    needs_second_factor: bool = False

    def reaches(self, place: Place) -> bool:
        match self.scope:
            case Scope.INSTALLATION:
                return True
            case Scope.COMMUNITY:
                return self.scope_id is not None and self.scope_id in (place.community_id, place.parent_id)
            case Scope.CHAPTER:
                return self.scope_id is not None and self.scope_id == place.community_id
            case Scope.EVENT:
                return self.scope_id is not None and self.scope_id == place.event_id
            case Scope.TRACK:
                return self.scope_id is not None and self.scope_id == place.track_id
            case Scope.FUND:
                return self.scope_id is not None and self.scope_id == place.fund_id
        return False

    def runs(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Rights:
    """All grants of one person that run now. The empty one may nothing."""

    person_id: int | None = None
    grants: tuple[Grant, ...] = ()
    has_second_factor: bool = False

    def may(self, verb: str, area: str, place: Place) -> bool:
        """Whether any running grant that reaches the place allows the verb in the area."""
        return any(self._counts(grant, verb, area) and grant.reaches(place) for grant in self.grants)

    def role_for(self, verb: str, area: str, place: Place) -> str:
        """The role under which something is done, for the audit log; "" when it is not allowed."""
        for grant in self.grants:
            if self._counts(grant, verb, area) and grant.reaches(place):
                return grant.role
        return ""

    def lacks_only_second_factor(self, verb: str, area: str, place: Place) -> bool:
        """Allowed by role, but the role asks for a second factor that this person has not set up."""
        return not self.may(verb, area, place) and any(
            verb in grant.allowed.get(area, ()) and grant.reaches(place) for grant in self.grants
        )

    def areas(self, verb: str, place: Place) -> set[str]:
        """Every area in which the verb is allowed at the place."""
        return {
            area
            for grant in self.grants
            if grant.reaches(place)
            for area in grant.allowed
            if self._counts(grant, verb, area)
        }

    def community_ids(self) -> set[int]:
        """Communities of which some grant names the whole."""
        return {
            grant.scope_id
            for grant in self.grants
            if grant.scope in (Scope.COMMUNITY, Scope.CHAPTER) and grant.scope_id is not None
        }

    def event_ids(self) -> set[int]:
        return {g.scope_id for g in self.grants if g.scope is Scope.EVENT and g.scope_id is not None}

    @property
    def everywhere(self) -> bool:
        return any(grant.scope is Scope.INSTALLATION for grant in self.grants)

    def _counts(self, grant: Grant, verb: str, area: str) -> bool:
        return verb in grant.allowed.get(area, ()) and (
            self.has_second_factor or not grant.needs_second_factor
        )


NOBODY = Rights()


def rights_of(person_id: int, grants: Iterable[Grant], *, at: datetime, has_second_factor: bool) -> Rights:
    return Rights(person_id, tuple(grant for grant in grants if grant.runs(at)), has_second_factor)
