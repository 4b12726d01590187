"""Every action writes one audit row in its own transaction; it joins its community's chain at the end."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from teranga.base.writing import before_commit, write
from teranga.domains.activity.models import AuditEntry, AuditHead
from teranga.domains.activity.rules import AT_LARGE, BOUND, digest_of, plain

request_id: ContextVar[str] = ContextVar("request_id", default="")
PLACED = "UPDATE activity_auditentry SET sequence = %s, previous_hash = %s, hash = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and as whom; passed into every action by its caller."""

    acting_as: str
    person_id: int | None = None


VISITOR = Actor("visitor")
COMMAND_LINE = Actor("command line")
PROGRAM = Actor("program")


def record(
    *, by: Actor, verb: str, object_type: str, object_id: int | None, at: datetime,
    community_id: int | None = None, event_id: int | None = None, changes: dict[str, Any] | None = None,
) -> AuditEntry:  # fmt: skip
    """Note what was done. `changes` comes from `rules.changed`, or tells counts and states.

    The entry gets its place in the chain when the write ends: the chain's lock is then the last one taken,
    so that no two actions can wait for each other.
    """
    told = plain(changes or {})  # a value that is refused leaves the transaction whole
    with write(savepoint=False):
        entry = AuditEntry.objects.create(
            community_id=community_id, event_id=event_id, actor_id=by.person_id, acting_as=by.acting_as,
            verb=verb, object_type=object_type, object_id=object_id, changes=told, at=at,
            request_id=request_id.get(),
        )  # fmt: skip
        before_commit(_bind, entry.pk)
    return entry


def _bind(ids: list[int]) -> None:
    """Put this transaction's entries into their chains; those that a savepoint took back are gone."""
    rows = AuditEntry.objects.across_communities("one transaction may write in several communities")
    entries = list(rows.filter(pk__in=ids, sequence=None).order_by("id"))
    chains: dict[int, list[AuditEntry]] = {}
    for entry in entries:
        chains.setdefault(entry.community_id or AT_LARGE, []).append(entry)
    for chain in sorted(chains):
        append(chain, chains[chain])


def append(chain: int, entries: list[AuditEntry]) -> None:
    """Give the entries the next places of the chain, under its lock."""
    heads = AuditHead.objects.select_for_update().filter(chain=chain)
    head = heads.first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
        head = heads.get()
    for entry in entries:
        entry.sequence, entry.previous_hash = head.last_sequence + 1, head.last_hash
        entry.hash = digest_of({name: getattr(entry, name) for name in BOUND})
        head.last_sequence, head.last_hash = entry.sequence, entry.hash
    with connection.cursor() as cursor:  # by key: a bulk_update writes one long CASE
        cursor.executemany(PLACED, [[row.sequence, row.previous_hash, row.hash, row.pk] for row in entries])
    head.save(update_fields=["last_sequence", "last_hash"])
