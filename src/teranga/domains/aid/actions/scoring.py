"""Points by the rubric, recusals and remarks. Nobody scores themselves or somebody close to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import locked_application, move_application, note
from teranga.domains.aid.actions.rounds import note as note_of_round
from teranga.domains.aid.models import AidApplication, AidRound, Criterion, Recusal, Remark, Score
from teranga.domains.aid.queries_scoring import is_scorer, kept_away, sheets_of
from teranga.domains.aid.rules import SCORED, waits_for_guardian
from teranga.domains.people.models import Person

LONGEST = 2000


class ScoringRefused(Exception):
    """Nothing was written. `why`: scorer, closed, recused, guardian or points."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def score_application(
    *, application: AidApplication, person: Person, points: Mapping[int, int], by: Actor, at: datetime
) -> AidApplication:
    """Points for every line of the rubric, by its key. The first ones bring it into review.

    Raises ScoringRefused.
    """
    with write():
        row = locked_application(application)
        _check(row, person)
        lines = {one.pk: one for one in Criterion.objects.filter(community=row.community_id, round=row.round)}
        if points.keys() != lines.keys() or any(
            not 0 <= given <= lines[key].most for key, given in points.items()
        ):
            raise ScoringRefused("points")
        for key, given in points.items():
            Score.objects.update_or_create(
                community_id=row.community_id, application=row, person=person, criterion=lines[key],
                defaults={"points": given, "at": at},
            )  # fmt: skip
        if row.state == AidApplication.State.SUBMITTED:
            move_application(row, "review", by=by, at=at)
        _recount(row)
        note("score", row, {}, by, at)
    return row


def recuse(*, application: AidApplication, person: Person, reason: str, by: Actor, at: datetime) -> None:
    """This person never sees it again, and what they gave no longer counts. Raises ScoringRefused."""
    with write():
        row = locked_application(application)
        _check(row, person)
        Recusal.objects.create(
            community_id=row.community_id, application=row, person=person, reason=reason.strip()[:300], at=at
        )
        Score.objects.filter(community=row.community_id, application=row, person=person).delete()
        _recount(row)
        note("recuse", row, {}, by, at)


def remark(*, application: AidApplication, person: Person, text: str, by: Actor, at: datetime) -> None:
    """To the others of the committee; an empty one is none. Raises ScoringRefused."""
    with write():
        row = locked_application(application)
        if row.pk in kept_away(row.round, person.pk):
            raise ScoringRefused("recused")
        if words := text.strip()[:LONGEST]:
            Remark.objects.create(
                community_id=row.community_id, application=row, person=person, text=words, at=at
            )
            note("remark", row, {}, by, at)


def note_export(*, round: AidRound, rows: int, by: Actor, at: datetime) -> None:
    """That somebody took the list away, and how long it was."""
    note_of_round("export", round, {"rows": rows}, by, at)


def _check(row: AidApplication, person: Person) -> None:
    if not is_scorer(row.round, person.pk):
        raise ScoringRefused("scorer")
    if row.pk in kept_away(row.round, person.pk):
        raise ScoringRefused("recused")
    if row.state not in SCORED or row.round.state != AidRound.State.PUBLISHED:
        raise ScoringRefused("closed")
    if waits_for_guardian(row):
        raise ScoringRefused("guardian")


def _recount(row: AidApplication) -> None:
    """The mean over those who filled in every line."""
    sheets = sheets_of(row.round).get(row.pk, {})
    row.points = sum(sheets.values()) / len(sheets) if sheets else None
    row.save(update_fields=["points"])
