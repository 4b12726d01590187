"""Proposals with scores to choose from, and signed selections."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Grant, Rights, Scope, rights_of
from teranga.domains.people.roles import READY_ROLES
from teranga.domains.proposals.actions.deciding import sign_selection
from teranga.domains.proposals.actions.selections import start_selection
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker, Selection
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call, type_of

CHOSEN = datetime(2026, 12, 20, 9, tzinfo=UTC)  # after the call's end
SCORES = (("A", 0.9, "ai"), ("B", 0.8, "ai"), ("C", 0.7, "ai"), ("D", 0.6, "web"), ("E", 0.5, "web"),
          ("F", 0.4, "community"))  # fmt: skip
AI_AT_MOST_ONE = {"key": "most topic:ai", "group": "topic:ai", "floor": False, "count": 1}


def a_scored_call(rooms: int | None = None, **more: Any) -> Call:
    """Six proposals, half of them about AI; talks have no limit of room unless `rooms` says so."""
    call = a_call(an_event(a_community("lome"), "pycon"), **more)
    talk = type_of(call, "talk")
    talk.room_minutes = None if rooms is None else 30 * rooms
    talk.save(update_fields=["room_minutes"])
    for code, score, topic in SCORES:
        scored(call, code, score, topic)
    return call


def scored(call: Call, code: str, score: float | None, topic: str = "web", *, by: Person | None = None,
           type: str = "talk", country: str = "TG", **more: Any) -> Proposal:  # fmt: skip
    told = {
        "state": "submitted", "told_state": "submitted", "level": "beginner", "language": "fr",
        "title": f"Talk {code}", "topics": [topic], "version": 1, "submitted_at": CHOSEN,
        "started_at": CHOSEN, "changed_at": CHOSEN, **more,
    }  # fmt: skip
    row = Proposal.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, code=code, score=score,
        type=type_of(call, type), **told,
    )  # fmt: skip
    ProposalSpeaker.objects.create(
        community_id=call.community_id, event_id=call.event_id, proposal=row, person=by or a_person(),
        state="confirmed", country=country,
    )  # fmt: skip
    return row


def a_selection(call: Call, *rules: dict[str, Any], choose: int | None = 3, **more: Any) -> Selection:
    selection = start_selection(call=call, name="First try", choose=choose, rules=rules, by=COMMAND_LINE,
                                at=CHOSEN, **more)  # fmt: skip
    selection.call = call
    return selection


def a_chair(call: Call, person: Person | None = None, role: str = "programme_chair") -> Rights:
    grant = Grant(Scope.COMMUNITY, call.community_id, READY_ROLES[role].allowed, role, CHOSEN)
    return rights_of((person or a_person()).pk, [grant], at=CHOSEN, has_second_factor=True)


def signed_by_two(selection: Selection) -> Selection:
    for _each in range(2):
        sign_selection(selection=selection, rights=a_chair(selection.call), by=COMMAND_LINE, at=CHOSEN)
    return selection


def outcomes(call: Call) -> dict[str, str]:
    rows = Proposal.objects.filter(community=call.community_id, call=call)
    return dict(rows.order_by("code").values_list("code", "state"))
