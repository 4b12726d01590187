"""Six phones check people in without a network, their clocks ten minutes off; later everything is merged."""

from __future__ import annotations

import pytest

from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.web.door.phones import Tally, a_door, one_evening
from tests.web.door.worlds import guests

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(3))
def test_i01_i02_six_phones_without_a_network_lose_nobody_and_hide_no_duplicate(seed: int) -> None:
    event = an_event(a_community(), mode="in_person")
    people = guests(event, 20)
    found = one_evening(event, a_door(event), people, seed)
    assert found == Tally(0, 0, 0, 0, arrivals=found.arrivals, duplicates=found.duplicates)
    assert found.arrivals >= 20
    assert found.duplicates > 0
