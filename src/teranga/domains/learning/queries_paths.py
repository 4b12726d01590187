"""Reads of training paths: what everybody sees, one's own progress, the desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.learning.models import Cohort, Enrolment, PathStep, StepDone, TrainingPath
from teranga.domains.people.models import Person
from teranga.domains.places.models import Offer, WaitingEntry
from teranga.domains.places.queries_lists import (
    open_entries_of,
    open_list_offer,
    place_in_list,
    waiting_by_quota,
)


@dataclass(frozen=True, slots=True)
class CohortLine:
    cohort: Cohort
    helpers: int
    needed: int  # helpers for those who learn now, at least one
    waiting: int = 0  # people in the list for a place

    @property
    def free(self) -> int:
        return self.cohort.quota.free


def shown_paths(community: Community) -> list[TrainingPath]:
    return list(TrainingPath.objects.filter(community=community, shown=True).order_by("pk"))


def shown_path(community: Community, slug: str) -> TrainingPath:
    """Raises NotFound."""
    rows = TrainingPath.objects.filter(community=community, slug=slug, shown=True)
    row = rows.select_related("community").first()
    if row is None:
        raise NotFound(slug)
    return row


def path_of(community: Community, number: int) -> TrainingPath:
    """Raises NotFound."""
    row = TrainingPath.objects.filter(community=community, pk=number).select_related("community").first()
    if row is None:
        raise NotFound(str(number))
    return row


def paths_of(community: Community) -> list[TrainingPath]:
    return list(TrainingPath.objects.filter(community=community).order_by("-pk"))


def steps_of(path: TrainingPath) -> list[PathStep]:
    return list(PathStep.objects.filter(community=path.community_id, path=path).order_by("position", "pk"))


def step_of(path: TrainingPath, number: int) -> PathStep:
    """Raises NotFound."""
    row = PathStep.objects.filter(community=path.community_id, path=path, pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def cohorts_of(path: TrainingPath) -> list[CohortLine]:
    """The newest first, with helpers had and needed, and who waits."""
    rows = Cohort.objects.filter(community=path.community_id, path=path).select_related("quota")
    helping = Enrolment.objects.filter(community=path.community_id, cohort__path=path)
    helping = helping.filter(role=Enrolment.Role.HELPER, state=Enrolment.State.ENROLLED)
    counts: dict[int, int] = {}
    for cohort in helping.values_list("cohort_id", flat=True):
        counts[cohort] = counts.get(cohort, 0) + 1
    found = list(rows.order_by("-start", "-pk"))
    full = [row.quota_id for row in found if row.quota.free < 1]
    waiting = waiting_by_quota(path.community_id, full) if full else {}
    return [
        CohortLine(row, counts.get(row.pk, 0), helpers_needed(row), waiting.get(row.quota_id, 0))
        for row in found
    ]


def helpers_needed(cohort: Cohort) -> int:
    """So many per ten learners, rounded up, and never nobody."""
    return max(1, -(-cohort.quota.used * cohort.helpers_per_ten // 10))


def cohort_of(path: TrainingPath, number: int) -> Cohort:
    """Raises NotFound."""
    rows = Cohort.objects.filter(community=path.community_id, path=path, pk=number)
    row = rows.select_related("path__community", "quota").first()
    if row is None:
        raise NotFound(str(number))
    return row


def cohort_of_quota(quota_id: int) -> Cohort | None:
    """The group whose places these are."""
    rows = Cohort.objects.across_communities("a quota names one group").filter(quota=quota_id)
    return rows.select_related("path__community", "quota").first()


def learners_by_quota(quotas: Collection[int]) -> dict[int, int]:
    """Quota -> learners who hold a place: those who left gave theirs back. For places' nightly count."""
    rows = Enrolment.objects.across_communities("quotas counted again").filter(cohort__quota__in=quotas)
    rows = rows.filter(role=Enrolment.Role.LEARNER).exclude(state=Enrolment.State.LEFT).order_by()
    return dict(rows.values_list("cohort__quota").annotate(number=Count("pk")))


@dataclass(frozen=True, slots=True)
class Progress:
    enrolment: Enrolment
    steps: tuple[tuple[PathStep, bool], ...]

    @property
    def done(self) -> int:
        return sum(is_done for _step, is_done in self.steps)


def own_progress(person: Person) -> list[Progress]:
    """Every path that this person follows, helps with or finished."""
    rows = Enrolment.objects.across_communities("one person's own enrolments").filter(person=person)
    enrolments = list(
        rows.exclude(state=Enrolment.State.LEFT).select_related("cohort__path", "community").order_by("-pk")
    )
    paths = {one.cohort.path_id for one in enrolments}
    steps: dict[int, list[PathStep]] = {}
    every = PathStep.objects.across_communities("steps of the paths that one person follows")
    for step in every.filter(path__in=paths).order_by("position", "pk"):
        steps.setdefault(step.path_id, []).append(step)
    marks = StepDone.objects.across_communities("marks of one person")
    done = set(marks.filter(enrolment__in=enrolments).values_list("enrolment_id", "step_id"))
    return [
        Progress(one, tuple((step, (one.pk, step.pk) in done) for step in steps.get(one.cohort.path_id, ())))
        for one in enrolments
    ]


@dataclass(frozen=True, slots=True)
class OwnWaiting:
    """Where somebody stands in the list of a group, and what is offered to them."""

    entry: WaitingEntry
    cohort: Cohort
    position: int
    offer: Offer | None


def own_waiting(entry: WaitingEntry) -> OwnWaiting | None:
    cohort = cohort_of_quota(entry.quota_id)
    if cohort is None:
        return None
    return OwnWaiting(entry, cohort, place_in_list(entry), open_list_offer(entry))


def waiting_of(person: Person) -> list[OwnWaiting]:
    """Every group for which this person waits."""
    return [own for entry in open_entries_of(person) if (own := own_waiting(entry))]


def own_enrolment(person: Person, number: int) -> Enrolment:
    """Raises NotFound."""
    rows = Enrolment.objects.across_communities("one person's own enrolment").filter(person=person)
    row = rows.filter(pk=number).select_related("cohort__path__community", "cohort__quota").first()
    if row is None:
        raise NotFound(str(number))
    return row
