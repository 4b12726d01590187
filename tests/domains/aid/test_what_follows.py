"""What follows an award by itself: paid on arrival, photos ended on their day, journeys that lead there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.receipts import end_receipt_photos, open_receipt, send_receipt
from teranga.domains.aid.actions.settling import note_arrival, pay_on_arrival, tell_way
from teranga.domains.aid.models import AidAward, Receipt
from teranga.domains.aid.queries_journeys import journeys_to
from teranga.domains.payments.models import Payout
from teranga.domains.places.models import Place
from teranga.foundation.money import Money
from tests.factories.aid import a_photo
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided
from tests.factories.communities import a_community
from tests.factories.people import a_person
from tests.factories.places import a_meetup
from tests.factories.pools import a_pool, a_traveller

pytestmark = pytest.mark.django_db
BY = Actor("treasurer")


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def accepted(**more: Any) -> AidAward:
    event = more.get("event")
    row, _funds = a_funded_round(event.community if event else a_community(), 90_000, **more)
    one = asking(row, 90_000, 0.9)
    decided(row)
    return accept_offer(award=award_of(one), by=BY, at=AFTER)


def arrived(award: AidAward) -> None:
    event = award.application.round.event
    place = Place.objects.get(event=event, uuid=award.place_uuid)
    Place.objects.filter(event=event).update(arrived_at=AFTER)
    assert note_arrival(place=place, at=AFTER)


def test_who_comes_is_asked_for_once_the_way_they_told_and_two_still_say_yes():
    award = accepted(event=a_meetup(3), paid_on_arrival=True)
    assert pay_on_arrival(award=award, at=AFTER) == []
    tell_way(award=award, way="mobile", destination="+228 90", by=BY, at=AFTER)
    arrived(award)
    (job,) = Job.objects.filter(name="aid.pay_on_arrival")
    assert job.payload == {"community_id": award.community_id, "award_id": award.pk}
    fresh = award_of(award.application)
    (payout,) = pay_on_arrival(award=fresh, at=AFTER)
    assert (payout.minor, payout.way, payout.destination, payout.state, payout.requested_by) == (
        90_000, "mobile", "+228 90", "requested", None,
    )  # fmt: skip
    assert pay_on_arrival(award=fresh, at=AFTER) == []
    assert Payout.objects.filter(community=award.community_id).count() == 1


def test_who_told_no_way_is_not_paid_by_itself():
    award = accepted(event=a_meetup(3), paid_on_arrival=True)
    arrived(award)
    assert not Job.objects.filter(name="aid.pay_on_arrival").exists()
    assert pay_on_arrival(award=award_of(award.application), at=AFTER) == []
    assert not Payout.objects.filter(community=award.community_id).exists()


def a_receipt(award: AidAward) -> Receipt:
    part = award.round.parts.get(kind="travel")
    return send_receipt(award=award, part=part, money=Money(1_000, "XOF"), day=date(2026, 12, 1),
                        sent=a_photo(), by=BY, at=AFTER)  # fmt: skip


def test_a_photo_goes_after_its_day_and_what_was_sent_stays_in_the_books():
    receipt = a_receipt(accepted())
    day = datetime.combine(receipt.delete_on, AFTER.timetz())
    assert end_receipt_photos(at=day) == 0
    assert end_receipt_photos(at=day + timedelta(days=1)) == 1
    receipt.refresh_from_db()
    assert (receipt.size, receipt.minor, receipt.state) == (0, 1_000, "sent")
    assert Job.objects.filter(name="aid.delete_file", payload={"name": receipt.uuid.hex}).count() == 1
    assert end_receipt_photos(at=day + timedelta(days=2)) == 0


def test_the_log_says_who_opened_a_receipt_and_nothing_of_one_that_is_gone():
    receipt, person = a_receipt(accepted()), a_person()
    rows = AuditEntry.objects.across_communities("a test looks at all").filter(
        verb="aid_application.receipt_open"
    )
    assert (open_receipt(receipt=receipt, by=Actor("treasurer", person.pk), at=AFTER) or b"")[
        :2
    ] == b"\xff\xd8"
    assert list(rows.values_list("actor_id", flat=True)) == [person.pk]
    receipt.size = 0
    assert open_receipt(receipt=receipt, by=Actor("treasurer", person.pk), at=AFTER) is None
    assert rows.count() == 1


def test_no_journey_leads_there_for_who_is_nobody_or_has_no_seat():
    award = accepted()
    assert journeys_to(award.application.round, None) == []
    assert journeys_to(award.application.round, award.application.person_id) == []


def test_a_journey_to_the_same_place_shows_seat_wish_for_a_bed_and_ones_own_page():
    award = accepted(elsewhere="pycon GHANA")
    pool = a_pool(award.community)
    a_traveller(pool, award.application.person)
    (journey,) = journeys_to(award.application.round, award.application.person_id)
    assert (journey.pool, journey.has_seat, journey.room, journey.wants_bed) == (pool, True, "", True)
    assert journey.path.endswith("/journey/")
    assert journeys_to(award.application.round, a_person().pk) == []
