"""Projects and learning goals: written by their owner, joined by others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.idempotency import once
from teranga.base.moderation import score
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.learning.models import Project, ProjectMember, ProjectStep
from teranga.domains.people.models import Person

TEXTS = ("title", "goal", "helped", "looking_for")
MOST_STEPS = 40


class ProjectFields(TypedDict, total=False):
    kind: str
    state: str
    shown: str
    language: str
    title: str
    goal: str
    helped: str
    looking_for: str
    first_tasks: list[str]
    repository: str
    event_id: int | None


class NotAMember(Exception):
    """Only confirmed members do this here. Nothing was written."""


def add_project(
    *, community: Community, person: Person, steps: Sequence[tuple[date | None, str]], key: str, by: Actor,
    at: datetime, **fields: Unpack[ProjectFields],
) -> int:  # fmt: skip
    """A new project, once per key; returns its number. Raises NotAMember.

    One whose words look like an advertisement waits for an organiser before the public sees it.
    """

    def act() -> dict[str, Any]:
        _check_member(community.pk, person)
        row = Project(community=community, owner=person, created_at=at, updated_at=at, **fields)
        row.hidden_at = at if _looks_wrong(fields) else None
        row.save(force_insert=True)
        _set_steps(row, steps)
        _note("project.add", row, {"title": [None, row.title], "shown": [None, row.shown]}, by, at)
        announce_community(community)
        return {"number": row.pk}

    return int(once(f"project:{community.pk}", key, at, act)["number"])


def change_project(
    *, project: Project, steps: Sequence[tuple[date | None, str]] | None = None, by: Actor, at: datetime,
    **fields: Unpack[ProjectFields],
) -> list[str]:  # fmt: skip
    """Returns the names of the fields that differed; a step keeps its mark while its words stay."""
    with write():
        row = _locked(project)
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        if row.hidden_at is None and _looks_wrong(fields):
            row.hidden_at = at
        row.updated_at = at
        row.save()
        if steps is not None:
            _set_steps(row, steps)
        differing = changed(before, {name: getattr(row, name) for name in fields})
        if differing:
            _note("project.change", row, differing, by, at)
        announce_community(row.community)
    return sorted(differing)


def mark_step(*, project: Project, step_id: int, is_done: bool, by: Actor, at: datetime) -> None:
    """Done, or open again; a step of another project is left alone."""
    with write():
        row = _locked(project)
        steps = ProjectStep.objects.filter(community=row.community_id, project=row, pk=step_id)
        if steps.update(done_at=at if is_done else None):
            _note("project.step", row, {"done": [not is_done, is_done]}, by, at)
            announce_community(row.community)


def remove_project(*, project: Project, by: Actor, at: datetime) -> None:
    with write():
        row = _locked(project)
        _note("project.remove", row, {"title": [row.title, None]}, by, at)
        row.delete()
        announce_community(row.community)


def hide_project(*, project: Project, hide: bool, by: Actor, at: datetime) -> None:
    """An organiser takes a project from the public, or lets it be seen (again)."""
    with write():
        row = _locked(project)
        row.hidden_at = at if hide else None
        row.save(update_fields=["hidden_at"])
        _note("project.hide" if hide else "project.show", row, {}, by, at)
        announce_community(row.community)


def ask_to_help(*, project: Project, person: Person, words: str, by: Actor, at: datetime) -> ProjectMember:
    """Once per person; the owner answers. Raises NotAMember, also for the owner's own project."""
    with write():
        row = _locked(project)
        _check_member(row.community_id, person)
        if row.owner_id == person.pk:
            raise NotAMember
        asked, is_new = ProjectMember.objects.get_or_create(
            community_id=row.community_id, project=row, person=person,
            defaults={"words": " ".join(words.split())[:400], "asked_at": at},
        )  # fmt: skip
        if is_new:
            _note("project.ask", row, {}, by, at)
    return asked


def answer_request(*, request: ProjectMember, yes: bool, by: Actor, at: datetime) -> None:
    """The owner's yes or no; with a yes each sees how to reach the other."""
    with write():
        rows = ProjectMember.objects.filter(community=request.community_id).select_for_update()
        row = rows.get(pk=request.pk)
        before, row.state = row.state, ProjectMember.State.MEMBER if yes else ProjectMember.State.DECLINED
        row.save(update_fields=["state"])
        _note("project.answer", request.project, {"state": [before, row.state]}, by, at)


def _check_member(community_id: int, person: Person) -> None:
    members = Membership.objects.filter(community=community_id, person=person)
    if not members.filter(state=Membership.State.CONFIRMED).exists():
        raise NotAMember


def _looks_wrong(fields: ProjectFields) -> bool:
    told = "\n".join(str(fields.get(name, "")) for name in TEXTS)
    return score(told).waits_for_a_person


def _set_steps(row: Project, steps: Sequence[tuple[date | None, str]]) -> None:
    mine = ProjectStep.objects.filter(community=row.community_id, project=row)
    done = dict(mine.exclude(done_at=None).values_list("text", "done_at"))
    mine.delete()
    ProjectStep.objects.bulk_create(
        ProjectStep(community_id=row.community_id, project=row, position=place, text=text[:200], due=due,
                    done_at=done.get(text[:200]))
        for place, (due, text) in enumerate(steps[:MOST_STEPS])
    )  # fmt: skip


def _locked(project: Project) -> Project:
    rows = Project.objects.filter(community=project.community_id).select_for_update(of=("self",))
    return rows.select_related("community").get(pk=project.pk)


def _note(verb: str, row: Project, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="project", object_id=row.pk, at=at, community_id=row.community_id,
           event_id=row.event_id, changes=changes)  # fmt: skip
