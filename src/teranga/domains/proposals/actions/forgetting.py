"""The end of answers: on the day that their question names, wherever they were written down."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from teranga.domains.proposals.models import Call, CallQuestion, ProposalAnswer, ProposalFile, ProposalVersion
from teranga.domains.proposals.rules_call import answers_end_at, last_day_of_answers

LOOKED_BACK = timedelta(days=14)  # for days on which the daily job did not run


def forget_answers(at: datetime) -> None:
    """Before the daily end of rows: days follow a question or an event that was changed, and versions lose
    what is over, as the answers themselves do. Call inside a write.
    """
    over: dict[int, set[int]] = {}
    for question in _questions():
        last = answers_end_at(question)
        here = {"event": question.event_id, "question": question}
        ProposalAnswer.objects.filter(**here).exclude(forget_at=last).update(forget_at=last)
        day = last_day_of_answers(question)
        ProposalFile.objects.filter(**here).exclude(delete_on=day).update(delete_on=day)
        if at > last and (question.is_answered or at < last + LOOKED_BACK):
            over.setdefault(question.call_id, set()).add(question.pk)
    for call_id, questions in over.items():
        _strip_versions(call_id, questions)


def _questions() -> list[CallQuestion]:
    answers = ProposalAnswer.objects.across_communities("as the outer query").filter(question=OuterRef("pk"))
    rows = CallQuestion.objects.across_communities("the daily end of answers in every community")
    rows = rows.annotate(is_answered=Exists(answers)).select_related("event")
    return list(rows.exclude(call__state=Call.State.DRAFT))


def _strip_versions(call_id: int, questions: Collection[int]) -> None:
    keys = {str(number) for number in questions}
    rows = ProposalVersion.objects.across_communities("the versions of one call")
    for version in rows.filter(proposal__call=call_id).iterator(200):
        told = json.loads(version.hidden or "{}")
        answers = told.get("answers") or {}
        if keys & set(answers):
            told["answers"] = {key: text for key, text in answers.items() if key not in keys}
            version.hidden = json.dumps(told)
            version.save(update_fields=["hidden"])
