"""Caring for members at the desk: newcomers, those who fade, seats handed over, letters of welcome."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from teranga.base.jobs import run_due
from teranga.domains.communities.actions.terms import remind_of_terms
from teranga.domains.communities.models import Buddy, Membership, TeamSeat, Welcomer
from teranga.domains.mail.models import OutgoingMail
from tests.domains.communities.joining import join
from tests.factories.communities import MADE, a_community, a_seat
from tests.factories.members import a_member, did
from tests.factories.people import a_grant, a_person
from tests.web.organise.desk import at_the_desk, queries_of, send, text_of

pytestmark = pytest.mark.django_db
ROOT = "/en/organise/lome/members/"


def days_ago(days: int) -> date:
    return timezone.now().date() - timedelta(days=days)


def test_who_took_part_and_is_not_seen_any_more_is_noticed_with_a_reason_and_no_mail() -> None:
    place = a_community("lome", active_counts=["attended", "helped"], active_months=6)
    gone, back, peace = (a_member(place, name) for name in ("Gone Girl", "Back Again", "Left Alone"))
    for member in (gone, back, peace):
        did(member, "attended", days_ago(400))
        did(member, "helped", days_ago(300))
    did(back, "attended", days_ago(20))
    Membership.objects.filter(community=place, pk=peace.pk).update(left_in_peace=True)
    text = text_of(at_the_desk(community=place).get(f"{ROOT}fading/"))
    assert "Gone Girl took part 2 times in a year, the last time on" in text
    assert "(helped); not since." in text
    assert "Hello Gone, we have not seen you for a while" in text
    assert "Back Again" not in text
    assert "Left Alone" not in text
    assert OutgoingMail.objects.count() == 0


def test_the_care_pages_take_the_same_queries_for_one_and_for_three() -> None:
    place = a_community("lome", active_counts=["attended"], active_months=6)
    desk = at_the_desk(community=place)

    def one_more() -> None:
        did(a_member(place, confirmed_at=timezone.now()), "attended", days_ago(300))

    one_more()
    before = [queries_of(desk, f"{ROOT}{page}/") for page in ("newcomers", "fading", "speakers")]
    one_more()
    one_more()
    assert [queries_of(desk, f"{ROOT}{page}/") for page in ("newcomers", "fading", "speakers")] == before


def test_an_organiser_proposes_a_buddy_and_says_when_nobody_is_free() -> None:
    place = a_community("lome")
    member = a_member(place, "Nia New", confirmed_at=timezone.now())
    desk = at_the_desk(community=place)
    refused = desk.post(f"{ROOT}{member.pk}/buddy/")
    assert refused.status_code == 409
    assert "Nobody who shares a language" in text_of(refused)
    Welcomer.objects.create(community=place, person=a_person(), languages=["fr"], since=MADE)
    assert desk.post(f"{ROOT}{member.pk}/buddy/").status_code == 302
    row = Buddy.objects.get(community=place)
    assert (row.person, row.state, row.newcomer_yes_at) == (member.person, "proposed", None)
    assert "buddy proposed" in text_of(desk.get(f"{ROOT}newcomers/"))


def test_the_letter_of_welcome_goes_once_to_each_new_member_where_it_is_wanted() -> None:
    place = a_community("lome")
    join(place, "before@example.org", name="Before")
    at_the_desk(community=place).post(f"{ROOT}newcomers/greet/", {"yes": "1"})
    place.refresh_from_db()
    person = join(place, "afi@example.org", name="Afi Mensah", key="a-key-of-a-form-0002").person
    run_due()
    mails = OutgoingMail.objects.filter(cause__startswith="welcome:")
    assert [(mail.person_id, mail.category) for mail in mails] == [(person.pk, "membership")]
    assert "/en/lome/first-event/" in mails[0].body


def test_a_term_that_ends_within_a_month_is_told_once_to_the_organisers() -> None:
    place = a_community("lome")
    organiser = a_person(email="chair@example.org")
    a_grant(organiser, community=place)
    a_grant(a_person(), "translator", community=place)
    now = timezone.now()
    a_seat(place, ends_on=(now + timedelta(days=20)).date())
    a_seat(place, ends_on=(now + timedelta(days=40)).date())
    a_seat(place, ends_on=(now - timedelta(days=1)).date())
    assert [remind_of_terms(at=now), remind_of_terms(at=now)] == [1, 0]
    mail = OutgoingMail.objects.get()
    assert mail.to_address == "chair@example.org"
    assert "the term of Seated" in mail.body


def test_a_seat_is_handed_over_and_who_held_what_stays_in_public() -> None:
    place = a_community("lome")
    seat = a_seat(place, name="Ama Before", since="2024-01-01")
    desk = at_the_desk(community=place)
    path = f"/en/organise/lome/people/{seat.pk}/hand-over/"
    refused = send(desk, path, name="Kofi Next", since="2026-01-01", ends_on="2025-01-01")
    assert refused.status_code == 422
    assert TeamSeat.objects.filter(community=place).count() == 1
    assert send(desk, path, name="Kofi Next", since="2026-01-01", ends_on="2028-01-01").status_code == 302
    seat.refresh_from_db()
    assert (seat.until, seat.successor.name, seat.successor.role) == ("2026-01-01", "Kofi Next", seat.role)
    text = text_of(Client().get("/en/lome/people/held/"))
    assert text.index("Kofi Next today") < text.index("Ama Before 2024-01-01–2026-01-01")
    again = send(desk, path, name="Third", since="2026-02-01")
    assert again.status_code == 422
    assert TeamSeat.objects.filter(community=place).count() == 2


@pytest.mark.parametrize("page", ["newcomers/greet/", "1/buddy/", "1/chapter/"])
def test_who_may_only_look_changes_nothing(page: str) -> None:
    place = a_community("lome")
    a_member(place, confirmed_at=datetime.now(tz=timezone.get_current_timezone()))
    assert at_the_desk("read_only", community=place).post(ROOT + page, {"yes": "1"}).status_code == 404
    place.refresh_from_db()
    assert (place.welcomes_newcomers, Buddy.objects.filter(community=place).count()) == (False, 0)
