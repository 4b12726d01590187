"""Pairs that may be one person, and merges that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable

from teranga.domains.people.models import ContactPoint, DuplicateSuspicion, MergeRecord

SHOWN = 50


def open_suspicions(community_id: int) -> list[DuplicateSuspicion]:
    """What nobody decided yet, the oldest first."""
    rows = DuplicateSuspicion.objects.filter(
        community_id=community_id, decision="", person__forgotten_at=None, other__forgotten_at=None
    )
    return list(rows.select_related("person__profile", "other__profile").order_by("noticed_at", "id")[:SHOWN])


def suspicion_here(community_id: int, suspicion_id: int) -> DuplicateSuspicion | None:
    rows = DuplicateSuspicion.objects.filter(community_id=community_id, pk=suspicion_id, decision="")
    return rows.select_related("person", "other").first()


def merges_here(community_id: int) -> list[MergeRecord]:
    rows = MergeRecord.objects.filter(community_id=community_id, undone_at=None)
    return list(rows.select_related("kept", "other", "merged_by").order_by("-merged_at", "-id")[:SHOWN])


def merge_here(community_id: int, merge_id: int) -> MergeRecord | None:
    rows = MergeRecord.objects.filter(community_id=community_id, pk=merge_id, undone_at=None)
    return rows.select_related("kept", "other").first()


def proved_people(person_ids: Iterable[int]) -> set[int]:
    """Those who showed that an address or number is theirs."""
    points = ContactPoint.objects.filter(person_id__in=list(person_ids)).exclude(verified_at=None)
    return set(points.values_list("person_id", flat=True))
