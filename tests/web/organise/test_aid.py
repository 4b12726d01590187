"""The aid desk: who gets in, a round from draft to published, scoring without names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions.proofs import add_proof
from teranga.domains.aid.models import AidRound, Remark, Score, Scorer
from teranga.domains.communities.models import Community
from teranga.domains.people.models import CustomRole
from tests.factories.aid import OPEN, a_photo, an_aid_round, an_application
from tests.factories.communities import MADE, a_community
from tests.factories.ledger import a_fund
from tests.factories.members import a_member
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.organise.desk import at_the_desk, audited, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/aid/"
ROUND = {
    "name_en": "To Accra", "elsewhere": "PyCon Ghana", "opens_at": "2026-10-01T08:00", "rules_en": "By need",
    "closes_at": "2026-12-01T22:00", "currency": "xof", "adult_age": "18", "offer_hours": "48",
    "proofs_kept_days": "30", "ceiling": "200 000", "past": "2025 | 40 | 5 | 900000 | XOF",
    "without_names": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def place() -> Community:
    return a_community("lome")


def a_scorer_of(row: AidRound) -> Client:
    browser = at_the_desk("aid_committee", community=row.community)
    person = browser.person  # type: ignore[attr-defined]
    Scorer.objects.create(community=row.community, round=row, person=person, added_at=OPEN)
    return browser


def a_role(place: Community, allowed: dict[str, list[str]]) -> CustomRole:
    return CustomRole.objects.create(
        community_id=place.pk, key="ours", name={"en": "Ours"}, allowed=allowed, created_at=MADE
    )


def points(row: AidRound, *given: int) -> dict[str, int]:
    lines = row.criteria.order_by("position")
    return {f"line-{line.pk}": number for line, number in zip(lines, given, strict=True)}


def test_c13_f14_only_a_role_in_the_aid_committee_opens_the_desk(place: Community) -> None:
    row = an_aid_round(place)
    an_application(row)
    own = a_role(place, {"events": ["view", "edit", "decide"]})
    person = a_person()
    a_grant(person, own.key, community=place, custom_role=own)
    paths = [DESK, f"{DESK}{row.pk}/", f"{DESK}{row.pk}/applications/", f"{DESK}{row.pk}/applications/1/"]
    for browser, expected in (
        (signed_in(person), [404] * 4),
        (at_the_desk("programme_chair", community=place), [404] * 4),
        (at_the_desk("read_only", community=place), [200, 200, 404, 404]),
        (at_the_desk("aid_committee", community=place), [200] * 4),
    ):  # fmt: skip
        assert [browser.get(path).status_code for path in paths] == expected


def test_a_round_is_written_completed_and_published(place: Community) -> None:
    fund, browser = a_fund(place), at_the_desk(community=place)
    home = send(browser, DESK + "add/", **ROUND)["Location"]
    row = AidRound.objects.get(community=place)
    assert (row.currency, row.ceiling, row.past[0]["awarded"], row.past[0]["money"]) == (
        "XOF", 200_000, 5, 900_000,
    )  # fmt: skip
    refused = browser.post(home + "move/", {"move": "publish"})
    assert (refused.status_code, "Still missing: what may be asked for, a rubric." in text_of(refused)) == (
        409, True,
    )  # fmt: skip
    send(browser, home + "parts/add/", kind="travel", most="100 000")
    send(browser, home + "rubric/add/", name_en="Need", weight="2", most="5")
    send(browser, home + "shares/add/", is_floor="yes", percent="40", of="awards", group="country:bj")
    send(browser, home + "funds/add/", fund=str(fund.pk), most="")
    browser.post(home + "move/", {"move": "publish"})
    row.refresh_from_db()
    assert (row.state, row.parts.get().most, row.share_rules.get().group, row.funds.get().fund) == (
        "published", 100_000, "country:BJ", fund,
    )  # fmt: skip
    page = text_of(Client().get(f"/en/lome/aid/{row.slug}/"))
    assert "Benin: at least 40 % of the awards" in page
    assert "5 of 40 got aid" in page
    assert row.draw_digest in page


def test_who_scores_needs_the_role_and_is_a_member(place: Community) -> None:
    row, browser = an_aid_round(place), at_the_desk(community=place)
    member = a_member(place, "Kofi Mensah")
    path = f"{DESK}{row.pk}/scorers/add/"
    assert "needs a role in the aid committee" in text_of(send(browser, path, member="Kofi Mensah"))
    a_grant(member.person, "aid_committee", community=place)
    send(browser, path, member="Kofi Mensah")
    assert [one.person for one in Scorer.objects.filter(community=place)] == [member.person]


def test_a_scorer_goes_from_one_number_to_the_next(place: Community) -> None:
    row = an_aid_round(place)
    an_application(row)
    browser, home = a_scorer_of(row), f"{DESK}{row.pk}/"
    sheet = browser.get(home + "scoring/")["Location"]
    assert sheet == home + "scoring/1/"
    assert browser.post(sheet, points(row, 9, 1)).status_code == 422
    assert not Score.objects.filter(community=place).exists()
    assert browser.post(sheet, points(row, 4, 2))["Location"] == home + "scoring/"
    assert "You have scored all 1 that you can see." in text_of(browser.get(home + "scoring/"))
    browser.post(sheet + "remark/", {"text": "Strong"})
    assert "Strong" in text_of(browser.get(sheet))
    assert Remark.objects.filter(community=place).count() == 1
    assert at_the_desk("aid_committee", community=place).get(sheet).status_code == 404


def test_keeping_out_closes_the_sheet_for_good(place: Community) -> None:
    row = an_aid_round(place)
    an_application(row)
    browser, sheet = a_scorer_of(row), f"{DESK}{row.pk}/scoring/1/"
    assert browser.post(sheet + "recuse/", {"reason": "My cousin"}).status_code == 302
    assert [browser.get(path).status_code for path in (sheet, f"{DESK}{row.pk}/applications/1/")] == [404] * 2
    assert browser.post(sheet, points(row, 1, 1)).status_code == 404


def test_f02_f13_no_page_file_or_list_of_a_scorer_tells_a_name(
    place: Community, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = an_aid_round(place)
    person = a_person("Ablavi Nukunu", "ablavi@example.org")
    told = an_application(row, person=person, city="Sokodé", motivation="I, Ablavi, live in Sokodé.")
    sent = a_photo("ablavi.jpg")
    proof = add_proof(application=told, part=None, sent=sent, name="ablavi.jpg", by=COMMAND_LINE, at=OPEN)
    browser, home = a_scorer_of(row), f"{DESK}{row.pk}/"
    own = a_role(place, {"aid": ["export"]})
    a_grant(browser.person, own.key, community=place, custom_role=own)  # type: ignore[attr-defined]
    pages = [browser.get(home + path) for path in ("", "scoring/1/", "applications/", "applications/1/")]
    export = b"".join(browser.get(home + "applications.csv").streaming_content).decode()
    everything = " ".join([*(page.content.decode() for page in pages), export]).lower()
    assert [one for one in ("ablavi", "nukunu", "sokod", str(told.uuid)) if one in everything] == []
    assert browser.get(f"{home}applications/1/proofs/{proof.uuid}/").status_code == 404
    assert browser.post(home + "applications/1/guardian/").status_code == 404
    decider = at_the_desk("aid_committee", community=place)
    assert "Ablavi Nukunu" in text_of(decider.get(home + "applications/"))
    assert decider.get(f"{home}applications/1/proofs/{proof.uuid}/").content[:3] == b"\xff\xd8\xff"
    assert audited("aid_round.export") == [{"rows": 1}]


def test_b04_b05_a_list_is_taken_away_only_with_the_right_to_and_with_no_formula_in_it(
    place: Community,
) -> None:
    row = an_aid_round(place)
    an_application(row, city="=1+1")
    assert at_the_desk(community=place).get(f"{DESK}{row.pk}/applications.csv").status_code == 404
    own = a_role(place, {"aid": ["export"]})
    person = a_person()
    a_grant(person, own.key, community=place, custom_role=own)
    answer = signed_in(person).get(f"{DESK}{row.pk}/applications.csv")
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


def test_a_yes_of_a_guardian_by_voice_is_noted_by_name(place: Community) -> None:
    row = an_aid_round(place)
    young = an_application(row, is_minor=True, guardian="Ama", guardian_contact="ama@example.org")
    browser = at_the_desk("aid_committee", community=place)
    assert "It waits for the yes of Ama" in text_of(browser.get(f"{DESK}{row.pk}/applications/1/"))
    browser.post(f"{DESK}{row.pk}/applications/1/guardian/")
    young.refresh_from_db()
    assert young.guardian_said_yes_at == OPEN


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_as_often_for_one_row_as_for_three(place: Community, rows: int) -> None:
    row = an_aid_round(place)
    for _ in range(rows):
        an_application(row)
    browser = at_the_desk("aid_committee", community=place)
    for _ in range(rows - 1):
        an_aid_round(place)
    found = [queries_of(browser, DESK), queries_of(browser, f"{DESK}{row.pk}/applications/")]
    assert found == LISTS


LISTS = [6, 21]
