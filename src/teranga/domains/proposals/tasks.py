from __future__ import annotations

from teranga.base.jobs import task
from teranga.domains.proposals.actions.scores import count_scores
from teranga.domains.proposals.models import Call


@task("proposals.count_scores")
def count_the_scores(*, community_id: int, call_id: int) -> None:
    call = Call.objects.filter(community=community_id, pk=call_id).first()
    if call:
        count_scores(call=call)
