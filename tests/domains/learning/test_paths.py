from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from teranga.domains.activity.actions.record import Actor
from teranga.domains.credentials.actions.certificates import revoke_certificate
from teranga.domains.credentials.queries import Standing, Verdict, path_certificates_of, verify
from teranga.domains.learning.actions import cohort_places as groups
from teranga.domains.learning.actions import paths as actions
from teranga.domains.learning.actions.first_time import open_buddies, write_guide
from teranga.domains.learning.models import Cohort, Enrolment, FirstTimeGuide, Programme
from teranga.domains.learning.queries_paths import cohorts_of, own_progress
from teranga.domains.places.actions.quotas import Difference, recount_community
from teranga.domains.places.models import Quota
from tests.base.threads import at_once
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_cohort, a_member, a_path
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
BY = Actor("member")


def enrol(cohort: Cohort, role: str = "learner", person=None) -> Enrolment:  # type: ignore[no-untyped-def]
    person = person or a_member(cohort.path.community)
    return groups.enrol(cohort=cohort, person=person, role=role, by=BY, at=NOW)


def test_no_more_learn_than_there_are_places_and_helpers_take_none() -> None:
    path = a_path(a_community(), cohorts=0)
    cohort = a_cohort(path, capacity=2, helpers_per_ten=5)
    first, _second, _helper = enrol(cohort), enrol(cohort), enrol(cohort, "helper")
    with pytest.raises(groups.CohortFull):
        enrol(cohort)
    assert enrol(cohort, person=first.person) == first
    (line,) = cohorts_of(path)
    assert (line.cohort.quota.used, line.free, line.helpers, line.needed) == (2, 0, 1, 1)
    assert Enrolment.objects.filter(community=path.community).count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.filter(community=path.community).update(used=3)


def test_a_place_that_is_given_back_is_free_for_somebody_else() -> None:
    cohort = a_cohort(a_path(a_community(), cohorts=0), capacity=1)
    first = enrol(cohort)
    for _ in range(2):
        groups.leave_cohort(enrolment=first, by=BY, at=NOW)
    second = enrol(cohort)
    cohort.quota.refresh_from_db()
    assert (cohort.quota.used, second.state) == (1, "enrolled")
    with pytest.raises(groups.CohortFull):
        enrol(cohort, person=first.person)
    first.refresh_from_db()
    assert first.state == "left"


def test_only_members_take_a_place() -> None:
    cohort = a_cohort(a_path(a_community(), cohorts=0))
    with pytest.raises(groups.NotAMember):
        enrol(cohort, person=a_person())
    cohort.quota.refresh_from_db()
    assert cohort.quota.used == 0


def test_with_the_last_step_the_path_is_finished_and_has_a_certificate() -> None:
    path = a_path(a_community(), cohorts=0)
    other = a_path(path.community)
    enrolment = enrol(a_cohort(path))
    one, two = path.steps.order_by("position")
    for step in (one, other.steps.first()):
        enrolment = actions.mark_step(enrolment=enrolment, step=step, is_done=True, by=BY, at=NOW)
    assert enrolment.state == "enrolled"
    assert path_certificates_of(enrolment.person) == {}
    assert own_progress(enrolment.person)[0].done == 1
    enrolment = actions.mark_step(enrolment=enrolment, step=two, is_done=True, by=BY, at=NOW)
    assert (enrolment.state, enrolment.finished_at) == ("finished", NOW)
    paper = path_certificates_of(enrolment.person)[enrolment.pk]
    days = {"start": date(2026, 9, 12), "end": date(2026, 11, 1)}
    name = enrolment.person.name
    assert verify(paper.code) == Verdict(Standing.GENUINE, name, path.name, is_path=True, **days)
    for is_done in (False, True):
        actions.mark_step(enrolment=enrolment, step=one, is_done=is_done, by=BY, at=NOW)
    assert path_certificates_of(enrolment.person) == {enrolment.pk: paper}
    revoke_certificate(certificate=paper, why="Not the same person", by=BY, at=NOW)
    assert verify(paper.code) == Verdict(Standing.REVOKED)


def test_a_group_never_has_fewer_places_than_are_taken() -> None:
    path = a_path(a_community(), cohorts=0)
    cohort = a_cohort(path)
    enrol(cohort)
    told = {"rhythm": {}, "place": {}, "helpers_per_ten": 2, "by": BY, "at": NOW}
    days = {"start": date(2026, 9, 12), "end": date(2026, 11, 1)}
    with pytest.raises(actions.PathRefused) as refused:
        actions.save_cohort(path=path, cohort=cohort, capacity=0, **days, **told)
    assert refused.value.field == "capacity"
    with pytest.raises(actions.PathRefused):
        actions.save_cohort(path=path, cohort=None, capacity=5, start=days["end"], end=days["start"], **told)
    assert Cohort.objects.filter(community=path.community).count() == 1
    assert list(Quota.objects.filter(community=path.community).values_list("size", "used")) == [(2, 1)]


def test_a_new_group_brings_its_places_and_a_changed_one_keeps_those_taken() -> None:
    path = a_path(a_community(), cohorts=0)
    told = {"start": date(2026, 9, 12), "end": date(2026, 11, 1), "rhythm": {}, "place": {},
            "helpers_per_ten": 2, "by": BY, "at": NOW}  # fmt: skip
    cohort = actions.save_cohort(path=path, cohort=None, capacity=1, **told)
    enrol(cohort)
    actions.save_cohort(path=path, cohort=cohort, capacity=3, **told)
    (line,) = cohorts_of(path)
    assert (line.cohort, line.cohort.quota.used, line.free) == (cohort, 1, 2)


def test_the_nightly_count_compares_groups_with_their_learners_and_changes_nothing() -> None:
    path = a_path(a_community(), cohorts=0)
    cohort = a_cohort(path, capacity=3)
    enrol(cohort), enrol(cohort, "helper")
    groups.leave_cohort(enrolment=enrol(cohort), by=BY, at=NOW)
    count = {"community_id": path.community_id, "at": NOW}
    assert recount_community(**count) == []
    Quota.objects.filter(community=path.community).update(used=2)
    assert recount_community(**count) == [Difference(cohort.quota_id, "used", 2, 1)]
    assert Quota.objects.get(community=path.community).used == 2


def test_who_is_forgotten_gives_the_place_back() -> None:
    cohort = a_cohort(a_path(a_community(), cohorts=0), capacity=1)
    first = enrol(cohort)
    groups.give_cohort_places_back(first.person, NOW)
    assert enrol(cohort).state == "enrolled"
    assert recount_community(community_id=cohort.community_id, at=NOW) == []


@pytest.mark.django_db(transaction=True)
def test_g01_two_at_once_never_take_the_last_place_of_a_group_twice() -> None:
    path = a_path(a_community(), cohorts=0)
    cohort = a_cohort(path, capacity=2)
    people = [a_member(path.community) for _ in range(6)]
    outcomes = at_once(*(lambda person=person: enrol(cohort, person=person) for person in people))
    cohort.quota.refresh_from_db()
    learners = Enrolment.objects.filter(community=path.community).count()
    refused = sum(isinstance(one, groups.CohortFull) for one in outcomes)
    assert (refused, learners, cohort.quota.used) == (4, 2, 2)


def test_an_event_has_its_own_words_for_newcomers_and_one_round_of_buddies() -> None:
    event = an_event(a_community(), "pycon")
    for words in ("One", "Two"):
        write_guide(event=event, texts={"expect": {"en": words}}, by=BY, at=NOW)
    guide = FirstTimeGuide.objects.get(event=event)
    assert (guide.expect, guide.prepare) == ({"en": "Two"}, {})
    first, second = (open_buddies(event=event, by=BY, at=NOW) for _ in range(2))
    assert first == second
    row = Programme.objects.get(community=event.community)
    assert (row.kind, row.state, row.apply_until) == ("first_time", "open", event.end)
    assert row.name["en"] == "Buddies at Pycon"
