"""Five thousand submissions of pretalx with three reviews each: read, put in, counted, taken back."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from teranga.base.jobs import run_due
from teranga.domains.proposals.actions import importing as actions
from teranga.domains.proposals.actions.taking_back import take_import_back
from teranga.domains.proposals.models import Proposal, Review
from tests.domains.proposals.test_importing import BY, received
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.proposals import a_call

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MANY, SPEAKERS = 5000, 3000


def an_export() -> bytes:
    told: dict[str, list[dict[str, Any]]] = {
        "submissions": [
            {"code": f"C{nth:05}", "title": f"Talk {nth}", "speakers": [f"S{nth % SPEAKERS}"],
             "submission_type": 7, "state": "submitted", "abstract": "word " * 120,
             "description": "word " * 200, "answers": [nth]}
            for nth in range(MANY)
        ],
        "speakers": [
            {"code": f"S{nth}", "name": f"Afi {nth}", "email": f"a{nth}@example.org", "biography": "b " * 50}
            for nth in range(SPEAKERS)
        ],
        "submission-types": [{"id": 7, "name": {"en": "Talk"}, "default_duration": 30}],
        "questions": [{"id": 4, "question": "Why?", "variant": "text", "target": "submission"}],
        "answers": [{"id": nth, "question": 4, "answer": "because", "submission": f"C{nth:05}"}
                    for nth in range(MANY)],
        "reviews": [
            {"id": nth, "submission": f"C{nth % MANY:05}", "text": "Good", "user": f"R{nth % 30}",
             "scores": [{"category": 1, "value": str(nth % 5)}, {"category": 2, "value": "3"}]}
            for nth in range(3 * MANY)
        ],
    }  # fmt: skip
    return json.dumps(told).encode()


def test_five_thousand_submissions_come_in_and_go_again() -> None:
    call = a_call(an_event(a_community("lome"), "pycon"))
    took: dict[str, float] = {}

    def timed(name: str, step: Any) -> Any:
        start = time.perf_counter()
        found = step()
        took[name] = round(time.perf_counter() - start, 1)
        return found

    upload = timed("read", lambda: received(call, an_export()))
    actions.ask_to_put_in(upload=upload, by=BY, at=MADE)
    timed("put in", lambda: actions.apply_import(upload=upload, at=MADE))
    timed("count", run_due)
    here = {"event": call.event}
    assert (Proposal.objects.filter(**here).count(), Review.objects.filter(**here).count()) == (
        MANY,
        3 * MANY,
    )
    upload.refresh_from_db()
    timed("take back", lambda: take_import_back(upload=upload, by=BY, at=MADE))
    assert not Proposal.objects.filter(**here).exists()
    print(took)
