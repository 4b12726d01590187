"""Receipts from a phone, by the signed link alone: sent, looked at, taken back, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.base.sealing import unseal_bytes
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.receipts import check_receipt
from teranga.domains.aid.links_award import award_path
from teranga.domains.aid.models import AidApplication, AidAward, Receipt
from teranga.domains.payments.models import Payout
from teranga.web import aid_words
from tests.factories.aid import a_photo
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided
from tests.factories.communities import a_community
from tests.web.organise.desk import hidden_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(AFTER, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "sealed"


@pytest.fixture
def award() -> AidAward:
    row, _funds = a_funded_round(a_community("lome"), 100_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    return accept_offer(award=award_of(one), by=COMMAND_LINE, at=AFTER)


def page_of(award: AidAward) -> str:
    return f"/en{award_path(award.application)}receipts/"


def send(award: AidAward, clock: Any, **typed: Any) -> Any:
    browser = Client()
    told = hidden_of(browser.get(page_of(award)))
    clock.shift(20)
    part = award.round.parts.get(kind="travel").pk
    more = {"do": "send", "part": part, "amount": "30 000", "currency": "XOF", "day": "2026-11-30",
            "file": a_photo()}  # fmt: skip
    return browser.post(page_of(award), {**told, **more, **typed})


def money(minor: int) -> str:
    return " ".join(aid_words.amount(minor, "XOF").split())


def kept(award: AidAward) -> list[Receipt]:
    return list(Receipt.objects.filter(community=award.community_id).order_by("pk"))


def test_b08_a_receipt_is_sealed_without_the_place_and_camera_of_its_photo(
    award: AidAward, clock: Any, folder: Path
) -> None:
    assert send(award, clock).status_code == 302
    (row,) = kept(award)
    assert (row.minor, row.currency, row.state, row.kind) == (30_000, "XOF", "sent", "image/jpeg")
    (file,) = folder.iterdir()
    content = unseal_bytes(file.read_bytes()) or b""
    assert (b"CANARY" in content, b"Exif" in content, len(content)) == (False, False, row.size)
    shown = Client().get(f"{page_of(award)}{row.uuid}/")
    assert (shown.content, shown["Content-Type"]) == (content, "image/jpeg")
    assert (shown["Cache-Control"], shown["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_the_state_of_each_receipt_and_what_is_owed_stand_on_the_page(award: AidAward, clock: Any) -> None:
    assert f"Still owed {money(90_000)}" in text_of(Client().get(page_of(award)))
    send(award, clock)
    send(award, clock, amount="5 000")
    first, second = kept(award)
    check_receipt(receipt=first, agrees=True, counts=25_000, by=COMMAND_LINE, at=AFTER)
    check_receipt(receipt=second, agrees=False, why="The total is cut off.", by=COMMAND_LINE, at=AFTER)
    page, spent = text_of(Client().get(page_of(award))), money(25_000)
    for words in (f"Spent, by accepted receipts {spent}", f"counts as {spent}", "receipt sent back",
                  "The total is cut off.", "the treasurers send it next"):  # fmt: skip
        assert words in page


def test_g24_a_form_sent_twice_is_one_receipt(award: AidAward, clock: Any) -> None:
    browser = Client()
    told = hidden_of(browser.get(page_of(award)))
    for _turn in range(2):
        assert send(award, clock, **told).status_code == 302
    assert len(kept(award)) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "thirty"}, "Write an amount in XOF"), ({"amount": "0"}, "above zero"),
        ({"file": ""}, "Take a photo"), ({"day": "2027-01-09"}, "in the future"), ({"day": "x"}, "the day"),
        ({"part": "0"}, "Select a valid choice"), ({"website": "x"}, "Leave the last field empty"),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_to_do_and_nothing_is_kept(
    award: AidAward, clock: Any, folder: Path, typed: dict[str, Any], words: str
) -> None:
    answer = send(award, clock, **typed)
    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert (kept(award), folder.exists()) == ([], False)


def test_a_receipt_is_taken_back_while_nobody_looked_at_it(award: AidAward, clock: Any) -> None:
    send(award, clock)
    (row,) = kept(award)
    back = {"do": "back", "receipt": str(row.uuid)}
    assert Client().post(page_of(award), back).status_code == 302
    assert kept(award) == []
    send(award, clock)
    (row,) = kept(award)
    check_receipt(receipt=row, agrees=True, by=COMMAND_LINE, at=AFTER)
    assert Client().post(page_of(award), back | {"receipt": str(row.uuid)}).status_code == 409
    assert len(kept(award)) == 1


def test_the_holder_says_how_the_money_reaches_them(award: AidAward) -> None:
    assert Client().post(page_of(award), {"do": "way", "way": "mobile"}).status_code == 422
    told = {"do": "way", "way": "mobile", "destination": "+228 90 11 22 33"}
    assert Client().post(page_of(award), told).status_code == 302
    award.refresh_from_db()
    assert (award.way, award.destination) == ("mobile", "+228 90 11 22 33")
    assert not Payout.objects.filter(community=award.community_id).exists()
    assert Client().post(page_of(award), {"do": "pay me"}).status_code == 409


def test_c16_nobody_without_the_link_sends_or_sees_a_receipt(award: AidAward, clock: Any) -> None:
    send(award, clock)
    (row,) = kept(award)
    other = asking(award.round, 90_000, 0.0)
    AidApplication.objects.filter(pk=other.pk, community=other.community_id).update(state="accepted")
    assert Client().get(f"/en{award_path(other)}receipts/{row.uuid}/").status_code == 404
    assert Client().get(f"{page_of(award).replace('receipts', 'x')}{row.uuid}/").status_code == 404
    bare = f"/en/me/news/{award.application.uuid.hex}/receipts/"
    assert Client().post(bare, {"do": "send"}).status_code == 404
    award.application.refresh_from_db()
    AidApplication.objects.filter(pk=award.application_id, community=award.community_id).update(
        state="offered"
    )
    assert Client().get(page_of(award)).status_code == 404
    assert len(kept(award)) == 1
