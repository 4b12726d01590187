"""Plain scores and those freed of severity, side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teranga.domains.proposals.models import Call
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person, signed_in
from tests.factories.proposals import a_call
from tests.factories.reviews import a_criterion, a_phase, a_review, a_reviewer, a_sent_proposal
from tests.web.organise.desk import at_the_desk, text_of

pytestmark = pytest.mark.django_db


def told(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return text_of(answer)


def test_plain_scores_and_freed_ones_stand_side_by_side_for_the_team() -> None:
    call, now = a_call(an_event(a_community())), timezone.now()
    a_phase(call, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    line, browser = a_criterion(call), at_the_desk("programme_chair", event=call.event)
    path = f"/en/organise/{call.event.community.slug}/{call.event.slug}/reviews/scores/"
    assert "No review is sent yet." in told(browser, path)
    strict, kind = a_person(), a_person()
    for nth in range(4):
        row = a_sent_proposal(call, f"Both {nth}")
        a_review(row, strict, {line: 1})
        a_review(row, kind, {line: 3})
    with CaptureQueriesContext(connection) as few:
        told(browser, path)
    unlucky = a_sent_proposal(call, "Unlucky")
    a_review(unlucky, strict, {line: 2})
    a_review(a_sent_proposal(call, "Lucky"), kind, {line: 3})
    with CaptureQueriesContext(connection) as many:
        page = told(browser, path)
    assert len(many) == len(few)
    assert "rank 2 → 1 · score 5 →" in page
    assert page.index("Unlucky") < page.index("Lucky")  # by its rank, among those that moved as far
    assert "Plain means count." not in page
    Call.objects.filter(event=call.event_id).update(normalises=False)
    assert "Plain means count." in told(browser, f"{path}?by=plain")
    Call.objects.filter(event=call.event_id).update(grading="majority")
    assert "judged by grades" in told(browser, path)
    assert signed_in(a_reviewer(call).person).get(path).status_code == 404
