"""The page behind the mail: whoever has the link, and nobody else, sees the offer and answers it."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from teranga.domains.aid.links_award import award_path
from teranga.domains.aid.models import AidApplication
from teranga.domains.ledger.actions.in_kind import note_thing
from tests.factories.aid import an_application
from tests.factories.awards import AFTER, COMMAND_LINE, a_funded_round, asking, award_of, decided, state
from tests.factories.communities import a_community
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_window():  # type: ignore[no-untyped-def]
    with time_machine.travel(AFTER, tick=False):
        yield


def page_of(application: AidApplication) -> str:
    return text_of(Client().get(f"/en{award_path(application)}"))


def do(application: AidApplication, what: str, **typed: str) -> int:
    return Client().post(f"/en{award_path(application)}", {"do": what, **typed}).status_code


def test_an_offer_is_read_and_accepted_with_less_and_the_next_hears():
    row, _funds = a_funded_round(a_community(), 100_000)
    one, next_one = asking(row, 90_000, 0.9), asking(row, 40_000, 0.2)
    assert "being looked at" in page_of(one)
    decided(row)
    page = page_of(one)
    assert "Aid is offered to you" in page
    assert "Awarded in full" in page
    assert row.draw_seed in page
    assert "You are number 1 on the waiting list" in page_of(next_one)
    assert do(one, "less", amount="ninety") == 409
    assert do(one, "less", amount="90000") == 409
    assert (state(one), do(one, "nonsense")) == ("offered", 409)
    assert do(one, "less", amount="55 000") == 302
    assert (state(one), state(next_one)) == ("accepted", "offered")
    assert "You come, with aid" in page_of(one)
    assert do(one, "accept") == 409
    assert do(one, "letter", letter_for="Afi Mensah, Accra") == 302
    assert award_of(one).letter_for == "Afi Mensah, Accra"
    assert do(next_one, "letter", letter_for="x") == 409
    assert do(next_one, "decline", words="exams") == 302
    assert "You said no" in page_of(next_one)


def test_the_code_of_a_voucher_is_shown_on_the_page_of_its_holder_alone():
    community = a_community()
    row, _funds = a_funded_round(community, 0, supply={"ticket": 1})
    one, other = (an_application(row, "in_review", asks={}, points=points) for points in (0.9, 0.8))
    for asks in (one, other):
        asks.parts.create(community=community, part=row.parts.get(kind="ticket"), count=1)
    note_thing(community=community, giver="PyCon Africa", covers="Ticket", code="VOUCHER-7", part="ticket",
               by=COMMAND_LINE, at=AFTER)  # fmt: skip
    decided(row)
    assert "VOUCHER-7" not in page_of(one)
    assert do(one, "accept") == 302
    assert "VOUCHER-7" in page_of(one)
    assert "VOUCHER-7" not in page_of(other)


def test_c16_c21_f04_a_status_shows_to_nobody_who_has_not_the_link():
    row, _funds = a_funded_round(a_community(), 100_000)
    one, poor = asking(row, 90_000, 0.9), asking(row, 90_000, 0.0)
    draft = an_application(row, "draft")
    decided(row)
    path = award_path(one)
    false = [f"/me/news/{one.uuid.hex}/", f"{path[:-2]}x/", f"/me/news/{one.number}/", award_path(draft)]
    answers = [Client().get(f"/en{address}") for address in (*false, "/me/news/nothing/")]
    assert {answer.status_code for answer in answers} == {404}
    posted = [Client().post(f"/en{address}", {"do": "accept"}).status_code for address in false]
    assert (set(posted), state(one)) == ({404}, "offered")
    assert "no aid for you" in page_of(poor)
    answer = Client().get(f"/en{path}")
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.content.decode()
