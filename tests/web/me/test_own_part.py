"""A member's own part: what they share and offer, and how each of it is taken back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.buddies import propose_buddy
from teranga.domains.communities.actions.heard import note_appearance
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.models import (
    Appearance,
    Buddy,
    Community,
    Delegate,
    Delegation,
    Membership,
    SpeakerOffer,
    Welcomer,
)
from teranga.domains.communities.queries_directory import PAGE
from teranga.domains.people.models import Consent, Person, Profile
from tests.factories.communities import MADE, a_community, a_link
from tests.factories.members import a_member, did
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.organise.desk import at_the_desk, queries_of, text_of

pytestmark = pytest.mark.django_db
PART, DIRECTORY = "/en/me/lome/part/", "/en/lome/members/"
BY = Actor("organiser", None)


def change(browser: Client, what: str, **typed: Any) -> Any:
    return browser.post(f"{PART}{what}/", typed)


def in_directory(place: Community, name: str, /, **audiences: str) -> Membership:
    member = a_member(place, name)
    Profile.objects.create(
        person=member.person, bio={"en": f"Words of {name}."}, audiences=audiences, updated_at=MADE
    )
    Consent.objects.create(
        person=member.person, community_id=place.pk, purpose="directory", wording="x", given_at=MADE
    )
    return member


def test_only_those_who_agreed_stand_in_the_directory_and_leave_it_at_once() -> None:
    place = a_community("lome")
    afi, kofi = a_member(place, "Afi Mensah"), a_member(place, "Kofi Boa")
    browser = signed_in(afi.person)
    assert "Nobody stands here yet" in text_of(browser.get(DIRECTORY))
    change(browser, "directory", yes="1")
    text = text_of(signed_in(kofi.person).get(DIRECTORY))
    assert "Afi Mensah" in text
    assert "Kofi Boa" not in text
    change(browser, "directory", yes="0")
    assert "Afi Mensah" not in text_of(browser.get(DIRECTORY))
    assert list(Consent.objects.values_list("purpose", "language")) == [("directory", "en")]


def test_the_public_sees_only_what_is_public_and_never_an_address() -> None:
    place = a_community("lome")
    shown = in_directory(place, "Afi Public", name="public", bio="members")
    in_directory(place, "Kofi Members")
    in_directory(place, "Sena Hidden", name="organisers")
    public = Client().get(DIRECTORY).content.decode()
    assert "Afi Public" in public
    for hidden in ("Kofi Members", "Sena Hidden", "Words of Afi"):
        assert hidden not in public
    member = signed_in(a_member(place).person).get(DIRECTORY).content.decode()
    assert "Words of Afi" in member
    assert "Kofi Members" in member
    assert "Sena Hidden" not in member
    assert shown.person.contact_points.get().value not in public + member


def test_c12_a_hidden_name_is_not_found_by_searching_either() -> None:
    place = a_community("lome")
    in_directory(place, "Sena Hidden", name="me")
    in_directory(place, "Kofi Members")
    assert "Sena" not in text_of(signed_in(a_member(place).person).get(DIRECTORY + "?q=hidden"))
    assert "Kofi Members" not in text_of(Client().get(DIRECTORY + "?q=kofi"))


def test_b16_the_directory_is_not_taken_away_by_the_hundred() -> None:
    place = a_community("lome")
    browser = signed_in(a_member(place).person)
    answers = [browser.get(DIRECTORY).status_code for _turn in range(61)]
    assert (answers[59], answers[60]) == (200, 429)


def test_the_directory_goes_on_by_key_with_the_same_queries() -> None:
    place = a_community("lome")
    in_directory(place, "Member 00")
    browser = signed_in(a_member(place).person)
    browser.get(DIRECTORY)  # the first turn begins the count of turns
    one = queries_of(browser, DIRECTORY)
    for nth in range(1, PAGE + 2):
        in_directory(place, f"Member {nth:02}")
    assert queries_of(browser, DIRECTORY) == one
    html = browser.get(DIRECTORY).content.decode()
    more = re.findall(r'href="(\?after=\d+)"', html)
    second = text_of(browser.get(DIRECTORY + more[0]))
    assert "Member 00" not in second
    assert f"Member {PAGE + 1:02}" in second


def test_a_talk_is_offered_found_by_organisers_and_sisters_and_taken_back() -> None:
    place, sister, other = a_community("lome"), a_community("accra"), a_community("kara")
    a_link(place, sister)
    browser = signed_in(a_member(place, "Afi Mensah").person)
    refused = change(browser, "speak", about=" ")
    assert refused.status_code == 422
    assert "Say in a few words what you would speak about." in text_of(refused)
    change(browser, "speak", about="Django à l'école", languages=["fr"], city="Lomé", remote="on")
    pools = {row.slug: at_the_desk(community=row) for row in (place, sister, other)}

    def found(slug: str, query: str = "") -> bool:
        return "Afi Mensah" in text_of(pools[slug].get(f"/en/organise/{slug}/members/speakers/{query}"))

    assert [found(slug) for slug in pools] == [True, False, False]
    change(browser, "speak", about="Django à l'école", languages=["fr"], for_sisters="on")
    assert [found(slug) for slug in pools] == [True, True, False]
    assert [found("lome", "?q=ecole"), found("lome", "?language=en")] == [True, False]
    change(browser, "speak", end="1")
    assert SpeakerOffer.objects.filter(community=place).count() == 0


def a_pair(place: Community) -> tuple[Person, Person]:
    newcomer, host = a_member(place, "Nia New").person, a_member(place, "Hana Host").person
    change(signed_in(host), "welcome", languages=["fr"], city="lome", most="1")
    return newcomer, host


def test_a_newcomer_and_a_welcomer_learn_names_when_both_said_yes() -> None:
    place = a_community("lome")
    newcomer, host = a_pair(place)
    guest, welcomes = signed_in(newcomer), signed_in(host)
    change(guest, "buddy")
    row = Buddy.objects.get(community=place)
    assert (row.state, row.why) == ("proposed", "language and city")
    assert "Hana" not in text_of(guest.get(PART))
    assert "Nia" not in text_of(welcomes.get(PART))
    change(welcomes, "answer", buddy=row.pk, yes="1")
    assert "Hana Host welcomes you." in text_of(guest.get(PART))
    assert "You welcome Nia New." in text_of(welcomes.get(PART))
    change(guest, "answer", buddy=row.pk, yes="0")
    row.refresh_from_db()
    assert row.state == "ended"


def test_who_is_full_or_shares_no_language_is_not_asked() -> None:
    place = a_community("lome")
    newcomer, _host = a_pair(place)
    change(signed_in(newcomer), "buddy")
    second = signed_in(a_member(place, "Second").person)
    answer = change(second, "buddy")
    assert answer["Location"].endswith("?nobody=1#buddy")
    assert "Nobody who shares a language" in text_of(second.get(PART + "?nobody=1"))
    assert Buddy.objects.filter(community=place).count() == 1


def test_a_stranger_answers_for_nobody() -> None:
    place = a_community("lome")
    newcomer, _host = a_pair(place)
    row = propose_buddy(membership=Membership.objects.get(community=place, person=newcomer), by=BY, at=MADE)
    change(signed_in(a_member(place).person), "answer", buddy=row.pk, yes="1")
    row.refresh_from_db()
    assert (row.state, row.newcomer_yes_at, row.welcomer_yes_at) == ("proposed", None, None)


def test_a_talk_noted_by_an_organiser_is_public_only_after_the_person_s_yes() -> None:
    place = a_community("lome")
    member = a_member(place, "Afi Mensah")
    talk = {
        "title": "Python for all",
        "event_name": "PyCon X",
        "city": "",
        "url": "",
        "day": date(2026, 5, 1),
    }
    row = note_appearance(membership=member, by=BY, at=MADE, **talk)
    heard, browser = "/en/lome/heard/", signed_in(member.person)
    assert "Python for all" not in text_of(Client().get(heard))
    change(signed_in(a_member(place).person), "talk", talk=row.pk, yes="1")
    assert "Python for all" not in text_of(Client().get(heard))
    change(browser, "talk", talk=row.pk, yes="1")
    assert "Python for all Afi Mensah" in text_of(Client().get(heard))
    change(browser, "talk", talk=row.pk, yes="0")
    assert "Python for all" not in text_of(Client().get(heard))
    change(
        browser, "heard", title="My own", event_name="PyDay", day="2026-06-01", url="https://x.example.org/"
    )
    assert "My own" in text_of(Client().get(heard))


def test_a_delegate_is_named_in_public_only_after_they_agreed() -> None:
    place = a_community("lome")
    member = a_member(place, "Afi Mensah")
    desk = at_the_desk(community=place)
    trip = {"event_name": "PyCon Africa", "start": "2026-09-24", "people_count": "5", "members": "afi mensah"}
    assert desk.post("/en/organise/lome/heard/add/", trip).status_code == 302
    assert "PyCon Africa" in text_of(Client().get("/en/lome/heard/"))
    assert "Afi" not in text_of(Client().get("/en/lome/heard/"))
    row = Delegate.objects.get(community=place)
    change(signed_in(member.person), "journey", journey=row.pk, yes="1")
    assert "5 people · Afi Mensah" in text_of(Client().get("/en/lome/heard/"))
    unknown = desk.post("/en/organise/lome/heard/add/", {**trip, "members": "Nobody"})
    assert unknown.status_code == 422
    assert Delegation.objects.filter(community=place).count() == 1


def test_leaving_takes_every_offer_and_name_away() -> None:
    place = a_community("lome")
    newcomer, host = a_pair(place)
    browser = signed_in(host)
    change(signed_in(newcomer), "buddy")
    change(browser, "directory", yes="1")
    change(browser, "speak", about="Anything")
    change(browser, "heard", title="My own", event_name="PyDay", day="2026-06-01")
    leave_community(community=place, person=host, by=BY, at=MADE)
    for model in (SpeakerOffer, Welcomer, Buddy, Appearance):
        assert model.objects.filter(community=place).count() == 0
    assert Consent.objects.filter(withdrawn_at=None).count() == 0


def test_somebody_who_is_no_member_has_no_part() -> None:
    place = a_community("lome")
    browser = signed_in(a_person())
    assert browser.get(PART).status_code == 404
    a_member(place, person=(waiting := a_person()), state="pending")
    assert signed_in(waiting).get(PART).status_code == 404
    assert change(signed_in(waiting), "directory", yes="1").status_code == 404
    assert Consent.objects.count() == 0


def test_a_chapter_of_one_s_city_is_suggested_and_taken() -> None:
    place = a_community("lome")
    a_community("tsevie", parent=place, cities=["Tsévié"])
    member = a_member(place, person=a_person("Afi", city="tsevie"))
    browser = signed_in(member.person)
    assert "Tsevie is in your city." in text_of(browser.get(PART))
    change(browser, "chapter", chapter="tsevie")
    assert Membership.objects.get(community__slug="tsevie", person=member.person).state == "confirmed"
    assert "2 members" not in text_of(Client().get("/en/lome/network/"))
    assert "1 member" in text_of(Client().get("/en/lome/network/"))


def test_the_timeline_tells_what_one_did_everywhere_and_is_taken_along() -> None:
    place, other = a_community("lome"), a_community("kara")
    person = a_member(place).person
    did(a_member(other, person=person), "spoke", date(2026, 3, 1))
    browser = signed_in(person)
    change(browser, "heard", title="My own", event_name="PyDay", day="2026-06-01")
    text = text_of(browser.get("/en/me/timeline/"))
    assert text.index("spoke elsewhere") < text.index("spoke March 1, 2026 · Kara") < text.index("joined")
    csv = browser.get("/en/me/timeline/download/").content.decode("utf-8-sig")
    assert csv.splitlines()[1] == '"2026-06-01","spoke elsewhere","My own · PyDay","Lome"'


def test_an_own_page_takes_the_place_of_the_text_about_the_first_event() -> None:
    from tests.factories.communities import a_page

    place = a_community("lome")
    assert "You are welcome as you are" in text_of(Client().get("/en/lome/first-event/"))
    a_page(place, "first-event", body={"en": "Ring the bell twice."})
    page = text_of(Client().get("/en/lome/first-event/"))
    assert "Ring the bell twice." in page
    assert "You are welcome as you are" not in page


def test_an_organiser_of_a_chapter_sees_the_chapter_alone() -> None:
    place = a_community("lome")
    chapter = a_community("tsevie", parent=place)
    person = a_person()
    a_grant(person, community=chapter)
    assert signed_in(person).get("/en/organise/lome/members/").status_code == 404
    assert signed_in(person).get("/en/organise/tsevie/members/").status_code == 200


def test_a_search_finds_no_name_that_the_viewer_may_not_see() -> None:
    place = a_community("lome")
    in_directory(place, "Afi Mensah", name="organisers")
    in_directory(place, "Kofi Mensah")
    reader = signed_in(a_member(place, "Sena Reader").person)
    page = text_of(reader.get(DIRECTORY + "?q=mensah"))
    assert ("Kofi Mensah" in page, "Afi" in page) == (True, False)


def test_the_speakers_pool_names_nobody_who_shows_their_name_to_nobody() -> None:
    place = a_community("lome")
    for name, audience in (("Afi Mensah", "me"), ("Kofi Mensah", "organisers")):
        member = a_member(place, name)
        Profile.objects.create(person=member.person, audiences={"name": audience}, updated_at=MADE)
        SpeakerOffer.objects.create(
            community=place, person=member.person, about="pandas", folded_about="pandas", updated_at=MADE
        )
    page = text_of(at_the_desk(community=place).get("/en/organise/lome/members/speakers/"))
    assert ("Kofi Mensah" in page, "Afi" in page) == (True, False)
