from __future__ import annotations

import pytest

from bench.world import sizes_of


@pytest.mark.parametrize(("total", "parts"), [(200_000, 2_000), (20_000, 2_000), (10, 10), (7, 3)])
def test_a_few_are_large_everybody_has_one_and_all_add_up(total: int, parts: int) -> None:
    sizes = sizes_of(total, parts)
    assert (sum(sizes), len(sizes)) == (total, parts)
    assert min(sizes) >= 1
    assert sizes == sorted(sizes, reverse=True)
