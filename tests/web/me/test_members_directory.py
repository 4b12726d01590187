"""The members' directory is not taken away by the hundred, whichever process is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from teranga.domains.people.actions.tries import note_try
from teranga.web.me.directory_views import TURNS, WITHIN
from tests.factories.communities import a_community
from tests.web.me.visiting import NOON, Visitor, text_of

pytestmark = pytest.mark.django_db


def test_turns_that_another_process_saw_count_here_and_waiting_helps(clock: time_machine.Traveller) -> None:
    place, browser = a_community("lome"), Visitor(clock, REMOTE_ADDR="192.0.2.7")
    path = "/en/lome/members/"
    assert browser.open(path).status_code == 200
    for _ in range(TURNS - 1):
        assert note_try("members", str(place.pk), "192.0.2.7", limit=TURNS, within=WITHIN, at=NOON)
    refused = browser.open(path)
    assert (refused.status_code, "Wait" in text_of(refused)) == (429, True)
    assert browser.open("/en/dakar/members/").status_code == 404
    assert Visitor(clock, REMOTE_ADDR="192.0.2.8").open(path).status_code == 200
    clock.shift(WITHIN + timedelta(seconds=1))
    assert browser.open(path).status_code == 200
