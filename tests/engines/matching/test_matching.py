"""Instances small enough to solve by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bench.parts.matching import instance
from teranga.engines.matching.check import check
from teranga.engines.matching.explain import LANGUAGE, MORE_PLACE, PREFERENCE, TIME, Change, explain
from teranga.engines.matching.problem import Mentee, Mentor, Problem, ProblemRefused, from_plain
from teranga.engines.matching.solve import Solution, solve

SATURDAY = {"languages": frozenset({"fr"}), "times": frozenset({"sat"})}


def mentee(key: str, *topics: str, **more) -> Mentee:
    return Mentee(key, topics=frozenset(topics), **{**SATURDAY, **more})


def mentor(key: str, *topics: str, places: int = 1, **more) -> Mentor:
    return Mentor(key, topics=frozenset(topics), level=1, places=places, **{**SATURDAY, **more})


def test_all_matched_comes_before_the_best_pair():
    afi = mentee("afi", "data", "web")
    kodjo = mentee("kodjo", "data", times=frozenset({"sun"}))
    weekend = mentor("weekend", "data", "web", times=frozenset({"sat", "sun"}))
    saturday = mentor("saturday")
    solution = solve(Problem((afi, kodjo), (weekend, saturday)))
    assert solution.pairs == (("afi", "saturday"), ("kodjo", "weekend"))
    assert (solution.matched, solution.score) == (2, (20 + 0 + 20) + (20 + 40 + 20))


def test_equal_sums_keep_the_best_pair_together_so_that_nobody_would_swap():
    a, b = mentee("a", "w", "x", "y", "z"), mentee("b", "w", "x", "y", "z")
    one, two = mentor("one", "w", "x", "y", "z"), mentor("two", "w", "x")
    problem = Problem((a, replace(b, level=1)), (one, two))
    solution = solve(problem)
    # one-a 80 and two-b 48 weigh as much as one-b 68 and two-a 60; the first keeps the best pair.
    assert solution.pairs == (("a", "one"), ("b", "two"))
    assert check(problem, solution).blocking == 0


def test_a_wish_for_safety_is_a_need_and_who_does_not_tell_never_fits_it():
    ama = mentee("ama", wants=frozenset({"w"}))
    assert solve(Problem((ama,), (mentor("m", gender="m"), mentor("untold")))).pairs == ()
    assert solve(Problem((ama,), (mentor("m", gender="m"), mentor("w", gender="w")))).pairs == (("ama", "w"),)
    careful = mentor("careful", wants=frozenset({"w"}))
    assert solve(Problem((mentee("kofi", gender="m"),), (careful,))).pairs == ()


def test_a_block_is_never_matched_and_a_pin_always():
    people = (mentee("a", "data"), mentee("b")), (mentor("one", "data"), mentor("two"))
    assert solve(Problem(*people)).pairs == (("a", "one"), ("b", "two"))
    blocked = Problem(*people, blocks=frozenset({("a", "one")}))
    assert solve(blocked).pairs == (("a", "two"), ("b", "one"))
    pinned = Problem(*people, pins={"b": "one"})
    assert solve(pinned).pairs == (("a", "two"), ("b", "one"))
    assert [pair.pinned for pair in explain(pinned, solve(pinned)).pairs] == [False, True]


def test_a_reason_names_what_is_shared_and_what_the_better_mentor_would_cost():
    a, b = mentee("a", "data", "web"), mentee("b", "data", "web", level=1)
    told = explain(problem := Problem((a, b), (mentor("one", "data", "web"), mentor("two", "web"))),
                   solve(problem))  # fmt: skip
    first, second = told.pairs
    assert (first.mentor, first.topics, first.languages, first.times, first.ahead) == (
        "one", ("data", "web"), ("fr",), ("sat",), 1,
    )  # fmt: skip
    assert (first.better, first.possible) == (0, 2)
    assert (second.mentor, second.better, second.better_mentor) == ("two", 1, "one")
    assert (second.costs_matches, second.costs_points) == (0, 0)
    assert told.unmatched == ()


def test_what_would_free_somebody_names_one_change_of_each_kind():
    left = mentee("left", gender="m")
    full = mentor("full", "data")
    ewe = mentor("ewe", languages=frozenset({"ee"}))
    sunday = mentor("sunday", times=frozenset({"sun"}))
    women = mentor("women", wants=frozenset({"w"}))
    problem = Problem((mentee("held", "data"), left), (full, ewe, sunday, women))
    (reason,) = explain(problem, solve(problem)).unmatched
    assert reason.possible == 1
    assert reason.changes == (
        Change(MORE_PLACE, "full"),
        Change(LANGUAGE, "ewe", ("ee",)),
        Change(TIME, "sunday", ("sun",)),
        Change(PREFERENCE, "women", whose="mentor"),
    )


def test_nothing_is_proposed_that_a_block_forbids():
    problem = Problem((mentee("a"),), (mentor("one"),), frozenset({("a", "one")}))
    (reason,) = explain(problem, solve(problem)).unmatched
    assert (reason.possible, reason.changes) == (0, ())


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ((("a", "one"), ("b", "one")), "one has 2 mentees."),
        ((("a", "one"), ("a", "two")), "a is matched twice."),
        ((("a", "nobody"),), "a with nobody: somebody unknown."),
    ],
)
def test_the_check_finds_what_may_not_be(pairs, fault):
    problem = Problem((mentee("a"), mentee("b")), (mentor("one"), mentor("two")))
    good = solve(problem)
    assert fault in check(problem, replace(good, pairs=pairs)).faults


def test_the_check_finds_a_matching_that_is_not_the_best_and_prices_that_prove_nothing():
    problem = Problem((mentee("a", "data"), mentee("b")), (mentor("one", "data"), mentor("two")))
    good = solve(problem)
    crossed = replace(good, pairs=(("a", "two"), ("b", "one")), score=20 + 0 + 20 + 20 + 20 + 20)
    assert check(problem, crossed).faults[-1] == "1 pairs would rather have each other and could, at no cost."
    cheap = replace(good, prices={"one": 10**30, "two": 0})
    assert len(check(problem, cheap).faults) == 1
    below = replace(good, prices={"one": -1, "two": 0})
    assert check(problem, below).faults == ("A place has a price below nothing.",)
    light = replace(good, weights=replace(good.weights, match=1))
    assert check(problem, light).faults == ("The weights do not keep the three aims in order.",)


def test_what_contradicts_itself_is_refused_before_anything_is_solved():
    a, one = mentee("a"), mentor("one")
    for wrong in (
        {"mentees": (a, a), "mentors": (one,)},
        {"mentees": (a,), "mentors": (one,), "pins": {"b": "one"}},
        {"mentees": (a,), "mentors": (one,), "pins": {"a": "one"}, "blocks": frozenset({("a", "one")})},
        {"mentees": (a, mentee("b")), "mentors": (one,), "pins": {"a": "one", "b": "one"}},
    ):
        with pytest.raises(ProblemRefused):
            Problem(**wrong)
    with pytest.raises(ProblemRefused):
        from_plain({"mentees": [{}], "mentors": []})


def test_nobody_on_one_side_is_a_matching_too():
    assert solve(Problem((), ())).pairs == ()
    assert solve(Problem((mentee("a"),), ())).pairs == ()
    assert solve(Problem((), (mentor("one"),))).gap == 0


def test_a_hundred_people_are_matched_with_proof_and_the_same_twice():
    problem = instance(120, 40, 20, seed=1)
    first: Solution = solve(problem)
    assert check(problem, first).faults == ()
    assert solve(problem) == first


def test_the_command_tells_objective_bound_gap_and_time(tmp_path, capsys):
    from teranga.cli.main import main

    told = {
        "mentees": [{"key": "a", "languages": ["fr"], "times": ["sat"], "topics": ["data"]}],
        "mentors": [{"key": "one", "languages": ["fr"], "times": ["sat"], "topics": ["data"], "level": 1}],
    }
    file, out = tmp_path / "spring.json", tmp_path / "pairs.json"
    file.write_text(json.dumps(told))
    assert main(["engine", "matching", str(file), "--out", str(out)]) == 0
    said = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()[:6])
    assert (said["matched"], said["score"], said["gap"]) == ("1 of 1", "80", "0")
    assert said["objective"] == said["bound"]
    answer = json.loads(out.read_text())
    assert (answer["pairs"][0]["mentor"], answer["unmatched"]) == ("one", [])


def test_a_broken_instance_is_one_sentence(tmp_path, capsys):
    from teranga.cli.main import main

    file = tmp_path / "broken.json"
    file.write_text("{")
    assert main(["engine", "matching", str(file)]) == 2
    file.write_text("{}")
    assert main(["engine", "matching", str(file)]) == 2
    assert "no instance for matching" in capsys.readouterr().err
