from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.learning.actions.matching import match
from teranga.domains.learning.models import MatchRun


@task("learning.match")
def match_mentors(*, community_id: int, run_id: int) -> None:
    rows = MatchRun.objects.filter(community=community_id, pk=run_id, done_at=None)
    run = rows.select_related("programme").first()
    if run:
        match(run=run, clock=timezone.now)
