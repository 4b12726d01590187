"""A satellite is shown on both events' pages when both sides said yes."""

from __future__ import annotations

import pytest

from teranga.domains.activity.models import AuditEntry
from teranga.domains.events import queries
from teranga.domains.events.actions.link_satellite import (
    confirm_satellite,
    drop_satellite,
    propose_satellite,
)
from teranga.domains.events.models import Event, EventLink
from tests.domains.events.programmes import LATER, NOON, ORGANISER, community, event

pytestmark = pytest.mark.django_db


def two_events() -> tuple[Event, Event]:
    return event(community("lome"), slug="pyday"), event(community("africa"), slug="pycon")


def shown(satellite: Event, whole: Event) -> tuple[list[str], list[str]]:
    return (
        [row.path for row in queries.satellite_of(satellite)],
        [row.path for row in queries.satellites_of(whole)],
    )


def test_a_proposed_satellite_shows_nowhere() -> None:
    pyday, pycon = two_events()
    link = propose_satellite(event=pyday, of_event=pycon, by=ORGANISER, at=NOON)
    assert (link.state, shown(pyday, pycon)) == ("proposed", ([], []))


def test_a_confirmed_satellite_shows_on_both_pages() -> None:
    pyday, pycon = two_events()
    link = propose_satellite(event=pyday, of_event=pycon, by=ORGANISER, at=NOON)
    assert confirm_satellite(link=link, by=ORGANISER, at=LATER)
    assert not confirm_satellite(link=link, by=ORGANISER, at=LATER)
    assert shown(pyday, pycon) == (["/africa/pycon/"], ["/lome/pyday/"])


def test_either_side_ends_a_satellite_and_both_logs_tell_it() -> None:
    pyday, pycon = two_events()
    link = propose_satellite(event=pyday, of_event=pycon, by=ORGANISER, at=NOON)
    drop_satellite(link=link, by=ORGANISER, at=LATER)
    drop_satellite(link=link, by=ORGANISER, at=LATER)
    assert EventLink.objects.filter(event=pyday).count() == 0
    for side in (pyday, pycon):
        rows = AuditEntry.objects.filter(community_id=side.community_id, event_id=side.pk).order_by("id")
        assert [row.verb for row in rows] == [
            "event.create",
            "event.propose_satellite",
            "event.drop_satellite",
        ]
