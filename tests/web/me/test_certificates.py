"""The certificate as a page, and the page on which anybody checks its code."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.credentials.actions.certificates import issue_certificates, revoke_certificate
from teranga.domains.credentials.models import Certificate
from teranga.domains.credentials.queries import token_of
from teranga.domains.events.models import Event
from teranga.domains.places.models import Place
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.web.organise.desk import at_the_desk, queries_of, send, text_of

pytestmark = pytest.mark.django_db
BY = Actor("organiser")
ENDS = datetime(2026, 11, 19, 20, tzinfo=UTC)
DESK = "/en/organise/lome/jeudi/certificates/"


@pytest.fixture
def event() -> Event:
    return an_event(
        a_community("lome"), "jeudi", start=date(2026, 11, 19), end=date(2026, 11, 19), ends_at=ENDS
    )


@pytest.fixture
def certificate(event: Event) -> Certificate:
    seated(event)
    return issue_certificates(event=event, by=BY, at=ENDS)[0]


def seated(event: Event, name: str = "Afi Mensah") -> Place:
    return Place.objects.create(
        community_id=event.community_id, event=event, kind=Place.Kind.RSVP, person=a_person(name),
        given_at=ENDS, arrived_at=ENDS,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "took part in Jeudi"), ("fr", "a participé à Jeudi (fr)"), ("es", "participó en Jeudi (es)")],
)
def test_the_page_says_who_was_where_in_the_readers_language(
    certificate: Certificate, language: str, words: str
) -> None:
    answer = Client().get(f"/{language}/certificate/{token_of(certificate)}/")
    page = text_of(answer)
    assert answer.status_code == 200
    assert "Afi Mensah" in page
    assert words in page
    assert certificate.code in page
    assert answer["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex' in answer.content.decode()


def test_the_address_cannot_be_guessed_from_another(certificate: Certificate) -> None:
    token = token_of(certificate)
    for false in (str(certificate.pk), f"{certificate.pk + 1}.{token.partition('.')[2]}", "x", token[:-1]):
        assert Client().get(f"/en/certificate/{false}/").status_code == 404, false


def test_one_that_was_taken_back_shows_neither_name_nor_code(certificate: Certificate) -> None:
    revoke_certificate(certificate=certificate, why="Wrong person", by=BY, at=ENDS)
    answer = Client().get(f"/en/certificate/{token_of(certificate)}/")
    assert answer.status_code == 410
    for words in ("Afi Mensah", certificate.code, "Wrong person"):
        assert words not in text_of(answer)


def check(code: str, browser: Client | None = None) -> str:
    return text_of(send(browser or Client(), "/en/verify/", code=code))


def test_a_code_is_genuine_taken_back_or_not_known(certificate: Certificate) -> None:
    page = check(certificate.code)
    assert "Genuine Name Afi Mensah Event Jeudi When November 19, 2026" in page
    assert "Not known here" in check("ABCDEFGHJ-K")
    revoke_certificate(certificate=certificate, why="Wrong person", by=BY, at=ENDS)
    page = check(certificate.code)
    assert "Taken back" in page
    assert "Afi Mensah" not in page


def test_looking_at_the_page_with_a_code_only_fills_it_in(certificate: Certificate) -> None:
    page = Client().get(f"/en/verify/?code={certificate.code}")
    assert f'value="{certificate.code}"' in page.content.decode()
    assert "Afi Mensah" not in page.content.decode()


def test_g18_ten_codes_a_minute_and_then_a_pause(certificate: Certificate) -> None:
    browser = Client()
    with time_machine.travel(ENDS, tick=False) as clock:
        for _ in range(10):
            assert "Not known here" in check("ABCDEFGHJ-K", browser)
        answer = send(browser, "/en/verify/", code=certificate.code)
        assert answer.status_code == 429
        assert "Afi Mensah" not in text_of(answer)
        clock.shift(timedelta(seconds=61))
        assert "Afi Mensah" in check(certificate.code, browser)


def test_organisers_give_them_take_one_back_and_let_it_count_again(event: Event) -> None:
    seated(event)
    organiser = at_the_desk(community=event.community)
    assert "Give 1 certificate now" in text_of(organiser.get(DESK))
    organiser.post(DESK + "issue/")
    row = Certificate.objects.get(event=event)
    assert row.code in text_of(organiser.get(DESK))
    refused = send(organiser, f"{DESK}{row.pk}/revoke/", why="")
    row.refresh_from_db()
    assert (refused.status_code, row.revoked_at) == (422, None)
    send(organiser, f"{DESK}{row.pk}/revoke/", why="Wrong person")
    assert "Wrong person" in text_of(organiser.get(DESK))
    organiser.post(f"{DESK}{row.pk}/reinstate/")
    row.refresh_from_db()
    assert (row.revoked_at, row.revoked_why) == (None, "")


def test_certificates_of_another_event_are_not_found(certificate: Certificate) -> None:
    other = a_community("other")
    an_event(other, "jeudi")
    organiser = at_the_desk(community=other)
    root = f"/en/organise/other/jeudi/certificates/{certificate.pk}/"
    assert organiser.get(root + "revoke/").status_code == 404
    assert organiser.post(root + "reinstate/").status_code == 404
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_the_desk_costs_the_same_for_one_and_for_three(event: Event) -> None:
    organiser = at_the_desk(community=event.community)
    counts = []
    for names in (["Afi"], ["Kofi", "Ama"]):
        for name in names:
            seated(event, name)
        issue_certificates(event=event, by=BY, at=ENDS)
        counts.append(queries_of(organiser, DESK))
    assert counts[0] == counts[1]
