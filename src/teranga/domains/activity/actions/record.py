"""Every action writes one audit row in its own transaction."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teranga.domains.activity.models import AuditEntry

request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and as whom; passed into every action by its caller."""

    acting_as: str
    person_id: int | None = None


VISITOR = Actor("visitor")
COMMAND_LINE = Actor("command line")


def record(
    *, by: Actor, verb: str, object_type: str, object_id: int | None, at: datetime,
    community_id: int | None = None, event_id: int | None = None, changes: dict[str, Any] | None = None,
) -> AuditEntry:  # fmt: skip
    return AuditEntry.objects.create(
        community_id=community_id, event_id=event_id, actor_id=by.person_id, acting_as=by.acting_as, verb=verb,
        object_type=object_type, object_id=object_id, changes=changes or {}, at=at,
        request_id=request_id.get(),
    )  # fmt: skip
