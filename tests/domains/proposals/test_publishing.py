"""Many confirmed talks go into the programme together, and two who publish at once do it once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.actions.sessions import add_session
from teranga.domains.events.models import Event, ScheduleChange, Session, Speaker
from teranga.domains.proposals.actions.publishing_talks import publish_talks
from teranga.domains.proposals.links import session_guid
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_told import after_of
from tests.base.threads import at_once
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call, a_proposal, a_proposal_speaker

NOW = datetime(2026, 12, 20, 10, tzinfo=UTC)
CHAIR = Actor("programme_chair")


def confirmed(many: int) -> tuple[Call, list[Proposal]]:
    event = an_event(a_community("lome"), "pycon", start=date(2027, 3, 18), end=date(2027, 3, 20))
    call = a_call(event)
    rows = [a_proposal(call, a_person(), state=Proposal.State.CONFIRMED) for _ in range(many)]
    return call, rows


def publish(call: Call) -> tuple[int, int]:
    return publish_talks(proposals=after_of(call, (Proposal.State.CONFIRMED,)), by=CHAIR, at=NOW)


def versions(call: Call) -> tuple[int, list[int], int]:
    """(the event's version, the version of each change, sessions)."""
    changes = ScheduleChange.objects.filter(event=call.event_id).order_by("pk")
    return (
        Event.objects.get(community=call.community_id, pk=call.event_id).schedule_version,
        list(changes.values_list("version", flat=True)),
        Session.objects.filter(event=call.event_id).count(),
    )


@pytest.mark.django_db
def test_all_confirmed_talks_are_one_version_and_what_changed_later_is_one_more():
    call, rows = confirmed(4)
    a_proposal_speaker(rows[0], rows[1].speakers.get().person, state="confirmed")
    assert (publish(call), versions(call)) == ((4, 0), (1, [1, 1, 1, 1], 4))
    assert Speaker.objects.filter(event=call.event_id).count() == 4
    assert (publish(call), versions(call)) == ((0, 0), (1, [1, 1, 1, 1], 4))
    Proposal.objects.filter(event=call.event_id, pk__in=[rows[0].pk, rows[1].pk]).update(title="Better")
    a_proposal(call, a_person(), state=Proposal.State.CONFIRMED)
    assert (publish(call), versions(call)) == ((1, 2), (2, [1, 1, 1, 1, 2, 2, 2], 5))


@pytest.mark.django_db
def test_a_programme_that_nobody_has_seen_is_new_as_a_whole():
    call, _rows = confirmed(3)
    Event.objects.filter(community=call.community_id, pk=call.event_id).update(visibility="draft")
    assert (publish(call), versions(call)) == ((3, 0), (1, [1], 3))
    a_proposal(call, a_person(), state=Proposal.State.CONFIRMED)
    assert (publish(call), versions(call)) == ((1, 0), (1, [1], 4))


@pytest.mark.django_db(transaction=True)
def test_h09_two_who_publish_at_once_make_one_version_with_each_session_once():
    call, _rows = confirmed(5)
    outcomes = at_once(*[lambda: publish(call)] * 4)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert sorted(outcomes) == [(0, 0), (0, 0), (0, 0), (5, 0)]
    assert versions(call) == (1, [1] * 5, 5)


@pytest.mark.django_db
def test_h09_without_the_lock_the_database_still_refuses_a_second_session_of_a_proposal():
    call, rows = confirmed(1)
    publish(call)
    with pytest.raises(IntegrityError), write():
        add_session(event=call.event, guid=session_guid(rows[0]), title=in_three("Again"), by=CHAIR, at=NOW)
    assert versions(call) == (1, [1], 1)
