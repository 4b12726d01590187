"""Who was told elsewhere holds a place in the programme here, and the reserve moves up when one says no."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from teranga.base.jobs import run_due
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.places.models import WaitingEntry
from teranga.domains.proposals.actions.confirming import decline_talk
from teranga.domains.proposals.actions.taking_back import take_import_back
from teranga.domains.proposals.models import Call, Proposal, SessionType
from teranga.formats.proposals.teranga import FORMAT
from tests.domains.proposals.test_importing import BY, put_in, received
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.proposals import OPEN, a_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return a_call(
        an_event(a_community("lome"), "pycon", start=date(2027, 3, 18), end=date(2027, 3, 20)),
        types=("talk",),
    )


def one(code: str, state: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": code, "type": "talk", "state": state, "told_state": state,
            "speakers": [{"name": code, "contact": f"{code.lower()}@example.org"}], **more}  # fmt: skip


def told(*rows: dict[str, Any]) -> bytes:
    types = [{"slug": "talk", "name": {"en": "Talk"}, "minutes": 30}]
    return json.dumps({"format": FORMAT, "types": types, "proposals": rows}).encode()


def quota_counts(call: Call) -> tuple[int, int]:
    quota = SessionType.objects.get(event=call.event, slug="talk").quota
    assert quota is not None
    return quota.size, quota.used


ROWS = (one("YES", "accepted"), one("SURE", "confirmed"), one("NEXT", "reserve", rank=1),
        one("LATER", "reserve", rank=2), one("OPEN", "submitted"))  # fmt: skip


def test_those_who_were_told_hold_places_and_the_reserve_moves_up_at_a_no(call: Call) -> None:
    put_in(received(call, told(*ROWS)))
    assert quota_counts(call) == (2, 2)
    assert OutgoingMail.objects.count() == 0
    sure = Proposal.objects.get(event=call.event, code="YES")
    decline_talk(proposal=sure, why="time", by=BY, at=OPEN)
    states = dict(Proposal.objects.filter(event=call.event).values_list("code", "state"))
    assert states == {"YES": "declined", "SURE": "confirmed", "NEXT": "promoted", "LATER": "reserve",
                      "OPEN": "submitted"}  # fmt: skip


def test_taken_back_they_hold_nothing_and_nobody_moves_up(call: Call) -> None:
    upload = put_in(received(call, told(*ROWS)))
    take_import_back(upload=upload, by=BY, at=MADE)
    run_due()
    assert quota_counts(call) == (0, 0)
    waiting = WaitingEntry.objects.filter(community=call.community, state="waiting")
    assert (waiting.count(), OutgoingMail.objects.count()) == (0, 0)
