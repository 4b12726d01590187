"""PyDay a hundred times: two hundred clients for fifty places over HTTP, on the database of the run."""

from __future__ import annotations

import os
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from django.utils import timezone

from tests.domains.places.pyday import check, hold_a_pyday, served

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
REPEATS = int(os.environ.get("TERANGA_LONG_REPEATS", "100"))


def test_a_hundred_pydays_of_two_hundred_keep_every_promise(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    slowest = []
    with served() as server:
        for seed in range(REPEATS):
            start = timezone.now() + timedelta(days=9)
            event, tally = hold_a_pyday(server, start, seed=seed, clients=200, within=10)
            check(event, tally)
            slowest.append(tally.p95())
    print(f"{REPEATS} PyDays: p95 {median(slowest):.3f} s in the middle, {max(slowest):.3f} s at worst")
