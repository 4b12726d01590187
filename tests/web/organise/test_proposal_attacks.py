"""Organisers who also review or speak: the desk's other pages tell them no more than the gate does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.templates import write_letter
from teranga.domains.proposals.actions.talk_mails import tell_speakers
from teranga.domains.proposals.actions.writer_mails import tell_asked, tell_sent
from teranga.domains.proposals.links import own_path
from teranga.domains.proposals.models import AttendeeVote, Call, Proposal
from tests.domains.proposals.test_telling import S, how
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call, a_proposal
from tests.factories.reviews import REVIEWING, a_phase, a_review, a_reviewer, a_sent_proposal
from tests.web.organise.desk import at_the_desk, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/pycon/"
BLIND = ("telling/", "telling/answers/", "telling/invite/")


@pytest.fixture(autouse=True)
def _while_reviewing() -> Iterator[None]:
    with time_machine.travel(REVIEWING, tick=False):
        yield


@pytest.fixture
def call() -> Call:
    call = a_call(an_event(a_community("lome"), "pycon"))
    a_phase(call)
    return call


def a_chair_who_reviews(call: Call) -> Client:
    browser = at_the_desk("programme_chair", event=call.event)
    a_reviewer(call, browser.person)  # type: ignore[attr-defined]
    return browser


def decided(call: Call, state: str, **more: object) -> Proposal:
    person = a_person("Afi Mensah", "afi@example.org")
    return a_proposal(call, person, state=state, told_state="submitted", interface_language="en", **more)


def test_f01_who_reviews_without_names_does_not_read_them_where_speakers_are_told(call: Call) -> None:
    row = decided(call, S.ACCEPTED, title="Graphs by Afi Mensah")
    browser = a_chair_who_reviews(call)
    for path in (*BLIND, f"telling/talks/{row.code}/"):
        page = browser.get(DESK + path)
        assert (page.status_code, "Mensah" in text_of(page), "afi@" in text_of(page)) == (409, False, False)
        assert "Telling speakers waits for you You review in this phase" in text_of(page)
    for path in ("telling/approve/", "telling/answers/do/", f"telling/talks/{row.code}/do/"):
        assert browser.post(DESK + path, {"do": "yes"}).status_code == 409, path
    assert how(row) == [(S.ACCEPTED, "submitted")]


def test_f10_nobody_reads_or_steers_what_is_said_to_them_as_a_speaker(call: Call) -> None:
    browser = at_the_desk("programme_chair", event=call.event)
    own = a_proposal(call, browser.person, state=S.REJECTED, told_state="submitted")  # type: ignore[attr-defined]
    a_review(own, a_person(), for_speaker="Too long for us", for_committee="Dull")
    path = f"{DESK}telling/talks/{own.code}/"
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"words": "Wonderful"}).status_code == 404
    assert browser.post(path + "do/", {"do": "yes"}).status_code == 404
    own.refresh_from_db()
    assert (own.words, own.state) == ("", S.REJECTED)
    other = at_the_desk("programme_chair", event=call.event)
    assert "Too long for us" in text_of(other.get(path))


def test_f01_the_sums_of_votes_cover_names_and_leave_out_one_s_own(call: Call) -> None:
    browser = a_chair_who_reviews(call)
    named = a_sent_proposal(call, "Graphs by Afi Mensah", speaker="Afi Mensah")
    own = a_sent_proposal(call, "Mine", speaker=browser.person)  # type: ignore[attr-defined]
    for row in (named, own):
        AttendeeVote.objects.create(
            community_id=call.community_id, event_id=call.event_id, proposal=row, person=a_person(), value=2,
            at=REVIEWING,
        )  # fmt: skip
    page = text_of(browser.get(DESK + "call/votes/"))
    assert ("Graphs by" in page, "Mensah" in page, "Mine" in page) == (True, False, False)
    chair = at_the_desk("programme_chair", event=call.event)
    assert "Graphs by Afi Mensah" in text_of(chair.get(DESK + "call/votes/"))


def test_f01_f06_no_mail_about_a_proposal_is_read_by_anybody_but_its_reader(call: Call) -> None:
    """Its text would tell whose a proposal is, and its link answers for the speaker."""
    row = decided(call, S.ACCEPTED, title="Graphs for savings groups")
    tell_sent(proposal=row, at=REVIEWING)
    tell_asked(proposal=row, at=REVIEWING)
    tell_speakers(row, "accepted", "1", at=REVIEWING)
    browser = at_the_desk("organiser", community=call.event.community)
    mails = list(OutgoingMail.objects.filter(event_id=call.event_id))
    assert len(mails) == 3
    for mail in mails:
        page = browser.get(f"{DESK}mail/{mail.pk}/")
        assert page.status_code == 200
        shown = page.content.decode()
        told = (row.code, row.title, own_path(row), "/me/talk/", mail.subject)
        assert [word for word in told if word in shown] == []
    listed = browser.get(f"{DESK}mail/").content.decode()
    assert [word for word in (row.code, row.title) if word in listed] == []


def test_f06_a_link_that_opens_something_for_its_reader_is_cut_in_every_mail_that_others_read() -> None:
    community = a_community("lome")
    link = f"{settings.BASE_URL}/en/me/aid/award/secret-token/"
    values = {"name": "Afi", "community": "Lomé", "link": link}
    text = write_letter("own_news", "en", values, community_id=community.pk)
    mail = queue_mail(text, to="afi@example.org", cause="news", at=REVIEWING, community_id=community.pk)
    assert "secret-token" in mail.body
    browser = at_the_desk("organiser", community=community)
    shown = browser.get(f"/en/organise/lome/mail/{mail.pk}/").content.decode()
    assert ("secret-token" in shown, "/…" in shown) == (False, True)


def test_f01_when_a_proposal_came_is_not_told_to_who_reviews_without_names(call: Call) -> None:
    """The list of mails says when whom a mail was sent to."""
    a_sent_proposal(call, "Later", submitted_at=REVIEWING)
    a_sent_proposal(call, "Earlier")
    browser = a_chair_who_reviews(call)
    taken = browser.post(DESK + "proposals/export/", {"format": "csv"}).content.decode()
    assert (str(REVIEWING.year) in taken, "Later" in taken) == (False, True)
