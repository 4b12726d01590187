"""Paper codes for a meetup: printed, handed to people whom the organiser sees, shown this once."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.people.actions.claim_codes import make_claim_codes
from teranga.domains.people.models import Person

MOST_AT_ONCE = 500


class TooManyCodes(Exception):
    """More codes at once than anybody prints, or none."""


def issue_claim_codes(
    community: Community, count: int, by: Actor, at: datetime, *, only_for: Person | None = None
) -> list[str]:
    """New codes for newcomers, or one for a member without e-mail who wants to sign in again (`only_for`)."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise TooManyCodes(count)
    with write():
        codes = make_claim_codes(community.pk, count, at=at, only_for=only_for)
        record(
            by=by, verb="claim_codes.issue", object_type="community", object_id=community.pk, at=at,
            community_id=community.pk, changes={"count": count},
        )  # fmt: skip
    return codes
