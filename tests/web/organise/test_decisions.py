from __future__ import annotations

import pytest
from django.test import Client

from teranga.domains.activity.models import Decision
from teranga.domains.communities.models import Community
from tests.factories.communities import a_community
from tests.factories.decisions import a_decision, a_draft
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/decisions/"
TYPED = {"question_en": "Which hall?", "options_en": "Hall A\nHall B", "cost": "15 000", "currency": "xof"}


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def test_a_decision_goes_from_draft_to_the_public_page_and_is_amended(
    organiser: Client, lome: Community
) -> None:
    form = hidden_of(organiser.get(f"{DESK}add/"))
    for _ in range(2):  # a tap too many
        assert organiser.post(f"{DESK}add/", {**form, **TYPED}).status_code == 302
    row = Decision.objects.get(community_id=lome.pk)
    assert (row.state, row.cost_minor, row.options) == ("draft", 15_000, [{"en": "Hall A"}, {"en": "Hall B"}])
    one = f"{DESK}{row.pk}/"
    assert send(organiser, f"{one}change/", **TYPED, answer_en="Hall A").status_code == 302
    board = {"decided_by": "Board", "decided_on": "2026-03-01", "audience": "public"}
    assert send(organiser, f"{one}decide/", **board).status_code == 302
    amended = {**TYPED, **board, "answer_en": "Hall B", "why_en": "A was taken."}
    assert send(organiser, f"{one}change/", **amended).status_code == 302
    told = text_of(Client().get("/en/lome/decisions/1/"))
    assert "A was taken." in told
    assert "Hall B" in text_of(organiser.get(one))
    verbs = ("draft", "change", "decide", "amend")
    assert [len(audited(f"decision.{verb}")) for verb in verbs] == [1, 1, 1, 1]


def test_a_decision_of_the_team_is_made_public_and_withdrawn(organiser: Client, lome: Community) -> None:
    row = a_decision(lome, is_public=False)
    assert Client().get("/en/lome/decisions/1/").status_code == 404
    assert send(organiser, f"{DESK}{row.pk}/publish/").status_code == 302
    assert Client().get("/en/lome/decisions/1/").status_code == 200
    assert send(organiser, f"{DESK}{row.pk}/withdraw/").status_code == 422
    assert send(organiser, f"{DESK}{row.pk}/withdraw/", why_en="Over.").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.number) == ("withdrawn", 1)


@pytest.mark.parametrize(
    "typed", [{"cost": "1.500"}, {"currency": ""}, {"currency": "FRA"}, {"question_en": ""}]
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    organiser: Client, lome: Community, typed: dict[str, str]
) -> None:
    assert send(organiser, f"{DESK}add/", **{**TYPED, **typed}).status_code == 422
    assert Decision.objects.filter(community_id=lome.pk).count() == 0


def test_a_draft_can_be_thrown_away_and_a_decision_cannot(organiser: Client, lome: Community) -> None:
    draft, decided = a_draft(lome), a_decision(lome)
    assert organiser.post(f"{DESK}{draft.pk}/discard/").status_code == 302
    assert organiser.post(f"{DESK}{decided.pk}/discard/").status_code == 409
    assert list(Decision.objects.filter(community_id=lome.pk)) == [decided]


def test_who_only_looks_changes_nothing(lome: Community) -> None:
    row, reader = a_draft(lome), at_the_desk("read_only", community=lome)
    assert reader.get(f"{DESK}{row.pk}/").status_code == 200
    moves = ("change/", "decide/", "publish/", "withdraw/", "discard/")
    assert [reader.post(f"{DESK}{row.pk}/{move}").status_code for move in moves] == [404] * 5
    assert at_the_desk("translator", community=lome).get(DESK).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(lome: Community, organiser: Client) -> None:
    a_decision(lome)
    with_one = queries_of(organiser, DESK)
    a_decision(lome)
    a_decision(lome)
    assert queries_of(organiser, DESK) == with_one


def test_how_we_decide_is_written_by_organisers(organiser: Client) -> None:
    assert send(organiser, f"{DESK}way/", text_en="We ask.").status_code == 302
    assert send(organiser, f"{DESK}way/", text_en="We ask first.").status_code == 302
    assert "We ask first." in text_of(Client().get("/en/lome/decisions/how/"))
