"""Training paths: written, followed in groups, finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor, record
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.learning.hooks import tell_finished
from teranga.domains.learning.models import Cohort, Enrolment, PathStep, StepDone, TrainingPath
from teranga.domains.people.models import Person
from teranga.domains.places.actions.quotas import (
    SmallerThanTaken,
    make_quota_of_community,
    resize_quota_of_community,
)
from teranga.domains.places.actions.scarcity import Counted, SoldOut, give_back, locked_quota, take
from teranga.domains.places.models import Quota

Role, State = Enrolment.Role, Enrolment.State


class PathRefused(Exception):
    """The path or cohort cannot be kept like this. Nothing was written. `field` says what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class CohortFull(Exception):
    """Every place of the cohort is taken. Nothing was written."""


class NotAMember(Exception):
    """Only confirmed members take part. Nothing was written."""


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
        _note("path.save", row.community_id, row.pk, {"slug": ["", slug], "shown": [None, shown]}, by, at)
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
        _note("path.step", path.community_id, path.pk, {"step": [None, row.position + 1]}, by, at)
        announce_community(path.community)
    return row


def remove_step(*, step: PathStep, by: Actor, at: datetime) -> None:
    with write():
        path = step.path
        _note("path.step_remove", path.community_id, path.pk, {"step": [step.position + 1, None]}, by, at)
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
        _note("cohort.save", path.community_id, row.pk, {"start": [None, start.isoformat()]}, by, at)
        announce_community(path.community)
    return row


def enrol(*, cohort: Cohort, person: Person, role: str, by: Actor, at: datetime) -> Enrolment:
    """Take a place as a learner, or help (helpers take none). Raises CohortFull and NotAMember.

    The quota is locked before the enrolment's row, in the one order of places.actions.scarcity.
    """
    with write():
        members = Membership.objects.filter(community=cohort.community_id, person=person)
        if not members.filter(state=Membership.State.CONFIRMED).exists():
            raise NotAMember
        quotas = locked_quota(cohort.community_id, cohort.quota_id)
        rows = Enrolment.objects.filter(community=cohort.community_id, cohort=cohort, person=person)
        row = rows.select_for_update().first()
        if row and row.state != State.LEFT:
            return row
        if role == Role.LEARNER:
            try:
                take(quotas, cohort.quota_id, 1, Counted.USED)
            except SoldOut as full:
                raise CohortFull from full
        row = row or Enrolment(community_id=cohort.community_id, cohort=cohort, person=person)
        row.role, row.state, row.enrolled_at = Role(role), State.ENROLLED, at
        row.save()
        _note("path.enrol", cohort.community_id, row.pk, {"role": [None, row.role]}, by, at)
        announce_community(cohort.path.community)
    return row


def give_cohort_places_back(person: Person, at: datetime) -> None:
    """Somebody is forgotten: their enrolments go, so what they held is free for others."""
    mine = Enrolment.objects.across_communities("what one person holds, wherever it is")
    rows = mine.filter(person=person, role=Role.LEARNER).exclude(state=State.LEFT).select_related("cohort")
    for row in rows.order_by("cohort__quota_id"):
        quotas = locked_quota(row.community_id, row.cohort.quota_id)
        give_back(quotas, row.cohort.quota_id, 1, Counted.USED)
        row.state = State.LEFT
        row.save(update_fields=["state"])
        _note("path.leave", row.community_id, row.pk, {"state": ["", row.state]}, PROGRAM, at)


def leave_cohort(*, enrolment: Enrolment, by: Actor, at: datetime) -> None:
    """Give the place back; one who finished stays in the list of those who did."""
    with write():
        quotas = locked_quota(enrolment.community_id, enrolment.cohort.quota_id)
        rows = Enrolment.objects.filter(community=enrolment.community_id).select_for_update()
        row = rows.get(pk=enrolment.pk)
        if row.state != State.ENROLLED:
            return
        row.state = State.LEFT
        row.save(update_fields=["state"])
        if row.role == Role.LEARNER:
            give_back(quotas, enrolment.cohort.quota_id, 1, Counted.USED)
        _note("path.leave", row.community_id, row.pk, {"state": [State.ENROLLED, row.state]}, by, at)
        announce_community(enrolment.cohort.path.community)


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
            _note("path.finish", row.community_id, row.pk, {}, by, at)
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


def _note(
    verb: str, community_id: int, number: int, changes: dict[str, Any], by: Actor, at: datetime
) -> None:
    record(by=by, verb=verb, object_type="path", object_id=number, at=at, community_id=community_id,
           changes=changes)  # fmt: skip
