from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import daily, report_progress, task
from teranga.domains.activity.actions.record import PROGRAM
from teranga.domains.proposals.actions.import_files import take_in_files
from teranga.domains.proposals.actions.importing import apply_import, drop_stale_imports
from teranga.domains.proposals.models import ProposalImport


@task("proposals.apply_import")
def put_in(*, community_id: int, import_id: int) -> None:
    row = ProposalImport.objects.filter(community=community_id, pk=import_id).defer("content").first()
    if row:
        apply_import(upload=row, at=timezone.now())


@task("proposals.take_in_files")
def take_in(*, community_id: int, import_id: int) -> None:
    row = ProposalImport.objects.filter(community=community_id, pk=import_id).defer("content").first()
    if row and row.has_folder:
        take_in_files(upload=row, progress=report_progress, at=timezone.now())


@daily("proposals.drop_stale_imports", hour=3)
def drop_stale() -> None:
    drop_stale_imports(by=PROGRAM, at=timezone.now())
