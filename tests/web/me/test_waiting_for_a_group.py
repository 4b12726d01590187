"""The page of one's own place in the list of a group, by the link of a mail, without signing in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from teranga.domains.activity.actions.record import Actor
from teranga.domains.learning.actions import cohort_places as groups
from teranga.domains.learning.links import waiting_path
from teranga.domains.learning.models import Cohort, Enrolment
from teranga.domains.places.models import WaitingEntry
from tests.factories.communities import a_community
from tests.factories.learning import a_cohort, a_member, a_path

pytestmark = pytest.mark.django_db
BY = Actor("member")


def a_group(slug: str = "lome") -> tuple[Cohort, Enrolment, WaitingEntry]:
    """Full, with one who waits."""
    place, today = a_community(slug), timezone.now().date()
    cohort = a_cohort(a_path(place, cohorts=0), capacity=1, start=today, end=today + timedelta(days=30))
    told = {"cohort": cohort, "by": BY, "at": timezone.now()}
    inside = groups.enrol(person=a_member(place), role="learner", **told)
    return cohort, inside, groups.wait_for_cohort(person=a_member(place, name="Afi"), **told)


def test_the_link_shows_the_number_then_the_offer_and_takes_the_answer() -> None:
    cohort, inside, entry = a_group()
    address, browser = f"/en{waiting_path(cohort.path, entry)}", Client()
    assert "You are number 1 on the waiting list" in browser.get(address).content.decode()
    groups.leave_cohort(enrolment=inside, by=BY, at=timezone.now())
    page = browser.get(address).content.decode()
    assert ("A place is kept for you" in page, "Leave the waiting list" in page) == (True, False)
    assert browser.post(address, {"do": "accept"}).status_code == 302
    assert "You have a place" in browser.get(address).content.decode()
    assert browser.post(address, {"do": "accept"}).status_code == 409
    told = Enrolment.objects.filter(community=cohort.community_id, state="enrolled")
    assert list(told.values_list("person_id", "role")) == [(entry.person_id, "learner")]


def test_who_says_no_or_waits_no_longer_is_told_so() -> None:
    cohort, inside, entry = a_group()
    address, browser = f"/en{waiting_path(cohort.path, entry)}", Client()
    assert browser.post(address, {"do": "decline"}).status_code == 409
    groups.leave_cohort(enrolment=inside, by=BY, at=timezone.now())
    assert browser.post(address, {"do": "decline"}).status_code == 302
    assert "You wait no longer" in browser.get(address).content.decode()
    assert Enrolment.objects.filter(community=cohort.community_id, state="enrolled").count() == 0


def test_a_false_link_and_one_of_another_path_open_nothing() -> None:
    cohort, _inside, entry = a_group()
    other, _their, _theirs = a_group("dakar")
    token = waiting_path(cohort.path, entry).split("/")[-2]
    for address in (
        f"/en/lome/paths/{cohort.path.slug}/waiting/{token}x/",
        f"/en/dakar/paths/{other.path.slug}/waiting/{token}/",
        f"/en/lome/paths/{a_path(cohort.path.community).slug}/waiting/{token}/",
    ):
        assert [Client().get(address).status_code, Client().post(address, {"do": "leave"}).status_code] == [
            404, 404,
        ]  # fmt: skip
    entry.refresh_from_db()
    assert entry.state == "waiting"
