"""Six phones, 200 evenings: without a network most of the time, their clocks ten minutes off."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.web.door.phones import Tally, a_door, one_evening
from tests.web.door.worlds import guests

pytestmark = [pytest.mark.long, pytest.mark.django_db]
BLOCKS, EVENINGS, PEOPLE = 8, 25, 20


class _Over(Exception):
    """Takes an evening back, so that each begins with an empty house."""


@pytest.mark.parametrize("block", range(BLOCKS))
def test_i01_i02_two_hundred_evenings_lose_nobody_and_hide_no_duplicate(block: int) -> None:
    arrivals = duplicates = 0
    for seed in range(1000 + block * EVENINGS, 1000 + (block + 1) * EVENINGS):
        try:
            with transaction.atomic():
                event = an_event(a_community(), mode="in_person")
                found = one_evening(event, a_door(event), guests(event, PEOPLE), seed)
                raise _Over
        except _Over:
            pass
        assert found == Tally(0, 0, 0, 0, arrivals=found.arrivals, duplicates=found.duplicates), seed
        arrivals, duplicates = arrivals + found.arrivals, duplicates + found.duplicates
    said = f"{EVENINGS} evenings: {arrivals} arrivals once each, {duplicates} duplicates all shown, 0 lost"
    print(f"\nsix phones, {said}")
    assert duplicates > EVENINGS
