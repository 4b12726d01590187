"""The method of equal shares on elections small enough for paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.engines.allocation import pabulib
from teranga.engines.allocation.equal_shares import Completion, Project, equal_shares
from teranga.engines.allocation.problem import Unclear


def bought(projects: list[Project], voters: int, budget: int, completion=Completion.NONE) -> tuple[str, ...]:
    return equal_shares(projects, voters, budget, completion=completion)


def test_a_minority_decides_about_its_own_share():
    large = [Project(f"large{n}", 30, dict.fromkeys(range(6), 1)) for n in range(3)]
    small = Project("small", 30, dict.fromkeys(range(6, 9), 1))
    assert bought([*large, small], 9, 90) == ("large0", "large1", "small")


def test_the_project_with_the_lowest_price_per_supporter_goes_first():
    projects = [Project("few", 10, {0: 1, 1: 1}), Project("many", 10, {0: 1, 1: 1, 2: 1})]
    assert bought(projects, 3, 30) == ("many", "few")


def test_the_poorer_supporters_pay_all_they_have_and_the_richer_the_rest():
    first = Project("first", 10, {0: 10, 1: 10})
    second = Project("second", 12, {0: 1, 1: 1, 2: 1})
    assert bought([first, second], 3, 30) == ("first", "second")
    assert bought([first, Project("second", 21, {0: 1, 1: 1, 2: 1})], 3, 30) == ("first",)


def test_what_is_left_is_spent_where_it_pleases_most_for_its_cost():
    projects = [Project("a", 60, {0: 1}), Project("b", 50, {1: 3}), Project("c", 40, {1: 1})]
    assert bought(projects, 2, 100) == ("b",)
    assert bought(projects, 2, 100, Completion.GREEDY) == ("b", "c")


def test_equals_go_by_key_whatever_their_order():
    one, two = Project("a", 10, {0: 1}), Project("b", 10, {0: 1})
    assert bought([two, one], 1, 10) == bought([one, two], 1, 10) == ("a",)


def test_nobody_votes_and_nothing_is_bought():
    assert bought([Project("a", 10, {})], 0, 100) == ()


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.dictionaries(st.integers(0, 7), st.integers(1, 5))), max_size=6
    ),
    st.integers(1, 200),
)
def test_the_budget_is_never_exceeded_and_nothing_is_bought_twice(rows, budget: int):
    projects = [Project(f"p{number}", cost, support) for number, (cost, support) in enumerate(rows)]
    cost = {project.key: project.cost for project in projects}
    for completion in Completion:
        won = equal_shares(projects, 8, budget, completion=completion)
        assert sum(cost[key] for key in won) <= budget
        assert len(won) == len(set(won))


def test_an_election_of_pabulib_is_read_and_its_optimum_found():
    text = "\n".join([
        "META", "key;value", "budget;100", "vote_type;approval", "PROJECTS", "project_id;cost;name",
        "1;60;Well", "2;50;School", "3;40;Road", "VOTES", "voter_id;vote", "a;1", "b;2,3", "c;2,3",
    ])  # fmt: skip
    election = pabulib.read(text)
    assert (election.budget, election.voters) == (100, 3)
    assert [project.support for project in election.projects] == [{0: 60}, {1: 50, 2: 50}, {1: 40, 2: 40}]
    assert pabulib.optimum(election) == (("2", "3"), 180.0, 180.0)


@pytest.mark.parametrize("text", ["", "META\nkey;value\nbudget;much", "PROJECTS\nproject_id;cost\n1;2"])
def test_an_election_that_lacks_a_part_is_refused_with_a_sentence(text: str):
    with pytest.raises(Unclear):
        pabulib.read(text)
