"""Whether the chains of the audit log are whole: an edited, removed, swapped or cut-off row is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from teranga.domains.activity.models import AuditDayHead, AuditEntry, AuditHead
from teranga.domains.activity.rules import AT_LARGE, BOUND, KnownHead, digest_of

READ_AT_ONCE = 2_000
COLUMNS = (*BOUND, "id", "hash")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong with a chain. `place` is the entry's number in the chain."""

    chain: int
    place: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    chain: int
    entries: int
    fault: Fault | None


def chains() -> list[int]:
    """Every chain of which anything is left: entries, a head, or a head noted for a day."""
    rows = AuditEntry.objects.across_communities("every chain is looked at")
    found = {
        community or AT_LARGE
        for community in rows.order_by().values_list("community_id", flat=True).distinct()
    }
    found |= set(AuditHead.objects.values_list("chain", flat=True))
    found |= set(AuditDayHead.objects.values_list("chain", flat=True))
    return sorted(found)


def verify(chain: int, known: Iterable[KnownHead] = ()) -> Verdict:
    """Read one chain from its beginning. `known` heads were kept outside; those in the database count too."""
    first = AuditHead.objects.filter(chain=chain).first()  # read before the rows: others may append meanwhile
    walk = _Walk(chain, [*noted_heads(chain), *(head for head in known if head.chain == chain)])
    fault = walk.through(_entries(chain)) or walk.at_the_end(first) or _outside(chain)
    return Verdict(chain, walk.place, fault)


class _Walk:
    """One reading of a chain, entry after entry."""

    def __init__(self, chain: int, known: list[KnownHead]) -> None:
        self.chain, self.place, self.hash = chain, 0, ""
        self.known: dict[int, list[KnownHead]] = {}
        for head in sorted(known, key=lambda head: head.sequence):
            self.known.setdefault(head.sequence, []).append(head)

    def through(self, entries: Iterator[Mapping[str, Any]]) -> Fault | None:
        for entry in entries:
            wrong = self._wrong_with(entry)
            if wrong:
                return Fault(self.chain, self.place + 1, wrong)
            self.place, self.hash = entry["sequence"], entry["hash"]
            for head in self.known.get(self.place, ()):
                if head.hash != self.hash:
                    return Fault(self.chain, self.place, f"is not the entry that was noted{_on(head)}")
        return None

    def _wrong_with(self, entry: Mapping[str, Any]) -> str:
        if entry["sequence"] != self.place + 1:
            return "is missing"
        if "hash" not in entry or digest_of(entry) != entry["hash"]:
            return "was edited or put in another's place"
        if entry["previous_hash"] != self.hash:
            return "does not follow the entry before it"
        return ""

    def at_the_end(self, first: AuditHead | None) -> Fault | None:
        """Compare the last entry with the head as it is now and as it was before the reading."""
        cut = f"is missing: the end of the chain was cut off after entry {self.place}"
        last_known = max(self.known, default=0)
        if last_known > self.place:
            return Fault(self.chain, self.place + 1, cut)
        head = AuditHead.objects.filter(chain=self.chain).first()
        if head is None:
            return Fault(self.chain, 1, "stands in a chain whose head was removed") if self.place else None
        if self.place < (first.last_sequence if first else 0):
            return Fault(self.chain, self.place + 1, cut)
        if self.place > head.last_sequence:
            return Fault(self.chain, head.last_sequence + 1, "was added behind the end of the chain")
        if self.place == head.last_sequence and self.hash != head.last_hash:
            return Fault(self.chain, self.place, "is not the one that the head of the chain names")
        return None


def _on(head: KnownHead) -> str:
    return f" on {head.day.isoformat()}" if head.day else " outside"


def _entries(chain: int) -> Iterator[Mapping[str, Any]]:
    rows = AuditEntry.objects.filter(community_id=chain or None, sequence__isnull=False).order_by("sequence")
    after: int | None = None
    while True:
        later = rows if after is None else rows.filter(sequence__gt=after)
        page = _read(later.values(*COLUMNS)[:READ_AT_ONCE])
        yield from page
        if len(page) < READ_AT_ONCE:
            return
        after = page[-1]["sequence"]


def _read(rows: Any) -> list[Mapping[str, Any]]:
    """The rows; of one whose JSON or time was written over with something else only its place."""
    try:
        return list(rows)
    except ValueError:
        return [_readable(place) for place in list(rows.values_list("id", "sequence"))]


def _readable(place: tuple[int, int]) -> Mapping[str, Any]:
    row_id, sequence = place
    rows = AuditEntry.objects.across_communities("one row by its key")
    try:
        return rows.values(*COLUMNS).get(pk=row_id)
    except ValueError:
        return {"sequence": sequence}


def _outside(chain: int) -> Fault | None:
    """A committed entry without a place was written past the program."""
    stray = AuditEntry.objects.filter(community_id=chain or None, sequence=None).order_by("id").first()
    return Fault(chain, 0, f"row {stray.pk} stands outside the chain") if stray else None


def noted_heads(chain: int | None = None) -> list[KnownHead]:
    """The heads noted day by day, the oldest first; of every chain when none is named."""
    rows = AuditDayHead.objects.order_by("day", "chain")
    if chain is not None:
        rows = rows.filter(chain=chain)
    return [KnownHead(row.chain, row.sequence, row.hash, row.day) for row in rows]
