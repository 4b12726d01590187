from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.events.actions.upload_programme import apply, examine
from teranga.domains.events.models import ProgrammeUpload


@task("events.read_upload")
def read_upload(*, event_id: int, upload_id: int) -> None:
    upload = _upload(event_id, upload_id)
    if upload:
        examine(upload, clock=timezone.now)


@task("events.apply_upload")
def apply_upload(*, event_id: int, upload_id: int) -> None:
    upload = _upload(event_id, upload_id)
    if upload:
        apply(upload, clock=timezone.now)


def _upload(event_id: int, upload_id: int) -> ProgrammeUpload | None:
    rows = ProgrammeUpload.objects.filter(event=event_id, pk=upload_id)
    return rows.select_related("event__community").first()
