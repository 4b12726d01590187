"""The rule of two: what weighs heavily happens only when two different people said yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teranga.domains.people.policy import Place, Rights


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes, and the role under which it was said."""

    person_id: int
    role: str
    at: datetime


class ApprovalRefused(Exception):
    """This yes does not count; nothing changed."""


class NotAllowed(ApprovalRefused):
    """The person may not decide this here."""


class SamePerson(ApprovalRefused):
    """The person said yes before: the second yes must be another person's."""


class OwnMatter(ApprovalRefused):
    """The person gains by the decision, so it is for others."""


def approve(
    given: Sequence[Approval], *, rights: Rights, verb: str, area: str, place: Place, at: datetime,
    concerns: Sequence[int] = (),
) -> tuple[Approval, ...]:  # fmt: skip
    """The approvals with this person's added. `concerns`: persons who gain by it and may not approve it."""
    role = rights.role_for(verb, area, place)
    if rights.person_id is None or not role:
        raise NotAllowed
    if rights.person_id in concerns:
        raise OwnMatter
    if any(one.person_id == rights.person_id for one in given):
        raise SamePerson
    return (*given, Approval(rights.person_id, role, at))


def is_decided(given: Sequence[Approval]) -> bool:
    return len({one.person_id for one in given}) >= 2
