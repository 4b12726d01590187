"""Small rounds of aid, solved by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from teranga.engines.allocation.check import check
from teranga.engines.allocation.explain import Why, explain, with_more, without_pot
from teranga.engines.allocation.plain import from_plain, to_plain
from teranga.engines.allocation.problem import (
    Answer,
    Applicant,
    Award,
    Of,
    Option,
    Pot,
    Problem,
    Rule,
    Supply,
    Unclear,
)
from teranga.engines.allocation.solve import solve
from teranga.engines.status import Status
from teranga.foundation.draw import drawn_order

HALF = Fraction(1, 2)


def somebody(key: str, amount: int, utility: float, *groups: str, **more: object) -> Applicant:
    option = Option("full", (("travel", amount),), utility)
    return Applicant(key, (option,), (("travel", amount),), frozenset(groups), **more)  # type: ignore[arg-type]


def given_in(problem: Problem, **more: object) -> dict[str, Award]:
    """The awards of a proven, faultless answer."""
    answer = solve(problem, **more)  # type: ignore[arg-type]
    assert (answer.status, check(problem, answer)) == (Status.OPTIMAL, [])
    return answer.by_applicant()


def test_the_best_use_of_a_pot_is_found_where_the_highest_score_first_would_miss_it():
    problem = Problem((somebody("a", 60, 6), somebody("b", 50, 5), somebody("c", 50, 5)), (Pot("all", 100),))
    assert sorted(given_in(problem)) == ["b", "c"]


def test_an_earmarked_pot_pays_only_whom_and_what_it_is_for():
    both = Option("both", (("travel", 40), ("bed", 20)), 5)
    students = Applicant("s", (both,), (), frozenset({"student"}))
    other = Applicant("o", (both,), ())
    pots = (Pot("student travel", 100, frozenset({"travel"}), any_of=frozenset({"student"})), Pot("beds", 40))
    awards = given_in(Problem((students, other), pots))
    assert awards == {"s": Award("s", "both", (("travel", "student travel", 40), ("bed", "beds", 20)))}


def test_a_narrow_pot_is_used_before_the_one_that_could_pay_anybody():
    pots = (Pot("general", 100), Pot("women", 60, any_of=frozenset({"woman"})))
    awards = given_in(Problem((somebody("w", 50, 1, "woman"), somebody("m", 10, 1)), pots))
    assert awards["w"].payments == (("travel", "women", 50),)


def test_a_part_may_be_paid_from_two_pots_to_the_last_unit():
    pots = (Pot("one", 33), Pot("two", 34))
    award = given_in(Problem((somebody("a", 67, 1),), pots))["a"]
    assert sorted(award.payments) == [("travel", "one", 33), ("travel", "two", 34)]


def test_nobody_is_given_more_than_the_need_or_the_ceiling():
    options = (Option("much", (("travel", 90),), 9), Option("some", (("travel", 50),), 2))
    needs_less = Applicant("n", options, (("travel", 60),))
    ceiling = Applicant("c", options, (("travel", 90),), ceiling=60)
    assert {a.option for a in given_in(Problem((needs_less, ceiling), (Pot("all", 500),))).values()} == {
        "some"
    }


def test_a_floor_for_a_group_costs_others_their_place():
    people = (*(somebody(f"m{n}", 10, 5) for n in range(3)), somebody("w", 10, 1, "woman"))
    rule = Rule("half women", "woman", HALF, floor=True)
    awards = given_in(Problem(people, (Pot("all", 40),), (rule,)))
    assert (len(awards), "w" in awards) == (2, True)


def test_a_ceiling_on_money_counts_money_and_not_heads():
    people = (somebody("far", 90, 9, "abroad"), somebody("near", 20, 1), somebody("here", 90, 2))
    rule = Rule("at most half abroad", "abroad", HALF, floor=False, of=Of.MONEY)
    awards = given_in(Problem(people, (Pot("all", 200),), (rule,)))
    assert sorted(awards) == ["far", "here", "near"]
    poorer = Problem(people[:2], (Pot("all", 200),), (rule,))
    assert sorted(given_in(poorer)) == ["near"]


def test_beds_are_whole_and_are_not_given_twice():
    options = (Option("bed", (("visa", 1),), 3, (("bed", 1),)), Option("visa", (("visa", 1),), 1))
    people = tuple(Applicant(str(n), options) for n in range(3))
    awards = given_in(Problem(people, (Pot("all", 10),), supplies=(Supply("bed", 2),)), seed="spring")
    assert sorted(award.option for award in awards.values()) == ["bed", "bed", "visa"]


def test_equals_are_told_apart_by_the_published_draw_and_not_by_their_order():
    people = tuple(somebody(name, 10, 1) for name in ("ama", "binta", "coffi", "dede"))
    problem = Problem(people, (Pot("all", 20),))
    answer = solve(problem, seed="1926")
    order = drawn_order("1926", [person.key for person in people])
    assert sorted(answer.by_applicant()) == sorted(order[:2])
    assert answer.draws[0].order == tuple(order)
    assert solve(replace(problem, applicants=people[::-1]), seed="1926").by_applicant().keys() == {*order[:2]}
    swapped = tuple(replace(award, applicant=order[2]) if award.applicant == order[0] else award
                    for award in answer.awards)  # fmt: skip
    assert check(problem, replace(answer, awards=swapped)) == [f"draw: {', '.join(order)}"]


def test_what_was_settled_by_hand_stays():
    people = (somebody("a", 50, 1, pinned="full"), somebody("b", 50, 9), somebody("c", 50, 8, pinned=""))
    assert sorted(given_in(Problem(people, (Pot("all", 100),)))) == ["a", "b"]


def test_rules_that_cannot_hold_together_are_named_and_the_others_are_not():
    people = (somebody("w", 10, 1, "woman"), somebody("m", 10, 1, "man"))
    rules = (
        Rule("all women", "woman", Fraction(1), floor=True, of=Of.GROUP),
        Rule("no women", "woman", Fraction(0), floor=False, of=Of.GROUP),
        Rule("some men", "man", HALF, floor=True, of=Of.GROUP),
    )
    answer = solve(Problem(people, (Pot("all", 100),), rules))
    assert (answer.status, answer.conflict) == (Status.INFEASIBLE, ("all women", "no women"))


def test_a_pin_that_no_pot_can_pay_is_named():
    answer = solve(Problem((somebody("a", 50, 1, pinned="full", pots=frozenset()),), (Pot("all", 100),)))
    assert (answer.status, answer.conflict) == (Status.INFEASIBLE, ("pin:a",))


def test_each_applicant_is_told_why():
    people = (
        somebody("best", 50, 9), somebody("good", 50, 5), somebody("next", 50, 4),
        somebody("dear", 90, 1),
        somebody("nobody's", 10, 9, pots=frozenset()), somebody("too much", 60, 9, ceiling=50),
        somebody("put aside", 10, 9, pinned=""),
    )  # fmt: skip
    problem = Problem(people, (Pot("all", 100),))
    answer = solve(problem)
    reasons = {reason.applicant: reason for reason in explain(problem, answer)}
    assert {key: reason.why for key, reason in reasons.items()} == {
        "best": Why.AWARDED, "good": Why.AWARDED, "next": Why.NEXT, "dear": Why.CUT_OFF,
        "nobody's": Why.NO_POT, "too much": Why.ABOVE_NEED, "put aside": Why.SETTLED,
    }  # fmt: skip
    assert reasons["best"].pots == ("all",)
    dear = reasons["dear"]
    assert dear.short_by == pytest.approx(dear.price - 1)
    assert dear.cut_off == pytest.approx(dict(answer.prices.pots)["all"])


def test_a_rule_that_stops_somebody_is_the_reason():
    people = (somebody("w", 10, 1, "woman"), somebody("m1", 10, 3), somebody("m2", 10, 2))
    problem = Problem(people, (Pot("all", 30),), (Rule("half women", "woman", HALF, floor=True),))
    answer = solve(problem)
    reasons = {reason.applicant: reason for reason in explain(problem, answer)}
    assert reasons["m2"].why in (Why.RULE, Why.NEXT)
    assert dict(reasons["w"].rules)["half women"] > 0


def test_more_money_and_a_grant_that_fails_are_solved_and_not_guessed():
    problem = Problem((somebody("a", 50, 5), somebody("b", 50, 4)), (Pot("grant", 50), Pot("gifts", 40)))
    answer = solve(problem)
    assert with_more(problem, answer, "gifts", 10).changes == (("b", "", "full"),)
    assert with_more(problem, answer, "gifts", 9).changes == ()
    assert without_pot(problem, answer, "grant").changes == (("a", "full", ""),)


@pytest.mark.parametrize(
    ("fault", "awards"),
    [
        ("overrun: pot all", tuple(Award(key, "full", (("travel", "all", 60),)) for key in "ab")),
        ("b is paid something else than the option says", (Award("b", "full", (("travel", "all", 59),)),)),
        ("earmark: women pays travel of b", (Award("b", "full", (("travel", "women", 60),)),)),
        ("a is awarded twice", (Award("a", "full", (("travel", "all", 60),)),) * 2),
        ("c has no option full", (Award("c", "full", ()),)),
        ("rule: women", (Award("b", "full", (("travel", "all", 60),)),)),
    ],
)  # fmt: skip
def test_the_check_finds_what_is_wrong(fault: str, awards: tuple[Award, ...]):
    people = (somebody("a", 60, 1, "woman"), somebody("b", 60, 1))
    pots = (Pot("all", 100), Pot("women", 100, any_of=frozenset({"woman"})))
    problem = Problem(people, pots, (Rule("women", "woman", HALF, floor=True),))
    assert fault in check(problem, Answer(Status.FEASIBLE, awards, float(len(awards)), None))


def test_an_objective_or_a_bound_that_is_not_true_is_found():
    problem = Problem((somebody("a", 60, 1),), (Pot("all", 100),))
    good = solve(problem)
    assert check(problem, replace(good, objective=2.0, bound=2.0)) == ["the objective is 1.0, not 2.0"]
    assert check(problem, replace(good, bound=0.5)) == ["the bound is below the objective"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Problem((somebody("a", 1, 1),) * 2, ()),
        lambda: Problem((), (Pot("p", -1),)),
        lambda: Problem((), (), (Rule("r", "g", Fraction(3, 2), floor=True),)),
        lambda: Problem((somebody("a", -1, 1),), ()),
        lambda: Problem((Applicant("a", (Option("x", (), 1, (("bed", 1),)),)),), ()),
        lambda: Problem((somebody("a", 1, 1, pinned="other"),), ()),
        lambda: from_plain({"pots": [1]}),
        lambda: from_plain({"applicants": [{"country": 1}], "pots": [1]}),
        lambda: from_plain({"applicants": 3, "pots": [1]}),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused_with_a_sentence(make):
    with pytest.raises(Unclear):
        make()


def test_an_instance_is_read_and_its_answer_written_as_plain_values():
    row = {"country": 0, "woman": True, "first": False, "full_cost": 30, "partial_cost": 10,
           "utility_full": 3.5, "utility_partial": 1.5, "pots": [0, 1]}  # fmt: skip
    told = {"applicants": [row], "pots": [20, 10], "rules": {"min_share_women": 0.45}}
    problem = from_plain(told)
    answer = to_plain(solve(problem, seed="s"), 0.12345)
    assert answer == {
        "awards": {"0": {"award": "full", "pots": {"0": 20, "1": 10}}}, "objective": 3.5, "bound": 3.5,
        "gap": 0.0, "seconds": 0.123, "status": "optimal", "seed": "s", "conflict": [],
    }  # fmt: skip


def test_nobody_and_nothing_are_solved_too():
    assert solve(Problem((), ())).status is Status.OPTIMAL
    assert given_in(Problem((somebody("a", 5, 1),), ())) == {}
