"""The committee's report of a round, and the round as a file: for whom, with what, and noted."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.answers import accept_offer, decline_offer
from teranga.domains.aid.models import AidApplication, AidRound
from teranga.domains.communities.models import Community
from teranga.domains.people.models import CustomRole
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_grant, a_person
from tests.web.organise.desk import at_the_desk, audited, queries_of, text_of

pytestmark = pytest.mark.django_db
BY = Actor("member")


@pytest.fixture(autouse=True)
def _after_the_window() -> Iterator[None]:
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


def a_round(lome: Community) -> tuple[AidRound, list[AidApplication]]:
    """Two were awarded; the first declined, so that the one who waited came up."""
    row, _funds = a_funded_round(lome, 150_000)
    asked = [
        asking(row, 90_000, 0.9, person=a_person("=Afi Mensah"), groups=["women"]),
        asking(row, 60_000, 0.8, person=a_person("Koffi Doe")),
        asking(row, 80_000, 0.3, person=a_person("Ama Lawson"), groups=["women"]),
    ]
    decided(row)
    decline_offer(award=award_of(asked[0]), by=BY, at=AFTER)
    accept_offer(award=award_of(asked[1]), by=BY, at=AFTER)
    return row, asked


def who_exports(lome: Community, *more: str) -> Client:
    """Somebody with the right to take personal data of aid away, and these verbs."""
    role = CustomRole.objects.create(
        community_id=lome.pk, key="-".join(("takes", *more)), name={"en": "Takes"},
        allowed={"aid": ["export", *more]}, created_at=MADE,
    )  # fmt: skip
    browser = at_the_desk("read_only", community=lome)
    a_grant(browser.person, role.key, community=lome, custom_role=role)  # type: ignore[attr-defined]
    return browser


def desk_of(row: AidRound) -> str:
    return f"/en/organise/lome/aid/{row.pk}/report"


def content_of(browser: Client, path: str) -> bytes:
    answer: Any = browser.get(path)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_report_tells_who_got_what_how_it_was_decided_and_what_came_of_it(lome: Community) -> None:
    row, _asked = a_round(lome)
    page = text_of(at_the_desk("aid_committee", community=lome).get(desk_of(row) + "/"))
    for words in (
        "3 applications · 1 came from the waiting list", "offer declined 1", "offer accepted 1",
        "Awarded F CFA 140,000", "Travel 2 F CFA 140,000", "Pot 0 F CFA 140,000 F CFA 0",
        "Women Applied", "fewest points with an award: 80", "most points without: 30", "Ama, ", "Kossi, ",
        row.draw_seed, row.draw_digest, "Nothing had to be drawn.",
    ):  # fmt: skip
        assert words.replace("Women Applied", "Women 2 2 F CFA 80,000") in page, words


def test_c13_the_report_is_for_who_decides_and_only_once_it_is_decided(lome: Community) -> None:
    row, _asked = a_round(lome)
    early, _funds = a_funded_round(lome, 100_000)
    committee = at_the_desk("aid_committee", community=lome)
    assert at_the_desk("read_only", community=lome).get(desk_of(row) + "/").status_code == 404
    assert committee.get(desk_of(early) + "/").status_code == 404
    assert [committee.get(f"{desk_of(row)}.{kind}").status_code for kind in ("csv", "json", "xlsx")] == [
        404
    ] * 3
    assert audited("aid_round.export") == []


def test_b04_b05_the_round_is_taken_away_as_csv_json_and_workbook_without_a_formula(lome: Community) -> None:
    row, _asked = a_round(lome)
    browser = who_exports(lome, "view", "decide")
    table = content_of(browser, desk_of(row) + ".csv").decode("utf-8-sig").splitlines()
    assert table[1].startswith('"1","\'=Afi Mensah","TG","offer declined","0.9","90000","0","0"')
    plain = json.loads(content_of(browser, desk_of(row) + ".json"))
    assert [(one["number"], one.get("granted")) for one in plain["applications"]] == [
        (1, 0), (2, 60_000), (3, 80_000),
    ]  # fmt: skip
    assert (plain["promoted"], plain["round"]["seed"], plain["groups"][-1]["group"]) == (
        1, row.draw_seed, "country:TG",
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content_of(browser, desk_of(row) + ".xlsx"))) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")
    assert ("=Afi Mensah" in words, "Koffi Doe" in words) == (True, True)
    assert audited("aid_round.export") == [{"rows": 3}] * 3
    assert browser.get(desk_of(row) + ".exe").status_code == 404


def test_f14_a_table_names_nobody_for_who_does_not_decide_and_never_oneself(lome: Community) -> None:
    row, asked = a_round(lome)
    table = content_of(who_exports(lome, "view"), desk_of(row) + ".csv").decode()
    assert [name for name in ("Afi", "Koffi", "Ama Lawson") if name in table] == []
    own = who_exports(lome, "view", "decide")
    asked[1].person = own.person  # type: ignore[attr-defined]
    asked[1].save()
    plain = json.loads(content_of(own, desk_of(row) + ".json"))
    assert [one["number"] for one in plain["applications"]] == [1, 3]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_asks_as_often_for_one_award_as_for_three(lome: Community, rows: int) -> None:
    row, _funds = a_funded_round(lome, 300_000)
    for _ in range(rows):
        asking(row, 90_000, 0.9)
    decided(row)
    assert queries_of(at_the_desk("aid_committee", community=lome), desk_of(row) + "/") == 15


def test_a_round_ends_at_the_desk_once_nothing_is_open(lome: Community) -> None:
    row, _funds = a_funded_round(lome, 90_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    browser, path = at_the_desk(community=lome), f"/en/organise/lome/aid/{row.pk}/"
    refused = browser.post(path + "move/", {"move": "end"})
    row.refresh_from_db()
    told = "Awards that are not settled: 1 × an offer waits."
    assert (refused.status_code, told in text_of(refused), row.state) == (409, True, "decided")
    assert "This round is over." in text_of(Client().get(f"/en/lome/aid/{row.slug}/"))
    decline_offer(award=award_of(one), by=BY, at=AFTER)
    assert browser.post(path + "move/", {"move": "end"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, "End the round" in text_of(browser.get(path))) == ("ended", False)
    page = text_of(Client().get(f"/en/lome/aid/{row.slug}/"))
    assert "This round has ended: every award is settled." in page
    assert [entry["state"] for entry in audited("aid_round.end")] == [["decided", "ended"]]
