"""Who is close to whom by mentoring, for those who must not judge each other."""

from __future__ import annotations

from collections.abc import Iterable

from teranga.domains.learning.models import Pair, PairWish


def paired_with(people: Iterable[int]) -> dict[int, set[int]]:
    """Of each person their mentors and mentees, and those with whom they should never be paired."""
    asked = set(people)
    found: dict[int, set[int]] = {person: set() for person in asked}
    pairs = Pair.objects.across_communities("pairs of a few people").exclude(state=Pair.State.DECLINED)
    wishes = PairWish.objects.across_communities("wishes about a few people").filter(kind=PairWish.Kind.NEVER)
    for rows in (pairs, wishes):
        for own, other in (("mentee", "mentor"), ("mentor", "mentee")):
            near = rows.filter(**{f"{own}__person__in": asked})
            for person, close in near.values_list(f"{own}__person_id", f"{other}__person_id"):
                if close:
                    found[person].add(close)
    return found
