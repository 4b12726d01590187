"""The forecast: tiny cases worked out by hand, and properties through the independent check."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from teranga.engines.turnout import advice, growth
from teranga.engines.turnout.check import check
from teranga.engines.turnout.explain import Reason, explain
from teranga.engines.turnout.problem import (
    Advice,
    Coming,
    Costs,
    Counted,
    Fan,
    Group,
    Past,
    Point,
    Problem,
    Unclear,
)
from teranga.engines.turnout.solve import narrowest, solve

from .problems import problems


def evening(going: int, arrived: int, channel: str = "page", kind: str = "meetup", walk_ins: int = 0) -> Past:
    return Past(kind, "in person", (Counted(channel, "free", False, going, arrived),), walk_ins)


def next_one(going: int, channel: str = "page", **more: object) -> Coming:
    fields = {"days_left": 0.0, **more}
    return Coming("meetup", "in person", (Group(channel, "free", False, going),), **fields)  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems)
def test_every_answer_passes_the_independent_check(problem: Problem) -> None:
    answer = solve(problem)
    assert check(problem, answer) == []
    assert solve(problem) == answer
    explanation = explain(problem, answer)
    assert sum(reason.going for reason in explanation.reasons) == problem.coming.going
    assert explanation.weakest in ("past", "time", "luck")


def test_a_long_even_past_gives_its_own_rate() -> None:
    past = tuple(evening(50, 35) for _ in range(40))
    answer = solve(Problem(next_one(100), past))
    assert round(answer.rates[0].rate, 2) == 0.7
    assert answer.low < 70 < answer.high
    assert answer.going_at_start == 100


def test_without_a_past_the_range_is_wide_and_says_why() -> None:
    problem = Problem(next_one(100))
    answer = solve(problem)
    informed = solve(replace(problem, past=tuple(evening(50, 30) for _ in range(30))))
    assert answer.high - answer.low > 1.5 * (informed.high - informed.low)
    assert explain(problem, answer).weakest == "past"
    assert explain(problem, answer).all_rate is None


def test_a_rare_channel_leans_on_its_neighbours_and_a_frequent_one_speaks_for_itself() -> None:
    past = tuple(evening(60, 36) for _ in range(20))
    once = solve(Problem(next_one(100, "partner"), (*past, evening(5, 5, "partner"))))
    often = solve(
        Problem(next_one(100, "partner"), (*past, *(evening(60, 57, "partner") for _ in range(10))))
    )
    assert 0.6 < once.rates[0].rate < 0.8
    assert 0.92 < often.rates[0].rate < 0.97


def test_guests_and_prices_have_rates_of_their_own() -> None:
    groups = (Counted("page", "free", False, 40, 20), Counted("page", "paid", False, 40, 38),
              Counted("page", "free", True, 40, 12))  # fmt: skip
    past = tuple(Past("meetup", "in person", groups) for _ in range(12))
    asked = tuple(Group(group.channel, group.price, group.guest, 30) for group in groups)
    rates = [rate.rate for rate in solve(Problem(Coming("meetup", "in person", asked, 0.0), past)).rates]
    assert rates == pytest.approx([0.5, 0.95, 0.3], abs=0.03)


def test_places_still_to_come_follow_how_earlier_events_grew_and_stop_at_the_quota() -> None:
    curve = (Point(14, 20), Point(7, 30), Point(0, 60))
    past = tuple(replace(evening(60, 42), curve=curve) for _ in range(30))
    open_ended = solve(Problem(next_one(30, days_left=7.0), past))
    assert open_ended.going_at_start == pytest.approx(60, rel=0.05)
    limited = solve(Problem(next_one(30, days_left=7.0, quota=40), past))
    assert limited.going_at_start < 40.01
    assert limited.fan[0] == Fan(7.0, 30.0, 30.0, 30.0)
    assert limited.fan[-1].high == 40.0


def test_events_that_their_quota_stopped_do_not_teach_growth() -> None:
    stopped = replace(evening(30, 20), curve=(Point(7, 30), Point(0, 30)), full=True)
    assert growth.learn([stopped] * 9, "meetup", 7.0) == growth.learn([], "meetup", 7.0)


def test_walk_ins_are_foreseen_where_they_happened() -> None:
    past = tuple(evening(50, 30, walk_ins=10) for _ in range(30))
    assert solve(Problem(next_one(50), past)).walk_ins == pytest.approx(10, abs=1)


def test_the_number_at_a_time_is_the_last_one_known() -> None:
    curve = (Point(10, 4), Point(5, 9), Point(0, 12))
    assert [growth.at(curve, days) for days in (11, 10, 6, 5, 0.5, 0)] == [0, 4, 4, 9, 9, 12]


def test_the_narrowest_range_is_the_shortest_run_that_holds_the_mass() -> None:
    assert narrowest(np.array([0.1, 0.3, 0.4, 0.15, 0.05]), 0.8) == (1, 3)
    assert narrowest(np.array([0.0, 0.0, 1.0]), 0.8) == (2, 2)
    assert narrowest(np.array([0.5, 0.5]), 0.5) == (0, 0)


def test_what_is_bought_follows_from_what_a_mistake_costs() -> None:
    chances = [0.25, 0.25, 0.25, 0.25]
    problem = Problem(next_one(3), costs=Costs(9, 1, 1, 1), risk=0.3)
    assert advice.advise(problem, chances, [(0.5, 0.0)]) == Advice(room=2, chairs=3, meals=1)


def test_the_quota_by_hand_two_seats_and_a_fair_coin() -> None:
    coin = [(0.5, 0.0)]
    assert advice.chance_of_overflow(coin, 3, 2) == pytest.approx(1 / 8)
    assert advice.chance_of_overflow(coin, 4, 2) == pytest.approx(5 / 16)
    assert advice.largest_quota(coin, 2, 0.05) == 2
    assert advice.largest_quota(coin, 2, 0.125 + 1e-9) == 3
    assert advice.largest_quota([(1.0, 0.0)], 40, 0.05) == 40
    assert advice.largest_quota(coin, 0, 0.05) == 0


def test_walk_ins_take_seats_from_the_quota() -> None:
    assert advice.largest_quota([(1.0, 0.1)], 44, 0.05) == 40


def test_the_check_finds_an_answer_that_was_tampered_with() -> None:
    problem = Problem(next_one(40, capacity=30), tuple(evening(40, 28) for _ in range(9)))
    answer = solve(problem)
    assert check(problem, answer) == []
    assert answer.advice.quota is not None
    bad = {
        "the range holds less than it should": replace(answer, low=answer.low + 3),
        "a narrower range would hold as much": replace(answer, high=answer.high + 3),
        "the expected number is not the mean of the chances": replace(answer, expected=answer.expected + 1),
        "another number of chairs would cost less": replace(answer, advice=replace(answer.advice, chairs=12)),
        "the room is too small for the risk": replace(answer, advice=replace(answer.advice, room=25)),
        "the quota risks more than accepted": replace(
            answer, advice=replace(answer.advice, quota=answer.advice.quota + 4, quota_risk=0.3)
        ),
        "a quota without a capacity": answer,
    }
    for words, wrong in bad.items():
        asked = (
            replace(problem, coming=replace(problem.coming, capacity=None)) if wrong is answer else problem
        )
        assert words in check(asked, wrong)


def test_a_group_is_explained_by_its_own_past() -> None:
    problem = Problem(next_one(20), (evening(10, 4), evening(30, 20), evening(9, 9, kind="workshop")))
    explanation = explain(problem, answer := solve(problem))
    rate = answer.rates[0].rate
    assert explanation.reasons == (Reason("page", "free", False, 20, rate, 0.6, 40, 2),)
    assert (explanation.kind_events, explanation.past_events) == (2, 3)
    assert explanation.all_rate == pytest.approx(33 / 49)


@pytest.mark.parametrize("wrong", [
    {"coming": next_one(-1)}, {"coming": next_one(1, days_left=-1.0)}, {"coming": next_one(1, quota=-1)},
    {"coming": next_one(1, capacity=-1)}, {"coming": next_one(1), "mass": 1.0},
    {"coming": next_one(1), "risk": 0.0},
    {"coming": next_one(1), "past": (evening(3, 4),)},
    {"coming": next_one(1), "past": (evening(3, 1, walk_ins=-1),)},
    {"coming": next_one(1), "costs": Costs(chair_spare=0)},
])  # fmt: skip
def test_a_problem_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Unclear):
        Problem(**wrong)  # type: ignore[arg-type]
