"""The door for helpers without an account: by forms, and by the script's exchanges."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from teranga.domains.events.models import Event
from teranga.domains.places.actions.door_links import close_door, close_phone, reopen_door
from teranga.domains.places.models import Arrival, DoorLink, DoorPhone, Place, Quota, WalkInContact
from teranga.domains.places.queries_door import double_entries, people_at_door
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.web.door.phones import ORGANISER, a_door, a_phone, address, exchange, ms
from tests.web.door.worlds import a_guest, a_place
from tests.web.organise.desk import hidden_of, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_the_day():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def pyday() -> Event:
    return an_event(a_community("lome"), "pyday", mode="in_person")


@pytest.fixture
def link(pyday: Event) -> DoorLink:
    return a_door(pyday)


def pressed(phone: Client, link: DoorLink, path: str = "tick/", **values: str) -> str:
    """Open the list, press a button in it, and read what the page then says."""
    hidden = hidden_of(phone.get(address(link)))
    return text_of(phone.post(address(link, path), {**hidden, **values}, follow=True))


def a_scan(
    place: Place | UUID, kind: str = "arrive", clock: datetime = NOW, **more: object
) -> dict[str, object]:
    number = place if isinstance(place, UUID) else place.uuid
    return {"uuid": str(uuid4()), "place": str(number), "kind": kind, "clock": ms(clock), "offset": 0, **more}


def test_a_helper_opens_the_list_ticks_and_takes_it_back_without_a_script(
    pyday: Event, link: DoorLink
) -> None:
    ama = a_place(pyday, "Ama Koné")
    phone = a_phone(link)
    assert "Ama K. Registered Let in" in text_of(phone.get(address(link)))
    assert "Welcome, Ama K." in pressed(phone, link, arrive=str(ama.uuid))
    ama.refresh_from_db()
    assert ama.arrived_at == NOW
    assert "Ama K. is not in any more" in pressed(phone, link, undo=str(ama.uuid))
    ama.refresh_from_db()
    assert ama.arrived_at is None
    assert list(Arrival.objects.filter(event=pyday).order_by("pk").values_list("kind", flat=True)) == [
        "arrive",
        "undo",
    ]


def test_ticking_somebody_again_says_since_when_they_are_in_and_is_kept(pyday: Event, link: DoorLink) -> None:
    ama = a_place(pyday, "Ama Koné")
    pressed(a_phone(link, "Efua"), link, arrive=str(ama.uuid))
    with time_machine.travel(NOW + timedelta(minutes=12), tick=False):
        said = pressed(a_phone(link, "Kojo"), link, arrive=str(ama.uuid))
    assert "Ama K. is in since 08:30" in said
    assert "ticked 2 times" in said
    (entries,) = double_entries(pyday)
    assert [(entry.helper, entry.standing.value) for entry in entries] == [
        ("Efua", "counts"),
        ("Kojo", "duplicate"),
    ]


def test_a_page_sent_twice_is_one_entry(pyday: Event, link: DoorLink) -> None:
    ama, phone = a_place(pyday), a_phone(link)
    sent = {**hidden_of(phone.get(address(link))), "arrive": str(ama.uuid)}
    for _ in range(3):
        assert phone.post(address(link, "tick/"), sent).status_code == 302
    assert Arrival.objects.filter(event=pyday).count() == 1


def test_the_search_folds_accents_and_finds_the_beginning_of_a_name(pyday: Event, link: DoorLink) -> None:
    for name in ("Éloïse Sow", "Ŋana Mensah", "Yaw Owusu"):
        a_place(pyday, name)
    phone = a_phone(link)
    for typed, found in (("eloise", "Éloïse S."), ("nan", "Ŋana M."), ("NANA m", "Ŋana M.")):
        page = text_of(phone.get(address(link), {"q": typed}))
        assert found in page
        assert "Yaw" not in page
    assert "Nobody of that name" in text_of(phone.get(address(link), {"q": "kofi"}))


def test_c08_the_list_shows_first_names_and_initials_and_no_way_to_reach_anybody(
    pyday: Event, link: DoorLink
) -> None:
    host = a_place(pyday, "Ama Koné")
    a_guest(pyday, "Kossi Adjavon", host)
    a_place(pyday, "Fatou Ndiaye", kind="award")
    phone = a_phone(link)
    page, answer = phone.get(address(link)).content.decode(), exchange(phone, link, []).content.decode()
    for full in ("Koné", "Adjavon", "Ndiaye", "example.org", "award", "With aid"):
        assert full not in page
        assert full not in answer
    names = [(line.name, line.guest_of) for line in people_at_door(pyday)]
    assert names == [("Ama K.", ""), ("Kossi A.", "Ama K."), ("Fatou N.", "")]


def test_c08_the_link_shows_nothing_to_a_phone_that_did_not_open_it(pyday: Event, link: DoorLink) -> None:
    a_place(pyday, "Ama Koné")
    stranger = Client()
    assert "Ama" not in stranger.get(address(link)).content.decode()
    before = everything()
    assert exchange(stranger, link, []).status_code == 410
    assert stranger.get(address(link, "token/")).status_code == 410
    assert stranger.post(address(link, "tick/"), {"arrive": str(uuid4())}).status_code == 302
    assert everything() == before


def test_no_more_phones_open_a_link_than_it_is_meant_for(pyday: Event) -> None:
    link = a_door(pyday, phones_most=1)
    a_phone(link)
    before = everything()
    answer = Client().post(address(link, "start/"), {"helper": "Third", "key": "another-key-0123456789"})
    assert answer.status_code == 409
    assert "Enough phones have opened this door" in text_of(answer)
    assert everything() == before


def test_starting_twice_with_one_page_is_one_phone(link: DoorLink) -> None:
    browser = Client()
    sent = {"helper": "Efua", "key": "one-page-one-phone-01"}
    for _ in range(2):
        assert browser.post(address(link, "start/"), sent).status_code == 302
    assert DoorPhone.objects.filter(event=link.event).count() == 1


@pytest.mark.parametrize("path", ["", "start/", "tick/", "walk-in/", "send/", "token/", "worker.js"])
def test_g18_wrong_closed_and_over_look_the_same_and_change_nothing(
    pyday: Event, link: DoorLink, path: str
) -> None:
    place, phone = a_place(pyday), a_phone(link)
    sent = {"arrive": str(place.uuid), "name": "Kofi", "key": "a-key-0123456789abcdef"}

    def ask(where: str) -> tuple[int, str]:
        send = phone.get if path in ("", "token/", "worker.js") else phone.post
        answer = send(where, sent)
        return answer.status_code, text_of(answer)

    wrong = ask(address(link, path).replace(f"door/{link.pk}-", f"door/{link.pk}-x"))
    close_door(link=link, event=pyday, by=ORGANISER, at=NOW)
    before = everything()
    answers = {
        wrong,
        ask(address(link, path)),
        ask(f"/en/door/999999-abc/{path}"),
        ask(f"/en/door/nonsense/{path}"),
    }
    if path == "worker.js":  # says nothing of anybody; it has to be there while the last scans are sent
        answers -= {ask(address(link, path))}
    assert len(answers) == 1
    assert wrong[0] in (404, 410)
    assert everything() == before


def test_after_the_event_the_list_is_closed_but_a_phone_may_still_send_for_a_day(
    pyday: Event, link: DoorLink
) -> None:
    ama, phone = a_place(pyday), a_phone(link)
    with time_machine.travel(datetime(2026, 9, 26, 3, tzinfo=UTC), tick=False):
        assert phone.get(address(link)).status_code == 404
        assert exchange(phone, link, [a_scan(ama)], clock=ms(NOW)).status_code == 200
    with time_machine.travel(datetime(2026, 9, 27, 3, tzinfo=UTC), tick=False):
        before = everything()
        assert exchange(phone, link, [a_scan(ama)]).status_code == 410
        assert everything() == before
    ama.refresh_from_db()
    assert ama.arrived_at == NOW


def test_a_closed_door_opened_again_takes_what_its_phones_still_hold(pyday: Event, link: DoorLink) -> None:
    ama, phone = a_place(pyday), a_phone(link)
    close_door(link=link, event=pyday, by=ORGANISER, at=NOW)
    assert exchange(phone, link, [a_scan(ama)]).status_code == 410
    reopen_door(link=link, event=pyday, by=ORGANISER, at=NOW)
    assert exchange(phone, link, [a_scan(ama)], clock=ms(NOW)).status_code == 200
    assert people_at_door(pyday)[0].arrived_at == NOW


def test_a_closed_phone_sends_nothing_while_another_one_does(pyday: Event, link: DoorLink) -> None:
    ama = a_place(pyday)
    lost, other = a_phone(link, "Efua"), a_phone(link, "Kojo")
    close_phone(phone=DoorPhone.objects.get(event=pyday, helper="Efua"), event=pyday, by=ORGANISER, at=NOW)
    assert exchange(lost, link, [a_scan(ama)]).status_code == 410
    assert lost.get(address(link)).status_code == 404
    assert exchange(other, link, [a_scan(ama)], clock=ms(NOW)).status_code == 200


def test_i01_a_scan_sent_again_is_one_entry_and_its_answer_the_same(pyday: Event, link: DoorLink) -> None:
    ama, phone = a_place(pyday), a_phone(link)
    scan = a_scan(ama)
    first, again = (exchange(phone, link, [scan], clock=ms(NOW)).json() for _ in range(2))
    assert first["taken"] == again["taken"] == [scan["uuid"]]
    assert first["people"] == again["people"]
    assert Arrival.objects.filter(event=pyday).count() == 1


def test_i02_the_earliest_corrected_time_wins_and_clock_offset_and_receipt_are_kept(
    pyday: Event, link: DoorLink
) -> None:
    ama = a_place(pyday)
    slow, quick = a_phone(link, "Slow"), a_phone(link, "Quick")
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        second, first = NOW + timedelta(minutes=20), NOW + timedelta(minutes=10)
        late = a_scan(ama, clock=second - timedelta(hours=3), offset=3 * 3_600_000)
        exchange(slow, link, [late], clock=ms(NOW))
        early = a_scan(ama, clock=first + timedelta(minutes=30), offset=-30 * 60_000)
        exchange(quick, link, [early], clock=ms(NOW))
    ama.refresh_from_db()
    assert ama.arrived_at == first
    row = Arrival.objects.get(event=pyday, uuid=late["uuid"])
    assert (row.clock, row.offset_ms, row.happened_at, row.received_at) == (
        second - timedelta(hours=3), 3 * 3_600_000, second, NOW + timedelta(hours=3),
    )  # fmt: skip


def test_i02_a_clock_never_measured_is_corrected_by_what_it_says_at_sending(
    pyday: Event, link: DoorLink
) -> None:
    ama, phone = a_place(pyday), a_phone(link)
    scan = a_scan(ama, clock=NOW + timedelta(minutes=5) - timedelta(days=400))
    del scan["offset"]
    with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
        exchange(phone, link, [scan], clock=ms(NOW + timedelta(minutes=15) - timedelta(days=400)))
    ama.refresh_from_db()
    assert ama.arrived_at == NOW + timedelta(minutes=5)


@pytest.mark.parametrize("forged", [timedelta(days=-3), timedelta(days=3)])
def test_i02_a_forged_time_is_not_believed_beyond_what_is_possible(
    pyday: Event, link: DoorLink, forged: timedelta
) -> None:
    ama, phone = a_place(pyday), a_phone(link)
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        exchange(phone, link, [a_scan(ama, clock=later + forged)], clock=ms(later))
    ama.refresh_from_db()
    assert ama.arrived_at == (NOW if forged < timedelta() else later)


def test_a_place_of_another_event_is_refused_and_stays_as_it_was(pyday: Event, link: DoorLink) -> None:
    other = a_place(an_event(a_community(), "other"), "Elsewhere Person")
    phone = a_phone(link)
    scans = [a_scan(other), a_scan(other.uuid, "walk_in", name="Taken Over"), a_scan(uuid4())]
    told = exchange(phone, link, scans, clock=ms(NOW)).json()
    assert (told["taken"], told["refused"]) == ([], [scan["uuid"] for scan in scans])
    assert told["people"] == []
    other.refresh_from_db()
    assert (other.arrived_at, other.name) == (None, "")
    assert Arrival.objects.filter(event=pyday).count() == 0


def test_a_walk_in_counts_nowhere_and_is_in_at_once(pyday: Event, link: DoorLink) -> None:
    quota = Quota.objects.create(community_id=pyday.community_id, event=pyday, size=5)
    said = pressed(a_phone(link), link, "walk-in/", name="Kofi  Annan", contact="kofi@example.org")
    assert "Welcome, Kofi A. Walk-in" in said
    place = Place.objects.get(event=pyday)
    assert (place.kind, place.name, place.quota_id, place.arrived_at) == ("walk_in", "Kofi Annan", None, NOW)
    assert WalkInContact.objects.get(event=pyday).contact == "kofi@example.org"
    quota.refresh_from_db()
    assert quota.used == 0


def test_a_walk_in_takes_a_place_of_the_quota_where_the_organiser_says_so_while_there_is_one(
    pyday: Event,
) -> None:
    quota = Quota.objects.create(community_id=pyday.community_id, event=pyday, size=1)
    link = a_door(pyday, walk_ins_count=True)
    phone = a_phone(link)
    for name in ("Kofi Annan", "Yaa Asantewaa"):
        exchange(phone, link, [a_scan(uuid4(), "walk_in", name=name)], clock=ms(NOW))
    quota.refresh_from_db()
    assert quota.used == 1
    assert sorted(Place.objects.filter(event=pyday).values_list("name", "quota_id")) == [
        ("Kofi Annan", quota.pk), ("Yaa Asantewaa", None),
    ]  # fmt: skip


def test_more_than_the_room_holds_is_said_when_somebody_is_let_in(pyday: Event, link: DoorLink) -> None:
    Event.objects.filter(community=pyday.community_id, pk=pyday.pk).update(capacity=1)
    first, second = a_place(pyday, "Ama Koné"), a_place(pyday, "Yaw Owusu")
    phone = a_phone(link)
    assert "The room holds" not in pressed(phone, link, arrive=str(first.uuid))
    assert "The room holds 1; now more are in." in pressed(phone, link, arrive=str(second.uuid))


def test_an_exchange_tells_only_what_changed_since(pyday: Event, link: DoorLink) -> None:
    ama, yaw = a_place(pyday, "Ama Koné"), a_place(pyday, "Yaw Owusu")
    phone, other = a_phone(link, "Efua"), a_phone(link, "Kojo")
    told = exchange(phone, link, []).json()
    assert told["whole"]
    assert [line["name"] for line in told["people"]] == ["Ama K.", "Yaw O."]
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        exchange(other, link, [a_scan(ama)], clock=ms(NOW + timedelta(minutes=5)))
        Place.objects.filter(event=pyday, pk=yaw.pk).update(ended_at=NOW + timedelta(minutes=5))
        told = exchange(phone, link, [], since=told["now"]).json()
    assert not told["whole"]
    assert [(line["name"], line["at"], line["gone"]) for line in told["people"]] == [
        ("Ama K.", ms(NOW), False), ("Yaw O.", None, True),
    ]  # fmt: skip
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        assert exchange(phone, link, [], since=ms(NOW + timedelta(minutes=6))).json()["people"] == []


@pytest.mark.parametrize("nonsense", [
    "", "[]", "{", '{"scans": 3, "clock": 0}', '{"scans": [], "clock": "now"}',
    '{"scans": [1], "clock": 1e12}',
    '{"scans": [{"uuid": "x", "place": "y", "kind": "arrive", "clock": 1e12}], "clock": 1e12}',
    json.dumps({"scans": [a_scan(uuid4(), "steal")], "clock": 1e12}),
    json.dumps({"scans": [a_scan(uuid4(), clock=NOW, offset=1e18)], "clock": 1e12}),
    json.dumps({"scans": [{**a_scan(uuid4()), "clock": 1e300}], "clock": 1e12}),
    json.dumps({"scans": [a_scan(uuid4(), "walk_in", name="a\x00b")], "clock": 1e12}),
    json.dumps({"scans": [a_scan(uuid4())] * 201, "clock": 1e12}),
])  # fmt: skip
def test_what_is_no_exchange_is_refused_and_changes_nothing(
    pyday: Event, link: DoorLink, nonsense: str
) -> None:
    phone = a_phone(link)
    before = everything()
    answer = phone.post(address(link, "send/"), nonsense, content_type="application/json")
    assert answer.status_code == 400
    assert everything() == before


def test_d17_a_sending_without_the_pages_token_is_refused(pyday: Event, link: DoorLink) -> None:
    ama = a_place(pyday)
    phone = a_phone(link)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = phone.cookies
    before = everything()
    assert exchange(strict, link, [a_scan(ama)]).status_code == 403
    assert everything() == before
    token = strict.get(address(link, "token/")).json()["token"]
    message = json.dumps({"clock": ms(NOW), "since": 0, "scans": [a_scan(ama)]})
    sent = strict.post(
        address(link, "send/"), message, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert sent.status_code == 200


def test_the_worker_is_served_within_the_doors_own_address(link: DoorLink) -> None:
    answer = Client().get(address(link, "worker.js"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "Service-Worker-Allowed" not in answer


def test_looking_at_the_list_takes_as_many_queries_for_three_as_for_one(
    pyday: Event, link: DoorLink, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    phone = a_phone(link)
    a_place(pyday, "Ama Koné")
    for count in (1, 3):
        with django_assert_num_queries(4):
            assert phone.get(address(link)).status_code == 200
        if count == 1:
            for name in ("Yaw Owusu", "Fatou Ndiaye"):
                a_place(pyday, name)
