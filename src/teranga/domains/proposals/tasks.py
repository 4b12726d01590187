from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.proposals.actions.assigning import solve_assignment
from teranga.domains.proposals.actions.scores import count_scores
from teranga.domains.proposals.actions.selections import find_reasons
from teranga.domains.proposals.models import AssignmentRun, Call, Selection


@task("proposals.count_scores")
def count_the_scores(*, community_id: int, call_id: int) -> None:
    call = Call.objects.filter(community=community_id, pk=call_id).first()
    if call:
        count_scores(call=call)


@task("proposals.explain_selection")
def explain_the_selection(*, community_id: int, selection_id: int) -> None:
    rows = Selection.objects.filter(community=community_id, pk=selection_id)
    selection = rows.select_related("call").first()
    if selection:
        find_reasons(selection=selection)


@task("proposals.assign")
def assign_reviewers(*, community_id: int, run_id: int) -> None:
    rows = AssignmentRun.objects.filter(community=community_id, pk=run_id, done_at=None)
    run = rows.select_related("call").first()
    if run:
        solve_assignment(run=run, at=timezone.now())
