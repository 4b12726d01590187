"""A person's own timeline also knows places, learning and certificates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.timeline import timeline_of
from teranga.domains.learning.actions import cohort_places, paths
from teranga.domains.places.actions.grant_place import grant_place
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_cohort, a_member, a_path, a_project
from tests.factories.people import a_person, signed_in

pytestmark = pytest.mark.django_db
AT, LATER = datetime(2026, 9, 20, 12, tzinfo=UTC), datetime(2026, 9, 21, 12, tzinfo=UTC)
BY = Actor("member")


def test_places_learning_and_certificates_stand_in_it() -> None:
    place = a_community("lome")
    person, event, path = a_member(place), an_event(place, "pyday"), a_path(place, steps=1)
    enrolment = cohort_places.enrol(cohort=a_cohort(path), person=person, role="learner", by=BY, at=AT)
    paths.mark_step(enrolment=enrolment, step=path.steps.get(), is_done=True, by=BY, at=LATER)
    grant_place(event=event, kind="speaker", person=person, by=BY, at=LATER)
    a_project(place, owner=person, title="Wells", created_at=AT)
    a_project(place, owner=a_person(), title="Of somebody else")
    lines = {(line.day, line.kind, str(line.what)) for line in timeline_of(person)}
    first, second, name = date(2026, 9, 20), date(2026, 9, 21), str(path.name)
    assert lines >= {
        (first, "began_path", name), (second, "finished_path", name), (second, "got_certificate", name),
        (second, "got_place", ""), (first, "began_project", "Wells"),
    }  # fmt: skip
    html = signed_in(person).get("/en/me/timeline/").content.decode()
    assert "/en/certificate/" in html
    assert "Of somebody else" not in html
