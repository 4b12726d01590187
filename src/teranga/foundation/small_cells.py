"""Counts of groups of people that may be published beside their exact total, so that nobody is found in them.

Two rules, and why they hold (tests/foundation/test_small_cells.py tries every table of small numbers):

* A group is shown from 2k people on, as a multiple of k rounded down ("20 or more"); every smaller group is
  not shown at all, nor is it said that it exists. Between a shown group and a hidden one, somebody can always
  be moved without anything published changing: a shown group of 10 may be 10 to 14, a hidden one 0 to 9. So
  neither subtraction from the total nor knowing this rule tells how many a group of 1 to 4 has.
* Groups are published anew only when the total differs by at least k from the one they were published with;
  until then the old ones stand, under their old date. So one person who comes or goes is not seen in the
  difference of two months. The total alone decides, because it is public: were it the hidden counts, the very
  fact of a new table would tell of them.
"""

from __future__ import annotations

from collections.abc import Mapping

K = 5
Counts = Mapping[str, int]


def shown_groups(counts: Counts, k: int = K) -> dict[str, int]:
    """Group to the number it certainly has, the largest first; small groups are left out."""
    shown = {name: count // k * k for name, count in counts.items() if count >= 2 * k}
    return dict(sorted(shown.items(), key=lambda pair: (-pair[1], pair[0])))


def may_renew(published: Counts, now: Counts, k: int = K) -> bool:
    """Whether the total differs enough from that of the table that was published last."""
    return abs(sum(now.values()) - sum(published.values())) >= k


def rounded_share(part: int, rest: int, k: int = K) -> int | None:
    """The part's share in percent, in steps of k; None while one of the two has fewer than 2k people.

    Both are taken as multiples of k rounded down first, as they are shown alone, so that one person more or
    less is not seen in it.
    """
    if min(part, rest) < 2 * k:
        return None
    part, rest = part // k * k, rest // k * k
    return (200 * part + k * (part + rest)) // (2 * k * (part + rest)) * k
