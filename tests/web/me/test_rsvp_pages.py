"""Answering an invitation on the web: the form, the code, the link, the paper, and the own place's page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse

from teranga.base import jobs
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.claim_codes import issue_claim_codes
from teranga.domains.events.models import Event
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.places.links import own_path, token_of
from teranga.domains.places.models import Answer, Hold, Place, PlaceSettings, Question, Rsvp, RsvpRequest
from teranga.domains.places.queries import people_of_event
from tests.domains.communities.joining import code_in, link_in, mails_to
from tests.factories.communities import a_community, in_three
from tests.factories.people import a_person, signed_in
from tests.factories.places import a_meetup, an_answer, taken, the_quota
from tests.web.me.visiting import HIDDEN, NOON, Visitor, text_of

pytestmark = pytest.mark.django_db
START = NOON + timedelta(days=10)


@pytest.fixture
def event() -> Event:
    place = a_community("python-lome", kind="live")
    return a_meetup(2, place, slug="pyday", starts_at=START, start=START.date(), end=START.date())


@pytest.fixture
def afi(clock: time_machine.Traveller) -> Visitor:
    return Visitor(clock)


PATH = "/en/python-lome/pyday/answer/"


def answer(visitor: Visitor, **told: Any) -> HttpResponse:
    page = visitor.open(PATH)
    visitor.wait(seconds=10)
    form = dict(HIDDEN.findall(page.content.decode()))
    return visitor.send(
        PATH, {**form, "answer": "going", "name": "Afi Mensah", "contact": "afi@example.org", **told}
    )


def rsvps(event: Event) -> list[str]:
    return list(Rsvp.objects.filter(event=event).order_by("pk").values_list("state", flat=True))


def test_from_the_form_by_a_code_to_a_place(afi: Visitor, event: Event) -> None:
    asked = answer(afi)
    assert (asked.status_code, asked["Location"]) == (302, f"{PATH}check/")
    assert (rsvps(event), taken(event)) == ([], (0, 1, 0))
    assert "We are writing to afi@example.org ." in text_of(afi.open(asked["Location"]))
    [mail] = mails_to("afi@example.org")
    came = afi.send(f"{PATH}check/", {"contact": "afi@example.org", "code": code_in(mail)})
    rsvp = Rsvp.objects.get(event=event)
    assert (came.status_code, came["Location"]) == (302, f"/en{own_path(event, rsvp)}?done=1")
    page = text_of(afi.open(came["Location"]))
    assert "You have a place Afi Mensah, at the door your name is enough." in page
    assert (rsvp.state, taken(event)) == ("going", (1, 0, 0))
    assert [mail.cause.partition(":")[0] for mail in mails_to("afi@example.org")] == [
        "rsvp-code",
        "place_given",
    ]


def test_the_link_of_the_mail_changes_nothing_until_the_button_is_pressed(afi: Visitor, event: Event) -> None:
    answer(afi, guests="1", guest_names="Kossi")
    path = "/" + link_in(mails_to("afi@example.org")[0]).split("/", 3)[3]
    assert "you come with 1 guest" in text_of(afi.open(path))
    assert (rsvps(event), taken(event)) == ([], (0, 2, 0))
    assert afi.send(path).status_code == 302
    assert (rsvps(event), taken(event)) == (["going"], (2, 0, 0))
    assert [(one.name, one.guest_of) for one in people_of_event(event)] == [
        ("Afi Mensah", ""), ("Kossi", "Afi Mensah"),
    ]  # fmt: skip
    assert afi.send(path).status_code == afi.open(path).status_code == 410


def test_g05_a_form_sent_twice_is_one_wish_one_hold_and_one_mail(afi: Visitor, event: Event) -> None:
    page = afi.open(PATH)
    afi.wait(seconds=10)
    form = dict(HIDDEN.findall(page.content.decode()))
    told = {**form, "answer": "going", "name": "Afi", "contact": "afi@example.org"}
    assert afi.send(PATH, told).status_code == afi.send(PATH, told).status_code == 302
    counts = (RsvpRequest.objects.filter(event=event).count(), Hold.objects.filter(event=event).count())
    assert (counts, OutgoingMail.objects.count(), taken(event)) == ((1, 1), 1, (0, 1, 0))


def test_an_address_that_asks_again_holds_one_place_and_gets_three_mails_an_hour(
    afi: Visitor, event: Event
) -> None:
    for _ in range(5):
        answer(afi)
    assert (taken(event), len(mails_to("afi@example.org"))) == ((0, 1, 0), 3)
    code = code_in(mails_to("afi@example.org")[0])
    afi.send(f"{PATH}check/", {"contact": "afi@example.org", "code": code})
    assert (rsvps(event), taken(event)) == (["going"], (1, 0, 0))


def test_what_is_held_is_free_again_when_nobody_confirmed(afi: Visitor, event: Event) -> None:
    answer(afi)
    afi.wait(minutes=31)
    jobs.run_due()
    assert (taken(event), Hold.objects.filter(event=event).count()) == ((0, 0, 0), 0)
    code = code_in(mails_to("afi@example.org")[0])
    refused = afi.send(f"{PATH}check/", {"contact": "afi@example.org", "code": code})
    assert ("This code does not open anything here." in text_of(refused), rsvps(event)) == (True, [])


def test_a_wrong_code_costs_a_try_and_after_five_the_right_one_is_worth_nothing(
    afi: Visitor, event: Event
) -> None:
    answer(afi)
    right = code_in(mails_to("afi@example.org")[0])
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        afi.send(f"{PATH}check/", {"contact": "afi@example.org", "code": wrong})
    afi.send(f"{PATH}check/", {"contact": "afi@example.org", "code": right})
    assert rsvps(event) == []


def test_somebody_with_a_telephone_alone_confirms_with_a_code_on_paper(afi: Visitor, event: Event) -> None:
    asked = answer(afi, contact="+228 90 11 23 45")
    assert (asked["Location"], taken(event)) == (f"{PATH}paper/", (0, 0, 0))
    [code] = issue_claim_codes(event.community, 1, Actor("organiser"), NOON)
    came = afi.send(f"{PATH}paper/", {"contact": "+228 90 11 23 45", "code": code})
    assert (came.status_code, rsvps(event), taken(event)) == (302, ["going"], (1, 0, 0))
    again = afi.send(f"{PATH}paper/", {"contact": "+228 90 11 23 45", "code": code})
    assert again.status_code == 200


def test_a_known_person_answers_at_once_and_keeps_their_name(afi: Visitor, event: Event) -> None:
    person = a_person("Kofi", "kofi@example.org")
    signed_in(person, afi.browser)
    came = answer(afi, name="Somebody Else", contact="other@example.org")
    assert (came.status_code, rsvps(event)) == (302, ["going"])
    assert [one.name for one in people_of_event(event)] == ["Kofi"]
    assert afi.open(PATH)["Location"] == f"/en{own_path(event, Rsvp.objects.get(event=event))}"


def test_an_address_that_is_known_gets_the_same_answer_and_the_same_words(afi: Visitor, event: Event) -> None:
    a_person("Real Name", "known@example.org")
    one, two = answer(afi, contact="known@example.org"), answer(afi, contact="fresh@example.org")
    assert (one.status_code, one["Location"]) == (two.status_code, two["Location"])
    secret = re.compile(r"\d{6}|/link/[^/]+/")
    words = {secret.sub("", mails_to(f"{who}@example.org")[0].body) for who in ("known", "fresh")}
    assert (len(words), Person.objects.count()) == (1, 1)


def test_full_means_the_waiting_list_and_an_offer_is_answered_on_the_own_page(
    afi: Visitor, event: Event
) -> None:
    first, _second = an_answer(event, at=NOON), an_answer(event, at=NOON)
    answer(afi)
    afi.send(f"{PATH}check/", {"contact": "afi@example.org", "code": code_in(mails_to("afi@example.org")[0])})
    rsvp = Rsvp.objects.filter(event=event).latest("pk")
    own = f"/en{own_path(event, rsvp)}"
    assert "You are number 1 on the waiting list" in text_of(afi.open(own))
    afi.send(f"/en{own_path(event, first)}", {"do": "cancel"})
    page = text_of(afi.open(own))
    assert "A place is kept for you Say yes until Sunday 22 November, 12:00 ;" in page
    assert [mail.cause.partition(":")[0] for mail in mails_to("afi@example.org")][1:] == [
        "place_waiting", "place-offer",
    ]  # fmt: skip
    assert afi.send(own, {"do": "accept"}).status_code == 302
    assert "You have a place" in text_of(afi.open(own))
    stale = afi.send(own, {"do": "accept"})
    assert (stale.status_code, taken(event)) == (409, (2, 0, 0))


def test_guests_are_changed_and_a_place_is_given_back_on_the_own_page(afi: Visitor, event: Event) -> None:
    rsvp = an_answer(event, a_person("Afi"), at=NOON)
    own = f"/en{own_path(event, rsvp)}"
    afi.send(own, {"do": "guests", "guests": "1", "guest_names": "Kossi, Ama"})
    assert ([one.name for one in people_of_event(event)], taken(event)) == (["Afi", "Kossi"], (2, 0, 0))
    assert afi.send(own, {"do": "guests", "guests": "9"}).status_code == 409
    afi.send(own, {"do": "cancel"})
    assert (taken(event), "You are not coming" in text_of(afi.open(own))) == ((0, 0, 0), True)


@pytest.mark.parametrize("token", ["1.false", "x", "0", "99999999999999999999.abc"])
def test_a_false_link_opens_nothing(afi: Visitor, event: Event, token: str) -> None:
    assert afi.open(f"/en/python-lome/pyday/place/{token}/").status_code == 404


def test_c16_the_link_to_a_place_of_another_event_opens_nothing_here(afi: Visitor, event: Event) -> None:
    other = an_answer(a_meetup(2, starts_at=START, start=START.date(), end=START.date()), at=NOON)
    path = f"/en/python-lome/pyday/place/{token_of(other)}/"
    assert (afi.open(path).status_code, afi.send(path, {"do": "cancel"}).status_code) == (404, 404)
    other.refresh_from_db()
    assert other.state == "going"


def test_what_organisers_ask_is_kept_with_the_day_on_which_it_is_forgotten(
    afi: Visitor, event: Event
) -> None:
    told = {"community_id": event.community_id, "event": event, "label": in_three("Diet")}
    diet = Question.objects.create(kind="choice", choices=[{"en": "All"}, {"en": "No meat"}], need="diet",
                                   required=True, **told)  # fmt: skip
    wish = Question.objects.create(kind="text", **told)
    person = a_person()
    signed_in(person, afi.browser)
    refused = answer(afi, **{f"q{diet.pk}": "7"})
    assert ("The organisers need an answer to this." in text_of(refused), rsvps(event)) == (True, [])
    answer(afi, **{f"q{diet.pk}": "1", f"q{wish.pk}": "More pandas"})
    midnight = (START + timedelta(days=1)).replace(hour=0)
    assert list(Answer.objects.filter(event=event).order_by("pk").values_list("value", "forget_at")) == [
        ("1", midnight + timedelta(days=30)), ("More pandas", midnight + timedelta(days=365)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "field"),
    [({"name": ""}, "name"), ({"contact": "afi"}, "contact"), ({"guests": "3"}, "guests"),
     ({"answer": "sure"}, "answer"), ({"guests": "-1"}, "guests"), ({"guests": "1e3"}, "guests")],
)  # fmt: skip
def test_g14_a_refused_field_says_what_to_do_and_nothing_is_kept(
    afi: Visitor, event: Event, told: dict[str, str], field: str
) -> None:
    page = answer(afi, **told)
    assert f'id="{field}-refusal"' in page.content.decode()
    assert (RsvpRequest.objects.filter(event=event).count(), taken(event)) == (0, (0, 0, 0))


def test_the_public_page_counts_places_and_waiting_on_the_very_next_request(
    afi: Visitor, event: Event
) -> None:
    page = "/en/python-lome/pyday/"
    assert "I'm coming · 2 places left" in afi.open(page).content.decode().replace("&#39;", "'")
    an_answer(event, at=NOON, guests=("",))
    an_answer(event, at=NOON)
    shown = text_of(afi.open(page))
    assert ("Join the waiting list" in shown, "1 person is on the waiting list." in shown) == (True, True)
    assert "2 / 2 full" in shown


def test_an_event_without_quotas_and_settings_asks_for_no_answer(afi: Visitor, event: Event) -> None:
    the_quota(event).delete()
    PlaceSettings.objects.filter(event=event).delete()
    page = afi.open("/en/python-lome/pyday/").content.decode()
    assert (afi.open(PATH).status_code, "/answer/" in page) == (404, False)


def test_before_it_opens_and_after_it_closed_the_page_says_so_and_takes_nothing(
    afi: Visitor, event: Event
) -> None:
    rules = PlaceSettings.objects.filter(event=event)
    rules.update(opens_at=NOON + timedelta(days=1))
    early = afi.open(PATH)
    assert (early.status_code, "Answers open later" in text_of(early)) == (409, True)
    rules.update(opens_at=None, closes_at=NOON)
    assert "Answers are closed" in text_of(afi.send(PATH, {"answer": "going"}))
    assert Place.objects.filter(event=event).count() == 0
