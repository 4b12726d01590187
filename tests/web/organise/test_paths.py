"""Training paths at the desk."""

from __future__ import annotations

import pytest

from teranga.domains.places.models import Quota
from tests.factories.communities import a_community
from tests.factories.learning import a_path
from tests.web.organise.desk import at_the_desk, send

pytestmark = pytest.mark.django_db


def test_a_group_is_opened_and_given_more_places() -> None:
    place = a_community("lome")
    path = a_path(place)
    group = path.cohorts.get()
    desk = f"/en/organise/lome/paths/{path.pk}/"
    told = {
        "start": group.start.isoformat(),
        "end": group.end.isoformat(),
        "capacity": "9",
        "helpers_per_ten": "2",
    }
    answer = send(at_the_desk(community=place), f"{desk}groups/{group.pk}/", **told)
    assert (answer.status_code, answer.get("Location")) == (302, f"{desk}?saved=1")
    assert Quota.objects.across_communities("a test looks at all").get(pk=group.quota_id).size == 9
