"""Files that came in a ZIP with proposals, one at a time, through the door of those that speakers send."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from teranga.base.sealed_files import delete_file_later, read_file
from teranga.base.uploads import UploadRefused
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.actions.files import LARGEST, keep_file, taken_in
from teranga.domains.proposals.models import (
    CallQuestion,
    Proposal,
    ProposalFile,
    ProposalImport,
)

Progress = Callable[[int, int], None]


class _Member:
    """A file of the ZIP, as a form would send it. What unpacks beyond measure is not unpacked."""

    def __init__(self, folder: zipfile.ZipFile, path: str) -> None:
        self._folder, self._info = folder, folder.getinfo(path)
        self.size: int | None = self._info.file_size

    def read(self) -> bytes:
        with self._folder.open(self._info) as file:
            return file.read(LARGEST + 1)


def take_in_files(*, upload: ProposalImport, progress: Progress, at: datetime) -> int:
    """Each once, also when the job is done again; the ZIP goes at the end. Returns how many were refused."""
    content, refused, told = read_file(upload.uuid), 0, upload.made.get("files", [])
    folder = zipfile.ZipFile(io.BytesIO(content)) if content else None
    for place, entry in enumerate(told):
        progress(place, len(told))
        try:
            if folder is None:
                raise KeyError(entry[1])
            made = taken_in(_Member(folder, entry[1]))
        except (UploadRefused, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
            refused += 1
            continue
        _keep(upload, entry, place, made, at)
    with write():
        row = ProposalImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
        stored = row.get(pk=upload.pk)
        if stored.has_folder:
            delete_file_later(stored.uuid, at)
        stored.has_folder = False
        stored.report = stored.report | {"files": len(told) - refused, "files_left": refused}
        stored.made = {name: keys for name, keys in stored.made.items() if name != "files"}
        stored.save(update_fields=["has_folder", "report", "made"])
        record(by=Actor(stored.acting_as, stored.by_id), verb="proposal_import.files", at=at,
               object_type="proposal_import", object_id=stored.pk, community_id=stored.community_id,
               event_id=stored.event_id,
               changes={"files": len(told) - refused, "files_left": refused})  # fmt: skip
    return refused


def _keep(upload: ProposalImport, entry: list[Any], place: int, made: bytes, at: datetime) -> None:
    proposal_id, path, title, question_id, wanted = entry
    key = uuid.uuid5(upload.uuid, f"{place}")
    here = {"community": upload.community_id, "event": upload.event_id}
    with write():
        row = Proposal.objects.filter(**here, pk=proposal_id).select_related("call", "event").first()
        if row is None or ProposalFile.objects.filter(**here, uuid=key).exists():
            return
        question = CallQuestion.objects.filter(**here, pk=question_id).first() if question_id else None
        name = title or path.rsplit("/", 1)[-1]
        keep_file(row, name=name, content=made, question=question, key=key, hidden=wanted is False, at=at)
