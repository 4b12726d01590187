"""Groups that counted their own places carry them over to a quota, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

BEFORE, AFTER = ("learning", "0003_hackathons"), ("learning", "0006_cohort_counts_no_more")
PLACES = ("places", "0004_quota_without_event")
NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)


def at_step(step: tuple[str, str]) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate([step])
    return executor.loader.project_state([step, PLACES]).apps


def rows(apps: StateApps, label: str) -> Any:
    return apps.get_model(label)._base_manager


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_places_of_groups_become_quotas_and_come_back_as_they_were() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = at_step(BEFORE)
        community = rows(old, "communities.Community").create(
            slug="lome", name={"en": "Lomé"}, created_at=NOW, updated_at=NOW
        )
        path = rows(old, "learning.TrainingPath").create(
            community=community, slug="first", created_at=NOW, updated_at=NOW
        )
        days = {"start": date(2026, 9, 12), "end": date(2026, 11, 1)}
        for capacity, taken in ((20, 3), (5, 5)):
            rows(old, "learning.Cohort").create(
                community=community, path=path, capacity=capacity, taken=taken, **days
            )
        new = at_step(AFTER)
        told = rows(new, "learning.Cohort").order_by("pk").values_list("quota__size", "quota__used")
        assert list(told) == [(20, 3), (5, 5)]
        back = at_step(BEFORE)
        told = rows(back, "learning.Cohort").order_by("pk").values_list("capacity", "taken")
        assert list(told) == [(20, 3), (5, 5)]
        assert rows(back, "places.Quota").count() == 0
    finally:
        MigrationExecutor(connection).migrate(latest)
