from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.domains.places.pyday import check, hold_a_pyday, served

pytestmark = pytest.mark.django_db(transaction=True)


def test_pyday_fills_every_place_in_order_and_none_twice(settings: Any) -> None:
    """A small crowd three times; two hundred a hundred times are in tests/long."""
    settings.ALLOWED_HOSTS = ["*"]
    with served() as server:
        for seed in range(3):
            start = timezone.now() + timedelta(days=9)
            event, tally = hold_a_pyday(server, start, seed=seed, clients=20, places=5)
            check(event, tally, 5)
