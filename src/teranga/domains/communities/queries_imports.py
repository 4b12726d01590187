"""Lists that were brought along, and what became of their lines."""

from __future__ import annotations

from collections import Counter

from teranga.base.models import Job
from teranga.domains.communities.models import Community, ImportedRow, MemberImport

SHOWN = 200
TO_LOOK_AT = ("bad", "unclear", "left")


def imports_of(community: Community) -> list[MemberImport]:
    rows = MemberImport.objects.filter(community=community).defer("content", "report")
    return list(rows.order_by("-pk")[:50])


def import_of(community: Community, number: int) -> MemberImport | None:
    if number >= 2**63:
        return None
    rows = MemberImport.objects.filter(community=community, pk=number)
    return rows.defer("content").select_related("community").first()


def import_progress(upload: MemberImport) -> int:
    """How far the job of this list is, in per cent; nothing while it waits for its turn."""
    jobs = Job.objects.filter(
        name__in=("communities.read_list", "communities.apply_list", "communities.undo_list"),
        payload__import_id=upload.pk,
    ).order_by("-pk")
    return jobs.values_list("progress", flat=True).first() or 0


def lines_of(upload: MemberImport) -> tuple[list[tuple[int, str, str]], list[tuple[str, int]]]:
    """(lines that somebody should look at, how many there are of each outcome)."""
    rows = ImportedRow.objects.filter(community=upload.community_id, upload=upload)
    counts = Counter(rows.values_list("outcome", flat=True))
    if not counts:
        return [], []
    doubtful = rows.filter(outcome__in=TO_LOOK_AT) | rows.exclude(note="")
    shown = doubtful.order_by("line").values_list("line", "outcome", "note")[:SHOWN]
    ordered = [(name, counts[name]) for name in ImportedRow.Outcome.values if counts[name]]
    return list(shown), ordered
