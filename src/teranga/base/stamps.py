"""Page stamps: a small row per scope, bumped in the transaction that changes something public there."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

INSTALLATION = "i"
BUMP_SQL = (
    "INSERT INTO base_stamp (scope, version) VALUES (%s, 2)"
    " ON CONFLICT (scope) DO UPDATE SET version = base_stamp.version + 1"
)
READ_SQL = "SELECT version FROM base_stamp WHERE scope = "


def community_scope(community_id: int) -> str:
    return f"c:{community_id}"


def event_scope(event_id: int) -> str:
    return f"e:{event_id}"


def bump(scopes: Iterable[str]) -> None:
    """Make every saved page of these scopes stale; the installation's stamp moves with every other one.

    Sorted, so that two writers lock the rows in one order.
    """
    with connection.cursor() as cursor:
        cursor.executemany(BUMP_SQL, [(scope,) for scope in sorted({*scopes, INSTALLATION})])


def read(scope: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ_SQL + "%s", [scope])
        row = cursor.fetchone()
    return row[0] if row else 1
