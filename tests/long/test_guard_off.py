"""Without the guard the same clients do take more than there is: the guard is what keeps the promise."""

from __future__ import annotations

import pytest

from teranga.domains.places.models import Quota
from tests.domains.places.test_at_once import takes_too_many, without_check
from tests.factories.places import a_meetup

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def test_with_the_guard_off_nearly_every_crowd_takes_too_many() -> None:
    with without_check():
        violations = sum(takes_too_many(a_meetup(1)) for _ in range(100))
        Quota.objects.across_communities("the check comes back").update(used=0)
    print(f"guard off: {violations} of 100 took more than there is")
    assert violations >= 95
