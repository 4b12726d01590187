"""A speaker's own page: what was told, yes and no without signing in, and nothing that is only decided."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from teranga.domains.aid.links_talk import speaker_of_key, talk_key
from teranga.domains.aid.models import AidApplication
from teranga.domains.aid.queries_scoring import tells_that_they_speak
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions.invitations import Guest, invite_speaker
from teranga.domains.proposals.links_told import talk_path
from teranga.domains.proposals.models import Proposal
from tests.domains.proposals.test_telling import CHAIR, NOW, S, decided, how, tell_all, the_call, told
from tests.factories.aid import an_aid_round
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_member
from tests.factories.people import signed_in
from tests.factories.proposals import type_of
from tests.web.organise.desk import hidden_of, text_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _after_the_decision():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(row: Proposal) -> str:
    return "/en" + talk_path(row.speakers.get())


def test_a_speaker_reads_what_was_told_and_never_what_is_only_decided():
    call = the_call()
    rows = [decided(call, state) for state in (S.ACCEPTED, S.REJECTED)]
    pages = [text_of(Client().get(page_of(row))).replace(row.title, "") for row in rows]
    assert pages[0].count("with the committee") >= 1
    assert [page.split("skip")[0] for page in pages] == [pages[0].split("skip")[0]] * 2
    tell_all(call)
    assert "December 20, 2026" in text_of(Client().get(page_of(rows[0])))
    assert "Not in the programme this time" in text_of(Client().get(page_of(rows[1])))


def test_who_needs_help_begins_the_application_with_what_is_known_and_decides_what_the_committee_hears():
    call = the_call()
    event = call.event
    event.city = "Accra"
    event.save(update_fields=["city"])
    row = decided(call, S.ACCEPTED, title="Des graphes")
    tell_all(call)
    aid = an_aid_round(event.community, "accra", event=event, opens_at=NOW + HOUR, closes_at=NOW + 9 * HOUR)
    path, browser = page_of(row), Client()
    browser.post(path, {"do": "yes", "needs_aid": "yes"})
    assert "takes applications from December 10" in text_of(browser.get(path))
    with time_machine.travel(NOW + HOUR, tick=False) as clock:
        link = re.search(r'href="([^"]+apply/[?]talk=[^"]+)"', browser.get(path).content.decode())[1]
        page = browser.get(link)
        assert "You confirmed “Des graphes”" in text_of(page)
        hidden = hidden_of(page)
        speaker = row.speakers.get()
        assert (hidden["talk"], 'value="s1@example.org"' in page.content.decode()) == (
            link.partition("=")[2],
            True,
        )
        speaker.country = "BJ"
        speaker.save(update_fields=["country"])
        clock.shift(30)
        told = {**hidden, "name": speaker.name, "contact": "s1@example.org", "consents": ["contact"]}
        code_page = browser.post(link.partition("?")[0], told)["Location"]
        code = OutgoingMail.objects.filter(to_address="s1@example.org").latest("pk").body
        step = browser.post(code_page, {"contact": "s1@example.org", "code": re.search(r"\d{6}", code)[0]})
        application = AidApplication.objects.get(community=event.community)
        known = (application.person, application.talk, application.country, application.shows_talk)
        assert known == (speaker.person, speaker, "BJ", False)
        you = browser.get(step["Location"])
        assert ("Des graphes" in text_of(you), 'value="Benin"' in you.content.decode()) == (True, True)
        needs = browser.get(step["Location"].replace("/you/", "/needs/")).content.decode()
        assert ('value="Accra"' in needs, 'value="Lomé"' in needs) == (True, True)
        browser.post(step["Location"], {"country": "Benin", "shows_talk": "yes"})
        application.refresh_from_db()
        assert application.shows_talk
        assert tells_that_they_speak(application)
        browser.post(path, {"do": "not-after-all"})
        assert not tells_that_they_speak(AidApplication.objects.get(community=event.community))
    assert speaker_of_key(hidden["talk"], aid) is None


def test_the_way_to_aid_opens_nothing_for_another_event_person_or_key():
    call = the_call()
    row = decided(call, S.CONFIRMED, told_state=S.CONFIRMED)
    speaker, place = row.speakers.get(), call.event.community
    here = an_aid_round(place, "accra", event=call.event, opens_at=NOW, closes_at=NOW + HOUR)
    elsewhere = an_aid_round(
        place, "kigali", event=an_event(place, "kigali"), opens_at=NOW, closes_at=NOW + HOUR
    )
    foreign = an_aid_round(a_community(), opens_at=NOW, closes_at=NOW + HOUR)
    key = talk_key(speaker)
    found = [speaker_of_key(one, there) for one, there in (
        (key, here), (key, elsewhere), (key, foreign), (key[:-1] + "x", here), ("", here),
        (talk_path(speaker).split("/")[3], here),
    )]  # fmt: skip
    assert found == [speaker, None, None, None, None, None]
    member = a_member(place)
    browser = signed_in(member)
    assert "You confirmed" not in text_of(browser.get(f"/en/lome/aid/accra/apply/?talk={key}"))
    browser.post("/en/lome/aid/accra/apply/", {"talk": key})
    application = AidApplication.objects.get(community=place)
    assert (application.person, application.talk) == (member, None)


def test_yes_with_needs_and_not_after_all():
    call = the_call()
    row, waits = decided(call, S.ACCEPTED), decided(call, S.RESERVE, rank=1)
    tell_all(call)
    path, browser = page_of(row), Client()
    assert browser.post(path, {"do": "yes", "needs_letter": "yes"})["Location"] == path + "?done=1"
    row.refresh_from_db()
    assert (row.state, row.needs_aid, row.needs_letter, row.may_record) == (S.CONFIRMED, False, True, False)
    again = browser.post(path, {"do": "yes"})
    assert (again.status_code, "changed meanwhile" in text_of(again)) == (409, True)
    browser.post(path, {"do": "needs", "needs_aid": "yes", "may_record": "yes"})
    row.refresh_from_db()
    assert (row.needs_aid, row.needs_letter, row.may_record) == (True, False, True)
    assert "The organisers know that you need help with the journey" in text_of(browser.get(path))
    browser.post(path, {"do": "not-after-all", "why": "visa", "words": "No appointment."})
    row.refresh_from_db()
    assert (row.declined_why, how(row, waits)) == (
        "visa:No appointment.",
        [told(S.CANCELLED), told(S.PROMOTED)],
    )
    assert "There is room for you now" in text_of(browser.get(page_of(waits)))


def test_who_waits_sees_their_place_and_may_stop_waiting():
    call = the_call()
    rows = [decided(call, S.RESERVE, rank=place) for place in (1, 2)]
    tell_all(call)
    browser = Client()
    assert "You are number 2 on the reserve" in text_of(browser.get(page_of(rows[1])))
    browser.post(page_of(rows[0]), {"do": "no"})
    assert how(*rows) == [told(S.DECLINED), told(S.RESERVE)]
    assert "You are number 1 on the reserve" in text_of(browser.get(page_of(rows[1])))


def test_a_false_link_a_draft_and_a_wrong_button_change_nothing():
    call = the_call()
    row = decided(call, S.ACCEPTED)
    tell_all(call)
    browser, path = Client(), page_of(row)
    assert browser.get(path.replace("/talk/", "/talk/x")).status_code == 404
    assert browser.post(path.replace("/talk/", "/talk/x"), {"do": "no"}).status_code == 404
    assert browser.get(path + "programme/").status_code == 404
    assert browser.post(path, {"do": "nonsense"}).status_code == 409
    assert browser.post(path, {"do": "no", "why": "nonsense"}).status_code == 409
    assert how(row) == [told(S.ACCEPTED)]


def test_a_guest_writes_the_session_on_their_own_page():
    call = the_call()
    guest = Guest("Awa Diop", "awa@example.org", "fr", words="We have admired your maps for years.")
    row = invite_speaker(call=call, kind=type_of(call, "talk"), guest=guest, by=CHAIR, at=NOW)
    browser, path = Client(), page_of(row)
    assert "We have admired your maps" in text_of(browser.get(path))
    assert browser.post(path, {"do": "yes", "may_record": "yes"}).status_code == 302
    assert "We still need title, text" in text_of(browser.get(path))
    empty = browser.post(
        path + "programme/", {"name": "Awa Diop", "title": "", "abstract": "x", "language": "fr"}
    )
    assert (empty.status_code, "Write a title." in text_of(empty)) == (422, True)
    written = {
        "name": "Awa D.",
        "title": "Open maps",
        "abstract": "How we draw.",
        "language": "fr",
        "level": "",
    }
    assert browser.post(path + "programme/", written)["Location"] == path + "?done=1"
    row.refresh_from_db()
    assert (row.title, row.speakers.get().name) == ("Open maps", "Awa D.")
