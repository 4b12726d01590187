"""From applications to offers: computed, checked, signed by two, and never more than the pots hold."""

from __future__ import annotations

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions.scenarios import (
    ScenarioRefused,
    ask_scenario,
    drop_scenario,
    sign_scenario,
    solve_scenario,
)
from teranga.domains.aid.models import AidApplication, AidAward, AwardLine, Part, RoundFund, Score, ShareRule
from teranga.domains.aid.rules_awards import Asked, needs, possible_awards
from teranga.domains.aid.solving import instance
from teranga.domains.ledger.actions.entries import NotEnough, enter
from teranga.domains.ledger.models import LedgerEntry
from teranga.domains.ledger.queries import balance
from teranga.domains.people.two_persons import NotAllowed, OwnMatter, SamePerson
from teranga.engines.allocation.kept import from_kept, to_kept
from teranga.foundation.money import Money
from tests.factories.aid import CLOSES, an_aid_round, an_application
from tests.factories.awards import (
    AFTER,
    a_funded_round,
    asking,
    decided,
    rights,
    signed,
    solved,
    state,
)
from tests.factories.communities import a_community
from tests.factories.ledger import a_fund
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db


def lines(application: AidApplication) -> list[tuple[str, str, int, int]]:
    rows = AwardLine.objects.filter(community=application.community_id, award__application=application)
    return [(row.part.kind, row.fund.slug if row.fund else "", row.minor, row.count)
            for row in rows.select_related("part", "fund").order_by("pk")]  # fmt: skip


def test_the_own_share_lies_on_all_parts_to_the_last_unit():
    asked = [Asked("ticket", 10_000), Asked("travel", 90_001), Asked("bed", 33_333)]
    net = needs(asked, 40_001)
    assert sum(net.values()) == 10_000 + 90_001 + 33_333 - 40_001
    assert all(0 <= net[one.kind] <= one.minor for one in asked)
    assert needs(asked, 999_999) == {"ticket": 0, "travel": 0, "bed": 0}


@pytest.mark.parametrize(
    ("less", "least", "ceiling", "expected"),
    [
        (False, None, None, [100]),
        (False, None, 70, [70]),
        (True, 90, 70, []),
        (True, 50, None, [100, 80, 60, 50, 60]),
        (True, None, None, [100, 80, 60, 50, 60]),
        (True, None, 40, [40, 32, 24, 20]),
    ],
)
def test_less_is_offered_only_where_less_is_fine_and_never_below_the_least(
    less: bool, least: int | None, ceiling: int | None, expected: list[int]
):
    person = AidApplication(own_share=0, less_is_fine=less, least=least)
    found = possible_awards(person, [Asked("ticket", 40), Asked("travel", 60)], ceiling)
    assert [one.total for one in found] == expected
    assert len({one.key for one in found}) == len(found)


def test_a_round_becomes_an_instance_with_pots_by_condition_and_what_is_free():
    community = a_community()
    row, (pot, grant) = a_funded_round(community, 100_000, 500_000, supply={"bed": 3})
    grant.parts, grant.groups = ["travel"], ["women"]
    grant.save(update_fields=["parts", "groups"])
    RoundFund.objects.filter(community=community, fund=grant).update(most=200_000)
    enter(fund=pot, kind=LedgerEntry.Kind.GRANTED, money=Money(30_000, "XOF"), cause="x:1", by=COMMAND_LINE,
          at=AFTER)  # fmt: skip
    Part.objects.filter(community=community, round=row, kind="travel").update(most=80_000)
    one = an_application(row, "in_review", asks={"travel": 90_000, "bed": 0}, points=0.5, groups=["women"],
                         own_share=5_000)  # fmt: skip
    an_application(row, "withdrawn")
    ShareRule.objects.create(community=community, round=row, group="each_country", percent=50, is_floor=False)
    problem = instance(row)
    assert [(pot.key, pot.size, pot.parts, set(pot.any_of)) for pot in problem.pots] == [
        (pot.slug, 70_000, None, set()), (grant.slug, 200_000, frozenset({"travel"}), {"women"}),
    ]  # fmt: skip
    (person,) = problem.applicants
    assert (person.key, person.groups) == (str(one.number), {"women", "country:TG"})
    assert [(o.key, o.amounts, o.utility) for o in person.options] == [("full", (("travel", 75_000),), 50.0)]
    assert [(rule.group, float(rule.share), rule.floor) for rule in problem.rules] == [
        ("country:TG", 0.5, False)
    ]
    assert [(one.key, one.size) for one in problem.supplies] == [("bed", 3)]
    assert from_kept(to_kept(problem)) == problem


def test_two_people_sign_and_offers_the_waiting_list_and_the_book_follow():
    row, (fund,) = a_funded_round(a_community(), 150_000)
    best, second, poor = asking(row, 90_000, 0.9), asking(row, 90_000, 0.6), asking(row, 200_000, 0.0)
    small = asking(row, 60_000, 0.5)
    scenario = solved(row)
    assert (scenario.error, scenario.result["status"], scenario.result["faults"]) == ("", "optimal", [])
    assert scenario.result["left"] == {fund.slug: 0}
    signed(scenario)
    assert [state(one) for one in (best, second, poor, small)] == [
        "offered", "waitlisted", "not_funded", "offered",
    ]  # fmt: skip
    assert lines(best) == [("travel", fund.slug, 90_000, 0)]
    assert (second.rank, best.rank) == (1, None)
    assert balance(fund).free == Money(0, "XOF")
    row.refresh_from_db()
    assert (row.state, scenario.applied_at) == ("decided", AFTER)
    assert Job.objects.filter(name="aid.tell_award").count() == 4
    assert Job.objects.filter(name="aid.expire_offer").count() == 2


def test_the_second_signature_is_of_another_person_who_neither_applied_nor_is_a_stranger():
    row, _funds = a_funded_round(a_community(), 100_000)
    applicant = asking(row, 90_000, 0.9)
    scenario, ama = solved(row), a_person("Ama")
    told = {"scenario": scenario, "by": COMMAND_LINE, "at": AFTER}
    sign_scenario(rights=rights(row.community, ama), **told)
    with pytest.raises(SamePerson):
        sign_scenario(rights=rights(row.community, ama), **told)
    with pytest.raises(OwnMatter):
        sign_scenario(rights=rights(row.community, applicant.person), **told)
    for stranger in (rights(a_community(), a_person()), rights(row.community, a_person(), "treasurer")):
        with pytest.raises(NotAllowed):
            sign_scenario(rights=stranger, **told)
    assert (state(applicant), scenario.signatures.count()) == ("in_review", 1)
    assert not AidAward.objects.filter(community=row.community).exists()


def test_a_fund_that_holds_less_by_now_refuses_the_whole():
    row, (fund,) = a_funded_round(a_community(), 100_000)
    asking(row, 90_000, 0.9)
    scenario = solved(row)
    enter(fund=fund, kind=LedgerEntry.Kind.GRANTED, money=Money(50_000, "XOF"), cause="x:1", by=COMMAND_LINE,
          at=AFTER)  # fmt: skip
    with pytest.raises(ScenarioRefused, match="stale"):
        signed(scenario)
    fund.refresh_from_db()
    result = {**scenario.result}
    from teranga.domains.aid.actions.offers import send_offers

    with pytest.raises(NotEnough):
        send_offers(round=row, result=result, by=COMMAND_LINE, at=AFTER)


@pytest.mark.parametrize("why", ["open", "unfinished", "infeasible", "faults", "stale", "decided"])
def test_what_cannot_be_signed_is_refused_with_the_reason_and_nothing_changes(why: str):
    row, _funds = a_funded_round(a_community(), 100_000)
    one, at = asking(row, 90_000, 0.9), AFTER
    scenario = solved(row)
    if why == "open":
        at = CLOSES.replace(hour=0)
    elif why == "unfinished":
        scenario = ask_scenario(round=row, name="x", by=COMMAND_LINE, at=AFTER)
    elif why == "infeasible":
        ShareRule.objects.create(community=row.community, round=row, group="women", percent=100, of="group")
        asking(row, 900_000, 0.1, groups=["women"])
        scenario = solved(row)
    elif why == "faults":
        scenario.result["faults"] = ["overrun"]
        scenario.save(update_fields=["result"])
    elif why == "stale":
        one.points = 0.1
        one.save(update_fields=["points"])
    else:
        signed(solved(row, name="other"))
    told = {"scenario": scenario, "rights": rights(row.community, a_person()), "by": COMMAND_LINE, "at": at}
    with pytest.raises(ScenarioRefused, match=why):
        sign_scenario(**told)
    assert (state(one), scenario.signatures.count()) == ("offered" if why == "decided" else "in_review", 0)


def test_without_a_grant_and_with_somebody_settled_by_hand_another_scenario_stands_beside_the_first():
    row, (pot, grant) = a_funded_round(a_community(), 90_000, 90_000)
    asking(row, 90_000, 0.9), asking(row, 90_000, 0.8)
    assert sorted(solved(row).result["awards"]) == ["1", "2"]
    assert sorted(solved(row, without=[grant.slug]).result["awards"]) == ["1"]
    pinned = solved(row, without=[pot.slug], pins={"1": ""})
    assert sorted(pinned.result["awards"]) == ["2"]
    assert pinned.result["reasons"]["1"]["why"] == "settled"
    drop_scenario(scenario=pinned, by=COMMAND_LINE, at=AFTER)
    with pytest.raises(ScenarioRefused, match="decided"):
        drop_scenario(scenario=decided(row), by=COMMAND_LINE, at=AFTER)


def test_equal_shares_gives_every_scorer_an_equal_part_and_is_checked_as_well():
    row, _funds = a_funded_round(a_community(), 120_000)
    three = [asking(row, 60_000, points) for points in (0.9, 0.8, 0.5)]
    criterion = row.criteria.first()
    for number, favourites in ((1, three[:2]), (2, three[2:])):
        person = a_person(f"Scorer {number}")
        for one in favourites:
            Score.objects.create(community=row.community, application=one, person=person,
                                 criterion=criterion, points=5, at=AFTER)  # fmt: skip
    most, equal = solved(row), solved(row, rule="equal_shares")
    assert sorted(most.result["awards"]) == ["1", "2"]
    assert sorted(equal.result["awards"]) == ["1", "3"]
    assert equal.result["faults"] == []


def test_what_more_money_would_do_is_solved_again():
    row, (fund,) = a_funded_round(a_community(), 100_000)
    asking(row, 90_000, 0.9), asking(row, 60_000, 0.3)
    told = solved(row).result
    assert told["more"] == {fund.slug: {"more": 60_000, "changes": [["2", "", "full"]]}}
    assert told["queue"] == ["2"]


def test_equals_are_told_apart_by_the_draw_whose_seed_was_promised():
    row, _funds = a_funded_round(a_community(), 60_000)
    for _ in range(3):
        asking(row, 60_000, 0.5)
    told = solved(row).result
    order = told["draws"][0]["order"]
    assert (list(told["awards"]), told["draws"][0]["awarded"]) == ([order[0]], 1)
    assert told["queue"] == order[1:]


def test_whole_things_are_given_until_there_are_none():
    row, _funds = a_funded_round(a_community(), 0, supply={"bed": 1})
    first, second = (an_application(row, "in_review", asks={}, points=points) for points in (0.9, 0.8))
    for one in (first, second):
        part = Part.objects.get(community=row.community, round=row, kind="bed")
        one.parts.create(community=row.community, part=part, count=3)
    decided(row)
    assert (state(first), lines(first), state(second)) == ("offered", [("bed", "", 0, 1)], "waitlisted")


def test_the_job_computes_in_a_process_of_its_own():
    row, _funds = a_funded_round(a_community(), 100_000)
    asking(row, 90_000, 0.9)
    scenario = ask_scenario(round=row, name="x", by=COMMAND_LINE, at=AFTER)
    solve_scenario(scenario=scenario, at=AFTER)
    assert (scenario.error, list(scenario.result["awards"])) == ("", ["1"])


def test_a_round_without_funds_or_applications_computes_to_nothing():
    row = an_aid_round(a_community())
    assert solved(row).result["awards"] == {}
    assert a_fund(row.community).slug
