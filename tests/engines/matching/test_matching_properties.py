"""Small random instances, against every matching there is."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from teranga.engines.matching.check import check, may_be, score_of
from teranga.engines.matching.explain import MORE_PLACE, explain
from teranga.engines.matching.problem import BLOCK, PREFERENCE, Mentee, Mentor, Problem, tables
from teranga.engines.matching.solve import solve

some = st.frozensets
PERSON = {
    "languages": some(st.sampled_from(["en", "fr"]), min_size=1),
    "times": some(st.sampled_from(["sat", "sun", "eve"]), min_size=1),
    "goals": some(st.sampled_from(["job", "talk"])),
    "topics": some(st.sampled_from(["web", "data", "maps"])),
    "level": st.integers(0, 3),
    "gender": st.sampled_from(["", "m", "w"]),
    "wants": st.sampled_from([frozenset(), frozenset(), frozenset({"w"})]),
}


@st.composite
def problems(draw) -> Problem:
    mentees = tuple(draw(st.builds(Mentee, key=st.just(f"e{row}"), **PERSON))
                    for row in range(draw(st.integers(0, 5))))  # fmt: skip
    mentors = tuple(draw(st.builds(Mentor, key=st.just(f"o{row}"), places=st.integers(0, 3), **PERSON))
                    for row in range(draw(st.integers(0, 3))))  # fmt: skip
    every = [(one.key, other.key) for one in mentees for other in mentors]
    blocks = draw(some(st.sampled_from(every), max_size=2)) if every else frozenset()
    pins: dict[str, str] = {}
    left = {one.key: one.places for one in mentors}
    for one, other in itertools.product(mentees[:1], mentors[:1]):
        may = left[other.key] and (one.key, other.key) not in blocks and not (one.wants or other.wants)
        if may and draw(st.booleans()):
            pins[one.key] = other.key
    return Problem(mentees, mentors, blocks, pins)


def every_matching(problem: Problem):
    """(matched, score, squares) of each matching that may be."""
    mentors = {one.key: one for one in problem.mentors}
    choices = []
    for one in problem.mentees:
        if one.key in problem.pins:
            choices.append([problem.pins[one.key]])
        else:
            choices.append([None, *(key for key, mentor in mentors.items() if may_be(problem, one, mentor))])
    for chosen in itertools.product(*choices):
        counts = Counter(key for key in chosen if key)
        if all(count <= mentors[key].places for key, count in counts.items()):
            scores = [score_of(one, mentors[key]) for one, key in zip(problem.mentees, chosen, strict=True)
                      if key and one.key not in problem.pins]  # fmt: skip
            yield len(scores), sum(scores), sum(score * score for score in scores)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_no_matching_has_more_pairs_then_points_then_squares(problem):
    solution = solve(problem)
    mentors = {one.key: one for one in problem.mentors}
    scores = [score_of(one, mentors[solution.mentor_of[one.key]]) for one in problem.mentees
              if one.key in solution.mentor_of and one.key not in problem.pins]  # fmt: skip
    reached = (len(scores), sum(scores), sum(score * score for score in scores))
    assert reached == max(every_matching(problem))
    assert solution.gap == 0
    assert check(problem, solution).faults == ()


@settings(deadline=None, max_examples=40)
@given(problems())
def test_the_tables_say_of_each_pair_what_its_two_people_say(problem):
    made = tables(problem)
    for row, mentee in enumerate(problem.mentees):
        for column, mentor in enumerate(problem.mentors):
            assert made.score[row, column] == score_of(mentee, mentor)
            assert (made.admissible & (made.places > 0))[row, column] == may_be(problem, mentee, mentor)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_everybody_has_a_reason_and_each_change_it_names_really_frees_them(problem):
    solution = solve(problem)
    told = explain(problem, solution)
    people = [one.mentee for one in (*told.pairs, *told.unmatched)]
    assert sorted(people) == [one.key for one in problem.mentees]
    for left in told.unmatched:
        assert BLOCK not in {change.what for change in left.changes}
        for change in left.changes:
            after = solve(changed(problem, left.mentee, change))
            assert after.matched > solution.matched


def changed(problem: Problem, mentee: str, change) -> Problem:
    """The instance after one change that an explanation proposes."""
    mentors, mentees = problem.mentors, problem.mentees
    if change.what == MORE_PLACE:
        mentors = tuple(replace(one, places=one.places + 1) if one.key == change.mentor else one
                        for one in mentors)  # fmt: skip
    elif change.what == PREFERENCE:
        if change.whose in ("mentee", "both"):
            mentees = tuple(replace(one, wants=frozenset()) if one.key == mentee else one for one in mentees)
        if change.whose in ("mentor", "both"):
            mentors = tuple(replace(one, wants=frozenset()) if one.key == change.mentor else one
                            for one in mentors)  # fmt: skip
    else:
        field = change.what + "s"
        mentees = tuple(
            replace(one, **{field: getattr(one, field) | frozenset(change.words)})
            if one.key == mentee
            else one
            for one in mentees
        )
    return replace(problem, mentors=mentors, mentees=mentees)
