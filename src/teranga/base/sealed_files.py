"""Files of people: sealed on disk, named by a random key, gone with their row.

A row that is deleted, by whatever way, enqueues the end of its file in the same transaction; a daily job
looks for what was left behind.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model, Q
from django.db.models.signals import post_delete
from django.utils import timezone

from teranga.base import jobs
from teranga.base.sealing import seal_bytes, unseal_bytes

FOLDER = "sealed"
LEFT_BEHIND = timedelta(days=1)  # younger files may belong to a transaction that has not ended
_owners: dict[type[Model], Q] = {}


def put_file(key: UUID, content: bytes) -> None:
    """Before its row is written: what a rolled-back transaction leaves is swept away."""
    default_storage.save(_path(key.hex), ContentFile(seal_bytes(content)))


def read_file(key: UUID) -> bytes | None:
    """None when it is gone, or was sealed under another secret key."""
    try:
        with default_storage.open(_path(key.hex)) as file:
            return unseal_bytes(file.read())
    except FileNotFoundError:
        return None


def owns_files(model: type[Model], having: Q) -> None:
    """A row of the model has one file under its `uuid` while `having` is true of it. Called at start-up."""
    _owners[model] = having
    post_delete.connect(_row_is_gone, sender=model, dispatch_uid=f"aid.files.{model._meta.label}")


def delete_file(name: str) -> None:
    """Unless a row names it (again)."""
    if not _is_named(name):
        default_storage.delete(_path(name))


def sweep(at: datetime) -> int:
    """Delete old files that no row names; returns how many."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    gone = [
        name
        for name in names
        if default_storage.get_modified_time(_path(name)) < at - LEFT_BEHIND and not _is_named(name)
    ]
    for name in gone:
        default_storage.delete(_path(name))
    return len(gone)


def delete_file_later(key: UUID, at: datetime) -> None:
    """Once the transaction that ended its row, or says no more that it has one, is written."""
    jobs.enqueue("aid.delete_file", at=at, payload={"name": key.hex})  # named by whom needed it first


def _row_is_gone(sender: type[Model], instance: Any, **more: Any) -> None:
    delete_file_later(instance.uuid, timezone.now())


def _is_named(name: str) -> bool:
    try:
        key = UUID(name)
    except ValueError:
        return False
    return any(model._base_manager.filter(having, uuid=key).exists() for model, having in _owners.items())


def _path(name: str) -> str:
    return f"{FOLDER}/{name}"
