"""The ready-made roles: what each may do where. Communities may write their own beside these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    VIEW = "view"
    EDIT = "edit"
    DECIDE = "decide"
    PAY = "pay"
    MESSAGE = "message"
    EXPORT = "export"  # personal data leaves the program
    CHECK_IN = "check_in"
    CONDUCT = "conduct"  # incidents: never implied by anything else


class Area(StrEnum):
    SETTINGS = "settings"  # the community's and events' own facts, colours, visibility
    PAGES = "pages"  # stories, pages, news, translations
    GOALS = "goals"
    DECISIONS = "decisions"
    PARTNERS = "partners"
    TEAM = "team"  # roles, invitations, public seats
    MEMBERS = "members"
    EVENTS = "events"  # events, venues, rooms, plan
    PROGRAMME = "programme"  # sessions, speakers, timetable
    PROPOSALS = "proposals"
    REVIEWS = "reviews"
    AID = "aid"
    MONEY = "money"
    TICKETS = "tickets"
    DOOR = "door"
    SPONSORS = "sponsors"
    VOLUNTEERS = "volunteers"
    CONDUCT = "conduct"
    MAIL = "mail"
    AUDIT = "audit"
    JOBS = "jobs"


# What a role of a team's own can allow, by area; some verbs mean something in few areas only.
ANYWHERE = (Verb.VIEW, Verb.EDIT, Verb.DECIDE, Verb.MESSAGE, Verb.EXPORT)
ONLY_THERE = {
    Area.MONEY: (Verb.PAY,),
    Area.DOOR: (Verb.CHECK_IN,),
    Area.VOLUNTEERS: (Verb.CHECK_IN,),
    Area.CONDUCT: (Verb.CONDUCT,),
}
ORDINARY = tuple(area for area in Area if area is not Area.CONDUCT)
Allowed = dict[str, frozenset[str]]  # area -> verbs


def grid() -> dict[Area, tuple[Verb, ...]]:
    """Every area with the verbs that a role can allow in it."""
    return {area: (*ANYWHERE, *ONLY_THERE.get(area, ())) for area in Area}


@dataclass(frozen=True, slots=True)
class ReadyRole:
    key: str
    allowed: Allowed
    needs_second_factor: bool = False


def _allow(*pairs: tuple[tuple[Area, ...], tuple[Verb, ...]]) -> Allowed:
    allowed: dict[str, set[str]] = {}
    for areas, verbs in pairs:
        for area in areas:
            allowed.setdefault(area.value, set()).update(verb.value for verb in verbs)
    return {area: frozenset(verbs) for area, verbs in allowed.items()}


READY_ROLES = {
    role.key: role
    for role in (
        ReadyRole(
            "organiser",
            _allow(
                (ORDINARY, (Verb.VIEW, Verb.EDIT, Verb.DECIDE, Verb.MESSAGE, Verb.CHECK_IN)),
                ((Area.MEMBERS,), (Verb.EXPORT,)),
            ),
        ),
        ReadyRole(
            "programme_chair",
            _allow(
                (
                    (Area.PROGRAMME, Area.PROPOSALS, Area.REVIEWS),
                    (Verb.VIEW, Verb.EDIT, Verb.DECIDE, Verb.MESSAGE),
                ),
                ((Area.EVENTS,), (Verb.VIEW,)),
            ),
        ),
        ReadyRole(
            "reviewer", _allow(((Area.REVIEWS,), (Verb.VIEW, Verb.EDIT)), ((Area.PROPOSALS,), (Verb.VIEW,)))
        ),
        ReadyRole("aid_committee", _allow(((Area.AID,), (Verb.VIEW, Verb.EDIT, Verb.DECIDE)))),
        ReadyRole(
            "treasurer",
            _allow(
                ((Area.MONEY,), (Verb.VIEW, Verb.EDIT, Verb.DECIDE, Verb.PAY, Verb.EXPORT)),
                ((Area.TICKETS, Area.SPONSORS, Area.AID), (Verb.VIEW,)),
            ),
            needs_second_factor=True,
        ),
        ReadyRole("door_volunteer", _allow(((Area.DOOR,), (Verb.VIEW, Verb.CHECK_IN)))),
        ReadyRole("sponsor_contact", _allow(((Area.SPONSORS,), (Verb.VIEW, Verb.EDIT, Verb.MESSAGE)))),
        ReadyRole("conduct_team", _allow(((Area.CONDUCT,), (Verb.VIEW, Verb.EDIT, Verb.CONDUCT)))),
        ReadyRole(
            "translator",
            _allow(((Area.PAGES,), (Verb.VIEW, Verb.EDIT)), ((Area.EVENTS, Area.GOALS), (Verb.VIEW,))),
        ),
        ReadyRole("read_only", _allow((ORDINARY, (Verb.VIEW,)))),
    )
}
