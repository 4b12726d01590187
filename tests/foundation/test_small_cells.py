"""Attack F16: whoever knows the rule, the totals and all months still finds no small group."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from teranga.foundation.small_cells import K, may_renew, shown_groups

Table = tuple[int, ...]
NAMES = ("a", "b", "c")


def published(table: Table) -> tuple[object, ...]:
    """Everything that anybody may read of one month: the exact total, and the groups that are shown."""
    return sum(table), tuple(sorted(shown_groups(dict(zip(NAMES, table, strict=False))).items()))


def found_out(tables_by_answer: dict[object, list[Table]], up_to: int) -> list[Table]:
    """Tables in which a small group is the same in every table that gives the same answer.

    Only tables up to a size count: those beside which the next larger one was tried as well.
    """
    cells = len(next(iter(tables_by_answer.values()))[0])
    return [
        alike[0]
        for alike in tables_by_answer.values()
        for cell in range(cells)
        if 0 < alike[0][cell] < K and max(alike[0]) < up_to and len({table[cell] for table in alike}) == 1
    ]


def test_f16_every_table_of_three_small_groups_resists_one_who_knows_the_rule() -> None:
    by_answer: dict[object, list[Table]] = defaultdict(list)
    for table in product(range(4 * K), repeat=3):
        by_answer[published(table)].append(table)
    assert found_out(by_answer, 3 * K) == []


def test_f16_two_months_together_tell_no_more() -> None:
    """Two groups, every pair of months, the second as it was renewed or not."""
    by_answer: dict[object, list[Table]] = defaultdict(list)
    for before, after in product(product(range(4 * K), repeat=2), repeat=2):
        counts = [dict(zip(NAMES, table, strict=False)) for table in (before, after)]
        second = published(after) if may_renew(*counts) else (sum(after), published(before)[1])
        by_answer[published(before), second].append((*before, *after))
    assert found_out(by_answer, 3 * K) == []


def test_the_attacker_does_find_small_groups_where_only_they_are_hidden() -> None:
    """A negative control: exact counts with the small ones left out are solved by subtraction."""
    by_answer: dict[object, list[Table]] = defaultdict(list)
    for table in product(range(2 * K), repeat=3):
        shown = tuple(count if count >= K else None for count in table)
        by_answer[sum(table), shown].append(table)
    assert len(found_out(by_answer, 2 * K)) > 100


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 500), max_size=8))
def test_a_shown_group_is_large_and_told_in_fives(counts: dict[str, int]) -> None:
    for name, least in shown_groups(counts).items():
        assert least % K == 0
        assert 2 * K <= least <= counts[name] < least + K


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 40)), st.sampled_from("abc"))
def test_one_who_comes_or_moves_renews_nothing(counts: dict[str, int], into: str) -> None:
    assert not may_renew(counts, {**counts, into: counts.get(into, 0) + 1})
