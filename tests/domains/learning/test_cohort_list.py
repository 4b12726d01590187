"""A full group has a waiting list: order, offers that end, and nobody twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.learning.actions import cohort_places as groups
from teranga.domains.learning.actions.paths import save_cohort
from teranga.domains.learning.models import Cohort, Enrolment
from teranga.domains.learning.queries_paths import cohorts_of, waiting_of
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.places.actions.community_lists import expire_list_offer
from teranga.domains.places.actions.quotas import Difference, recount_community
from teranga.domains.places.models import Offer, Quota, WaitingEntry
from teranga.domains.places.queries_lists import list_of_quota, open_list_offer, overdue_list_offers
from teranga.domains.places.rules import IllegalMove
from tests.base.threads import at_once
from tests.factories.communities import a_community
from tests.factories.learning import a_cohort, a_member, a_path
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
BY = Actor("member")


def a_full_group(capacity: int = 1) -> tuple[Cohort, list[Enrolment]]:
    cohort = a_cohort(a_path(a_community(), cohorts=0), capacity=capacity)
    return cohort, [enrol(cohort, a_member(cohort.path.community)) for _ in range(capacity)]


def enrol(cohort: Cohort, person: Person, role: str = "learner") -> Enrolment:
    return groups.enrol(cohort=cohort, person=person, role=role, by=BY, at=NOW)


def wait(cohort: Cohort, person: Person | None = None, at: datetime = NOW) -> WaitingEntry:
    person = person or a_member(cohort.path.community)
    return groups.wait_for_cohort(cohort=cohort, person=person, by=BY, at=at)


def leave(enrolment: Enrolment, at: datetime = NOW) -> None:
    groups.leave_cohort(enrolment=enrolment, by=BY, at=at)


def counters(cohort: Cohort) -> tuple[int, int, int]:
    row = Quota.objects.get(community=cohort.community_id, pk=cohort.quota_id)
    return row.size, row.used, row.offered


def the_offer(entry: WaitingEntry) -> Offer:
    offer = open_list_offer(entry)
    assert offer is not None
    return offer


def states(*entries: WaitingEntry) -> list[str]:
    for entry in entries:
        entry.refresh_from_db()
    return [entry.state for entry in entries]


def test_what_is_given_back_goes_down_the_list_until_somebody_says_yes() -> None:
    cohort, (first,) = a_full_group()
    one, two, three = (wait(cohort) for _ in range(3))
    leave(first)
    assert (states(one, two, three), counters(cohort)) == (["offered", "waiting", "waiting"], (1, 0, 1))
    groups.decline_cohort_offer(cohort=cohort, offer=the_offer(one), by=BY, at=NOW)
    late = the_offer(two)
    assert late.expires_at == NOW + timedelta(hours=48)
    expire_list_offer(offer=late, at=NOW + timedelta(hours=47))
    assert states(two) == ["offered"]
    over = NOW + timedelta(hours=48)
    assert overdue_list_offers(over) == [late]
    expire_list_offer(offer=late, at=over)
    with pytest.raises(IllegalMove):
        groups.accept_cohort_offer(cohort=cohort, offer=late, by=BY, at=over)
    assert states(one, two, three) == ["declined", "expired", "offered"]
    row = groups.accept_cohort_offer(cohort=cohort, offer=the_offer(three), by=BY, at=over)
    assert (row.person, row.role, row.state, counters(cohort)) == (
        three.person,
        "learner",
        "enrolled",
        (1, 1, 0),
    )
    assert recount_community(community_id=cohort.community_id, at=over) == []
    verbs = (
        AuditEntry.objects.filter(community_id=cohort.community_id)
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs)[-4:] == ["offer.make", "offer.accept", "waiting.accept", "path.enrol"]


def test_each_offer_ends_by_its_own_job_and_is_told_with_its_link() -> None:
    cohort, (first,) = a_full_group()
    person = a_member(cohort.path.community, preferred_language="fr")
    entry = wait(cohort, person)
    leave(first)
    offer = the_offer(entry)
    job = Job.objects.get(name="places.expire_list_offer")
    assert job.payload == {"community_id": cohort.community_id, "offer_id": offer.pk}
    expire_list_offer(offer=offer, at=offer.expires_at)
    mails = OutgoingMail.objects.filter(person_id=person.pk).order_by("pk")
    assert [(mail.cause, mail.expires_at) for mail in mails] == [
        (f"path-waiting:{entry.pk}", None),
        (f"path-offer:{offer.pk}", offer.expires_at),
        (f"path-offer-over:{offer.pk}", None),
    ]
    assert all(f"/paths/{cohort.path.slug}/waiting/{entry.pk}." in mail.body for mail in mails)


def test_nobody_stands_in_the_list_twice_and_who_is_in_does_not_wait() -> None:
    cohort, (first,) = a_full_group()
    entry = wait(cohort)
    assert wait(cohort, entry.person) == entry
    with pytest.raises(groups.AlreadyIn):
        wait(cohort, first.person)
    with pytest.raises(groups.NotAMember):
        wait(cohort, a_person())
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingEntry.objects.create(
            community=cohort.path.community, event=None, quota=cohort.quota, person=entry.person,
            joined_at=NOW,
        )  # fmt: skip
    assert list_of_quota(cohort.community_id, cohort.quota_id) == [entry]


def test_who_comes_now_does_not_overtake_those_who_wait() -> None:
    cohort, (first,) = a_full_group()
    entry = wait(cohort)
    leave(first)
    with pytest.raises(groups.CohortFull):
        enrol(cohort, a_member(cohort.path.community))
    assert entry.person is not None
    row = enrol(cohort, entry.person)  # the button of the group's page takes the place that was offered
    assert (row.state, states(entry), counters(cohort)) == ("enrolled", ["accepted"], (1, 1, 0))


def test_a_place_that_is_free_meanwhile_is_offered_at_once() -> None:
    cohort = a_cohort(a_path(a_community(), cohorts=0), capacity=1)
    assert (wait(cohort).state, counters(cohort)) == ("offered", (1, 0, 1))


def test_who_helps_instead_or_leaves_the_list_lets_the_next_one_in() -> None:
    cohort, (first,) = a_full_group()
    one, two, three = (wait(cohort) for _ in range(3))
    leave(first)
    assert one.person is not None
    assert enrol(cohort, one.person, "helper").role == "helper"
    assert (states(one, two), counters(cohort)) == (["left", "offered"], (1, 0, 1))
    for _ in range(2):
        groups.leave_cohort_list(cohort=cohort, entry=two, by=BY, at=NOW)
    assert (states(two, three), counters(cohort)) == (["left", "offered"], (1, 0, 1))


def test_more_places_are_offered_at_once_and_none_when_the_group_is_over() -> None:
    cohort, (first, _second) = a_full_group(2)
    entries = [wait(cohort) for _ in range(3)]
    told = {"start": cohort.start, "end": cohort.end, "rhythm": {}, "place": {}, "helpers_per_ten": 2}
    cohort = save_cohort(path=cohort.path, cohort=cohort, capacity=4, by=BY, at=NOW, **told)
    assert (states(*entries), counters(cohort)) == (["offered", "offered", "waiting"], (4, 2, 2))
    (line,) = cohorts_of(cohort.path)
    assert (line.free, line.waiting) == (0, 1)
    leave(first, at=datetime(2026, 11, 2, 1, tzinfo=UTC))
    assert (states(*entries), counters(cohort)) == (["offered", "offered", "waiting"], (4, 1, 2))


def test_no_offer_stands_beyond_the_last_day_of_the_group() -> None:
    cohort, (first,) = a_full_group()
    entry, late = wait(cohort), datetime(2026, 11, 1, 20, tzinfo=UTC)
    leave(first, at=late)
    assert the_offer(entry).expires_at == datetime(2026, 11, 2, tzinfo=UTC)


def test_who_is_forgotten_waits_no_longer_and_their_offer_goes_on() -> None:
    cohort, (first,) = a_full_group()
    one, two = wait(cohort), wait(cohort)
    leave(first)
    assert one.person is not None
    groups.give_cohort_places_back(one.person, NOW)
    assert (states(one, two), counters(cohort), waiting_of(one.person)) == (
        ["left", "offered"],
        (1, 0, 1),
        [],
    )


def test_the_nightly_count_compares_offers_with_their_rows_and_changes_nothing() -> None:
    cohort, (first,) = a_full_group()
    wait(cohort)
    leave(first)
    Quota.objects.filter(community=cohort.community_id).update(offered=0)
    found = recount_community(community_id=cohort.community_id, at=NOW)
    assert (found, counters(cohort)) == ([Difference(cohort.quota_id, "offered", 0, 1)], (1, 0, 0))


@pytest.mark.django_db(transaction=True)
def test_g20_a_list_of_a_group_moved_by_many_hands_at_once_never_gives_more_than_there_is() -> None:
    cohort, learners = a_full_group(3)
    entries = [wait(cohort) for _ in range(4)]
    outcomes = at_once(*(lambda row=row: leave(row) for row in learners),
                       *(lambda: wait(cohort) for _ in range(3)))  # fmt: skip
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert states(*entries) == ["offered"] * 3 + ["waiting"]
    assert (counters(cohort), recount_community(community_id=cohort.community_id, at=NOW)) == ((3, 0, 3), [])
