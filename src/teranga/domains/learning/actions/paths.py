"""Training paths: written, followed in groups, finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.communities.publishing import announce_community
from teranga.domains.learning.hooks import tell_finished
from teranga.domains.learning.models import Cohort, Enrolment, PathStep, StepDone, TrainingPath
from teranga.domains.places.actions.quotas import (
    SmallerThanTaken,
    make_quota_of_community,
    resize_quota_of_community,
)
from teranga.domains.places.models import Quota

State = Enrolment.State


class PathRefused(Exception):
    """The path or cohort cannot be kept like this. Nothing was written. `field` says what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def save_path(
    *, community: Community, path: TrainingPath | None, slug: str, name: dict[str, str],
    text: dict[str, str], shown: bool, by: Actor, at: datetime,
) -> TrainingPath:  # fmt: skip
    """Write a new path, or change one. Raises PathRefused."""
    with write():
        others = TrainingPath.objects.filter(community=community, slug=slug)
        if others.exclude(pk=path.pk if path else None).exists():
            raise PathRefused("slug")
        row = path or TrainingPath(community=community, created_at=at)
        told = {"slug": slug, "name": name, "text": text, "shown": shown, "updated_at": at}
        for field, value in told.items():
            setattr(row, field, value)
        row.save()
        note("path.save", row.community_id, row.pk, {"slug": ["", slug], "shown": [None, shown]}, by, at)
        announce_community(community)
    return row


def save_step(
    *, path: TrainingPath, step: PathStep | None, title: dict[str, str], text: dict[str, str],
    exercise: dict[str, str], materials: Sequence[str], minutes: int, by: Actor, at: datetime,
) -> PathStep:  # fmt: skip
    """A new last step, or a changed one."""
    with write():
        count = PathStep.objects.filter(community=path.community_id, path=path).count()
        row = step or PathStep(community_id=path.community_id, path=path, position=count)
        told = {"title": title, "text": text, "exercise": exercise, "materials": list(materials)[:10],
                "minutes": min(max(minutes, 5), 2000)}  # fmt: skip
        for field, value in told.items():
            setattr(row, field, value)
        row.save()
        note("path.step", path.community_id, path.pk, {"step": [None, row.position + 1]}, by, at)
        announce_community(path.community)
    return row


def remove_step(*, step: PathStep, by: Actor, at: datetime) -> None:
    with write():
        path = step.path
        note("path.step_remove", path.community_id, path.pk, {"step": [step.position + 1, None]}, by, at)
        step.delete()
        announce_community(path.community)


def save_cohort(
    *, path: TrainingPath, cohort: Cohort | None, start: date, end: date, rhythm: dict[str, str],
    place: dict[str, str], capacity: int, helpers_per_ten: int, by: Actor, at: datetime,
) -> Cohort:  # fmt: skip
    """A new group, or a changed one; never fewer places than are taken. Raises PathRefused."""
    if end < start:
        raise PathRefused("end")
    with write():
        quota = _room(path, cohort, capacity, by, at)  # locked before the group's row, as everywhere
        rows = Cohort.objects.filter(community=path.community_id, path=path).select_for_update(of=("self",))
        row = rows.get(pk=cohort.pk) if cohort else Cohort(community_id=path.community_id, path=path)
        row.quota = quota
        row.start, row.end, row.rhythm, row.place = start, end, rhythm, place
        row.helpers_per_ten = helpers_per_ten
        row.save()
        note("cohort.save", path.community_id, row.pk, {"start": [None, start.isoformat()]}, by, at)
        announce_community(path.community)
    return row


def mark_step(*, enrolment: Enrolment, step: PathStep, is_done: bool, by: Actor, at: datetime) -> Enrolment:
    """The learner says what is done; with the last step the path is finished, and stays so."""
    with write():
        rows = Enrolment.objects.filter(community=enrolment.community_id)
        row = rows.select_for_update(of=("self",)).select_related("cohort").get(pk=enrolment.pk)
        if row.state == State.LEFT or step.path_id != row.cohort.path_id:
            return row
        marks = StepDone.objects.filter(community=row.community_id, enrolment=row)
        if is_done:
            StepDone.objects.get_or_create(
                community_id=row.community_id, enrolment=row, step=step, defaults={"at": at}
            )
        else:
            marks.filter(step=step).delete()
        steps = PathStep.objects.filter(community=row.community_id, path=row.cohort.path_id).count()
        if row.state == State.ENROLLED and marks.count() == steps:
            row.state, row.finished_at = State.FINISHED, at
            row.save(update_fields=["state", "finished_at"])
            note("path.finish", row.community_id, row.pk, {}, by, at)
            tell_finished(row, by=by, at=at)
    return row


def _room(path: TrainingPath, cohort: Cohort | None, size: int, by: Actor, at: datetime) -> Quota:
    if cohort is None:
        return make_quota_of_community(community_id=path.community_id, size=size, by=by, at=at)
    try:
        resize_quota_of_community(quota=cohort.quota, size=size, by=by, at=at)
    except SmallerThanTaken as refused:
        raise PathRefused("capacity") from refused
    return cohort.quota


def note(verb: str, community_id: int, number: int, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="path", object_id=number, at=at, community_id=community_id,
           changes=changes)  # fmt: skip
