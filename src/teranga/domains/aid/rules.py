"""Which moves a round and an application may make, when a window is open, what makes an application whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from teranga.domains.aid.models import AidApplication, AidRound, Part

Round, State = AidRound.State, AidApplication.State
# What an applicant may say of themselves, each optional; a round offers some of them.
GROUPS = ("women", "first_time", "students", "no_income", "disability", "parents", "refugees", "local")
MEANS = ("bus", "shared_taxi", "plane", "train", "boat", "car", "other")
COUNTED = (Part.Kind.BED,)  # parts whose amount goes with a number of nights
MOST_LEGS, MOST_NIGHTS, MOST_WORDS = 8, 60, 3000
STEPS = ("you", "needs", "why", "proofs", "send")

ROUND_MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "publish": ((Round.DRAFT,), Round.PUBLISHED),
    "take_back": ((Round.PUBLISHED,), Round.DRAFT),  # while nobody has begun to apply
    "decide": ((Round.PUBLISHED,), Round.DECIDED),
    "end": ((Round.DECIDED,), Round.ENDED),
}
APPLICATION_MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "submit": ((State.DRAFT,), State.SUBMITTED),
    "review": ((State.SUBMITTED,), State.IN_REVIEW),  # with the first points, or once the window is over
    "change": ((State.IN_REVIEW,), State.SUBMITTED),  # the person said something else: points are void
    "withdraw": ((State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.WAITLISTED), State.WITHDRAWN),
    "resume": ((State.WITHDRAWN,), State.DRAFT),  # while the window is open
    "offer": ((State.IN_REVIEW, State.WAITLISTED), State.OFFERED),
    "waitlist": ((State.IN_REVIEW,), State.WAITLISTED),
    "not_fund": ((State.IN_REVIEW, State.WAITLISTED), State.NOT_FUNDED),
    "accept": ((State.OFFERED,), State.ACCEPTED),
    "decline": ((State.OFFERED, State.ACCEPTED), State.DECLINED),
    "expire": ((State.OFFERED,), State.EXPIRED),
    "fulfil": ((State.ACCEPTED,), State.FULFILLED),
    "miss": ((State.ACCEPTED,), State.NO_SHOW),
    "close": ((State.FULFILLED, State.NO_SHOW), State.CLOSED),
}
CHANGEABLE = (State.DRAFT, State.SUBMITTED, State.IN_REVIEW)  # by the person, while the window is open
SCORED = (State.SUBMITTED, State.IN_REVIEW)
UNSETTLED = (State.OFFERED, State.ACCEPTED, State.FULFILLED)  # a round with one of these cannot end
COUNTED_AS_APPLIED = tuple(state for state in State.values if state not in (State.DRAFT, State.WITHDRAWN))


class IllegalMove(Exception):
    """The state does not allow the move; both are named. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{state}: {move}")
        self.state, self.move = state, move


class IllegalRoundMove(IllegalMove):
    pass


class IllegalApplicationMove(IllegalMove):
    pass


def next_round_state(state: str, move: str) -> str:
    """Raises IllegalRoundMove."""
    return _next(ROUND_MOVES, state, move, IllegalRoundMove)


def next_application_state(state: str, move: str) -> str:
    """Raises IllegalApplicationMove."""
    return _next(APPLICATION_MOVES, state, move, IllegalApplicationMove)


def _next(moves: Mapping[str, Any], state: str, move: str, refused: type[IllegalMove]) -> str:
    before, after = moves[move]
    if state not in before:
        raise refused(state, move)
    return str(after)


def takes_applications(row: AidRound, at: datetime) -> bool:
    return row.state == Round.PUBLISHED and row.opens_at <= at < row.closes_at


def may_change(application: AidApplication, row: AidRound, at: datetime) -> bool:
    return application.state in CHANGEABLE and takes_applications(row, at)


def told_state(application: AidApplication, row: AidRound, at: datetime) -> str:
    """What its owner is told: that somebody has scored shows only once the window is over."""
    if application.state == State.IN_REVIEW and takes_applications(row, at):
        return State.SUBMITTED
    return application.state


def waits_for_guardian(application: AidApplication) -> bool:
    return application.is_minor and application.guardian_said_yes_at is None


def groups_of(application: AidApplication) -> frozenset[str]:
    """What funds and share rules may ask for: what was said of oneself, and the country."""
    country = {f"country:{application.country}"} if application.country else set()
    return frozenset(application.groups) | country


def known_groups(said: Iterable[str], row: AidRound) -> list[str]:
    wanted = set(said)
    return [key for key in row.groups if key in wanted]


def lacking(application: AidApplication, *, asked: int, row: AidRound) -> list[str]:
    """What an application still needs before it can be sent: country, need, why, guardian."""
    told = {
        "country": bool(application.country), "need": asked > 0, "why": bool(application.motivation.strip()),
        "guardian": not application.is_minor or bool(application.guardian and application.guardian_contact),
    }  # fmt: skip
    return [name for name, is_there in told.items() if not is_there]


def last_day(row: AidRound) -> date:
    """The day on which what the round is about is over, as far as the round itself knows."""
    return row.end or row.start or row.closes_at.date()
