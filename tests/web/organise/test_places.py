"""The desk of an event's places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.places.models import Draw, PlaceSettings, Question, Quota, WaitingEntry
from teranga.domains.places.queries import people_of_event, waiting_list
from teranga.foundation.draw import digest_of, drawn_order
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person, signed_in
from tests.factories.places import a_meetup, an_answer, settings_for, taken, the_quota
from tests.web.me.visiting import text_of

pytestmark = pytest.mark.django_db
COST = 19
AHEAD = datetime.now(UTC) + timedelta(days=9)
LATER = {"starts_at": AHEAD, "start": AHEAD.date(), "end": AHEAD.date()}


@pytest.fixture
def place() -> Community:
    return a_community("python-lome", kind="live", languages=["fr", "en"])


@pytest.fixture
def desk(place: Community) -> Client:
    person = a_person("Organiser")
    a_grant(person, "organiser", community=place)
    return signed_in(person)


def at(event: Event, path: str = "") -> str:
    return f"/en/organise/{event.community.slug}/{event.slug}/places/{path}"


def test_places_are_added_and_from_then_on_people_can_answer(desk: Client, place: Community) -> None:
    event = an_event(place, languages=["fr", "en"])
    assert "No places yet" in text_of(desk.get(at(event)))
    sent = desk.post(at(event, "add/"), {"name_fr": "En salle", "size": "40", "key": "k" * 20})
    assert sent.status_code == 302
    assert [(row.size, row.name["fr"]) for row in Quota.objects.filter(event=event)] == [(40, "En salle")]
    assert PlaceSettings.objects.get(event=event).takes_answers


def test_a_number_below_what_is_taken_is_refused_with_the_number(desk: Client, place: Community) -> None:
    event = a_meetup(3, place, **LATER)
    an_answer(event, guests=("",))
    path = at(event, f"quotas/{the_quota(event).pk}/")
    assert "2 are taken already" in text_of(desk.post(path, {"size": "1"}))
    assert the_quota(event).size == 3
    desk.post(path, {"size": "2"})
    assert the_quota(event).size == 2


def test_somebody_is_given_a_place_by_name_while_one_is_free(desk: Client, place: Community) -> None:
    event = a_meetup(1, place, **LATER)
    told = {"name": "Edem", "kind": "speaker", "quota": str(the_quota(event).pk)}
    assert desk.post(at(event, "by-name/"), {**told, "key": "a" * 20}).status_code == 302
    refused = desk.post(at(event, "by-name/"), {**told, "name": "Kofi", "key": "b" * 20})
    assert ("No place is free." in text_of(refused), taken(event)) == (True, (1, 0, 0))
    [edem] = people_of_event(event)
    assert (edem.name, edem.kind) == ("Edem", "speaker")
    desk.post(at(event, f"taken/{edem.place_id}/end/"))
    assert (people_of_event(event), taken(event)) == ([], (0, 0, 0))


def test_a_place_is_offered_out_of_turn_only_where_one_is_free(desk: Client, place: Community) -> None:
    event = a_meetup(1, place, **LATER)
    an_answer(event, guests=("",))
    [row] = waiting_list(event)
    assert desk.post(at(event, f"waiting/{row.entry.pk}/offer/"))["Location"].endswith("?refused=offer")
    Quota.objects.filter(event=event).update(size=2)
    assert desk.post(at(event, f"waiting/{row.entry.pk}/offer/"))["Location"].endswith("?saved=1")
    assert taken(event) == (0, 0, 2)


def test_the_draw_is_held_once_and_anybody_can_repeat_it(desk: Client, place: Community) -> None:
    event = a_meetup(2, place, **LATER)
    PlaceSettings.objects.filter(event=event).delete()
    settings_for(event)
    desk.post(at(event, "settings/"), {"takes_answers": "on", "guests_most": "0", "offer_hours": "24",
                                       "order": "draw"})  # fmt: skip
    promised = Draw.objects.get(event=event)
    for _ in range(5):
        an_answer(event)
    assert (taken(event), WaitingEntry.objects.filter(event=event, state="waiting").count()) == ((0, 0, 0), 5)
    codes = list(WaitingEntry.objects.filter(event=event).values_list("code", flat=True))
    page = f"/en/{place.slug}/{event.slug}/draw/"
    assert promised.seed not in Client().get(page).content.decode()
    desk.post(at(event, "draw/"))
    drawn = Draw.objects.get(event=event)
    assert (digest_of(drawn.seed), drawn.codes) == (promised.seed_digest, drawn_order(promised.seed, codes))
    offered = WaitingEntry.objects.filter(event=event, state="offered").values_list("code", flat=True)
    assert (set(offered), taken(event)) == (set(drawn.codes[:2]), (0, 0, 2))
    assert promised.seed in Client().get(page).content.decode()
    assert desk.post(at(event, "draw/"))["Location"].endswith("?refused=draw")
    assert Draw.objects.get(event=event).codes == drawn.codes


def test_a_question_is_asked_changed_and_ended(desk: Client, place: Community) -> None:
    event = a_meetup(2, place, **LATER)
    told = {"label_en": "What do you eat?", "kind": "choice", "choices_en": "All\nNo meat", "need": "diet"}
    desk.post(at(event, "questions/add/"), {**told, "key": "c" * 20})
    question = Question.objects.get(event=event)
    assert (question.choices, question.need) == ([{"en": "All"}, {"en": "No meat"}], "diet")
    desk.post(at(event, f"questions/{question.pk}/"), {**told, "label_en": "Food?", "required": "on"})
    question.refresh_from_db()
    assert (question.label["en"], question.required) == ("Food?", True)
    desk.post(at(event, f"questions/{question.pk}/end/"))
    assert "Food?" not in text_of(desk.get(at(event)))


def test_b04_the_table_holds_no_formula_and_is_for_those_who_may_take_data_out(
    desk: Client, place: Community
) -> None:
    event = a_meetup(3, place, **LATER)
    an_answer(event, a_person('=HYPERLINK("http://x")'), guests=("@SUM(A1)",))
    sent = desk.post(at(event, "export/"))
    rows = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[1:] == [
        '"\'=HYPERLINK(""http://x"")","","answered","you have a place",""',
        '"\'@SUM(A1)","\'=HYPERLINK(""http://x"")","answered","you have a place",""',
    ]
    assert AuditEntry.objects.filter(community_id=place.pk, verb="places.export").count() == 1
    reader = a_person("Reader")
    a_grant(reader, "read_only", community=place)
    assert signed_in(reader).post(at(event, "export/")).status_code == 404


def test_who_only_reads_changes_nothing(place: Community) -> None:
    event, reader = a_meetup(1, place), a_person("Reader")
    a_grant(reader, "read_only", community=place)
    browser = signed_in(reader)
    assert browser.get(at(event)).status_code == 200
    for path in ("settings/", "add/", "by-name/", "draw/", f"quotas/{the_quota(event).pk}/"):
        assert browser.post(at(event, path), {"size": "9"}).status_code == 404
    assert the_quota(event).size == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_come(
    desk: Client, place: Community, rows: int, django_assert_num_queries: object
) -> None:
    event = a_meetup(rows, place, **LATER)
    for _ in range(2 * rows):
        an_answer(event)
    with django_assert_num_queries(COST):  # type: ignore[operator]
        desk.get(at(event))


def test_a_long_list_comes_in_pages_and_a_name_is_found_in_the_whole(desk: Client, place: Community) -> None:
    event = a_meetup(1, place, **LATER)
    an_answer(event, a_person("Edem"))
    for number in range(51):
        an_answer(event, a_person(f"Zoé {number:02}"))
    first, second = text_of(desk.get(at(event))), text_of(desk.get(at(event, "?waiting=2")))
    assert ("1 to 50 of 51" in first, "50. Zoé 49" in first, "51. Zoé 50" in first) == (True, True, False)
    assert ("51 to 51 of 51" in second, "51. Zoé 50" in second, "50. Zoé 49" in second) == (True, True, False)
    found = text_of(desk.get(at(event, "?q=zoe+50")))
    assert ("51. Zoé 50" in found, "50. Zoé 49" in found, "Edem" in found) == (True, False, False)
    assert "Nobody of that name" in text_of(desk.get(at(event, "?q=ama")))
    assert text_of(desk.get(at(event, "?waiting=99999"))) == second
