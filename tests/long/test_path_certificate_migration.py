"""Who finished a path gets a certificate with a code, which stands on the enrolment again on the way back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from teranga.domains.credentials.queries import CODE_LENGTH
from teranga.foundation.codes import read_code

CODES_ON_ENROLMENTS = (("credentials", "0002_path_certificates"), ("learning", "0006_cohort_counts_no_more"))
CERTIFICATES = (("credentials", "0003_codes_for_paths"), ("learning", "0007_certificates_elsewhere"))
NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)


def at_step(*steps: tuple[str, str]) -> StateApps:
    MigrationExecutor(connection).migrate(list(steps))
    return MigrationExecutor(connection).loader.project_state(list(steps)).apps


def rows(apps: StateApps, label: str) -> Any:
    return apps.get_model(label)._base_manager


def two_learners(apps: StateApps) -> None:
    """One who finished and has a code, and one who is still learning."""
    told = {"slug": "lome", "name": {"en": "Lomé"}, "created_at": NOW, "updated_at": NOW}
    community = rows(apps, "communities.Community").create(**told)
    path = rows(apps, "learning.TrainingPath").create(
        community=community, slug="first", created_at=NOW, updated_at=NOW
    )
    quota = rows(apps, "places.Quota").create(community=community, size=5, used=2)
    cohort = rows(apps, "learning.Cohort").create(
        community=community, path=path, quota=quota, start=date(2026, 9, 12), end=date(2026, 11, 1)
    )
    for name, code, finished in (("Afi", "of-before", NOW), ("Kofi", "", None)):
        rows(apps, "learning.Enrolment").create(
            community=community, cohort=cohort, code=code, enrolled_at=NOW, finished_at=finished,
            state="finished" if finished else "enrolled",
            person=rows(apps, "people.Person").create(name=name, folded_name=name.lower(), created_at=NOW),
        )  # fmt: skip


def codes(apps: StateApps) -> list[tuple[str, str]]:
    return list(rows(apps, "learning.Enrolment").order_by("pk").values_list("person__name", "code"))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_code_of_a_finished_path_is_a_certificate_s_and_comes_back_as_it_was() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = at_step(*CODES_ON_ENROLMENTS)
        two_learners(old)
        new = at_step(*CERTIFICATES)
        papers = rows(new, "credentials.Certificate")
        given = papers.values_list("person__name", "issued_at", "event", "place", "revoked_at")
        assert list(given) == [("Afi", NOW, None, None, None)]
        code = papers.get().code
        assert read_code(code, CODE_LENGTH) == code
        back = at_step(*CODES_ON_ENROLMENTS)
        assert codes(back) == [("Afi", code), ("Kofi", "")]
        assert rows(back, "credentials.Certificate").count() == 0
        again = at_step(*CERTIFICATES)
        assert rows(again, "credentials.Certificate").count() == 1
    finally:
        MigrationExecutor(connection).migrate(latest)
