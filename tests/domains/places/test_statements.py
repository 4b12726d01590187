"""How many statements an answer and its confirmation cost on a crowded day. They may shrink, never grow."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teranga.domains.activity.actions.record import VISITOR
from teranga.domains.events.models import Event
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.places.actions.ask_rsvp import ask_rsvp
from teranga.domains.places.actions.confirm_rsvp import confirm_by_link
from teranga.domains.places.rules_answers import GOING, Wish
from tests.factories.communities import a_community
from tests.factories.places import a_meetup

MANY = re.compile(r"^\d+ times: ")  # how Django writes down a batch
WORK = ("SELECT", "INSERT", "UPDATE", "DELETE")


def _statements(captured: CaptureQueriesContext) -> int:
    """Those of one batch are one: they go to the database together."""
    sent = [MANY.sub("", row["sql"].strip()) for row in captured.captured_queries]
    told = [sql.partition(" ")[0] for sql in sent]
    return sum(word in WORK for word in told)


def _asks(event: Event, number: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask_rsvp(
            event=event, contact=f"guest{number}@example.org", wish=Wish(GOING, name="Somebody Here"),
            client="192.0.2.7", key=f"key-of-guest-number-{number}", by=VISITOR, at=timezone.now(),
        )  # fmt: skip
    return _statements(captured)


def _confirms(event: Event, number: int) -> int:
    body = OutgoingMail.objects.get(
        to_address=f"guest{number}@example.org", cause__startswith="rsvp-code"
    ).body
    token = body.partition("/answer/link/")[2].partition("/")[0]
    with CaptureQueriesContext(connection) as captured:
        confirm_by_link(event=event, token=token, by=VISITOR, at=timezone.now())
    return _statements(captured)


@pytest.mark.django_db
def test_an_answer_and_its_confirmation_cost_so_many_statements_and_no_more():
    start = timezone.now() + timedelta(days=9)
    event = a_meetup(2, a_community(kind="live"), starts_at=start, start=start.date(), end=start.date())
    costs = [(_asks(event, number), _confirms(event, number)) for number in range(4)]
    assert costs[1] == (26, 34)  # a place is held, then given
    assert costs[3] == (20, 32)  # all are taken: the list
