"""Moving every row of one person to another, and exactly back. The decision is made in communities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.models import DuplicateSuspicion, MergeRecord, Person

STAYS = ("people.MergeRecord", "people.DuplicateSuspicion", "people.Person")  # they speak of both records
OWNERS = ("person", "owner", "responsible_person", "only_for", "used_by", "accepted_by")
FILLED = ("name", "folded_name", "city", "languages")
Change = tuple[str, int, dict[str, Any], dict[str, Any]]


class MergeRefused(Exception):
    """These two records cannot be joined or parted. The text is for the organiser who tried."""


def move_everything(
    *, kept: Person, other: Person, community_id: int, changed: list[Change], by: Actor, at: datetime
) -> MergeRecord:
    """Give all rows of `other` to `kept`; one that `kept` has already stays. Call inside a write."""
    moved = [
        [model._meta.label, field.name, key]
        for model, field in relations_to_people()
        for key in _move_rows(model, field, other, kept)
    ]
    changed = [*changed, *_fill_gaps(kept, other), _hide(other, kept)]
    row = MergeRecord.objects.create(
        community_id=community_id, kept=kept, other=other, moved=moved, changed=changed, merged_at=at,
        merged_by_id=by.person_id,
    )  # fmt: skip
    _audit(row, "person.merge", by=by, at=at)
    return row


def move_back(*, record_of: MergeRecord, by: Actor, at: datetime) -> None:
    """Undo a merge: rows and fields are as before, except those that were edited since."""
    with write():
        row = MergeRecord.objects.select_for_update().filter(pk=record_of.pk, undone_at=None).first()
        if row is None:
            return
        for label, field, key in row.moved:
            _rows(apps.get_model(label)).filter(pk=key, **{f"{field}_id": row.kept_id}).update(
                **{f"{field}_id": row.other_id}
            )
        for label, key, before, after in row.changed:
            _restore(apps.get_model(label), key, before, after)
        row.undone_at, row.undone_by_id = at, by.person_id
        row.save(update_fields=["undone_at", "undone_by"])
        _audit(row, "person.unmerge", by=by, at=at)


def decide_suspicion(*, suspicion: DuplicateSuspicion, decision: str, by: Actor, at: datetime) -> None:
    """ "apart", "merged", or "" when a merge was undone."""
    with write():
        suspicion.decision, suspicion.decided_at = decision, at if decision else None
        suspicion.decided_by_id = by.person_id if decision else None
        suspicion.save(update_fields=["decision", "decided_at", "decided_by"])
        record(
            by=by, verb="suspicion.decide", object_type="person", object_id=suspicion.person_id, at=at,
            community_id=suspicion.community_id, changes={"decision": ["", decision]},
        )  # fmt: skip


def relations_to_people() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column of ours that says whose a row is; columns that only name an actor stay as they are."""
    for model in apps.get_models():
        if not model.__module__.startswith("teranga.") or model._meta.label in STAYS:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Person and field.name in OWNERS:
                yield model, field


def _move_rows(model: type[models.Model], field: models.Field, other: Person, kept: Person) -> Iterator[int]:
    for key in list(_rows(model).filter(**{field.name: other}).order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                _rows(model).filter(pk=key).update(**{field.name: kept})
        except IntegrityError:
            continue  # the kept record has the same already
        yield key


def _rows(model: type[models.Model]) -> Any:
    rows = model._default_manager.all()
    return rows.across_communities("rows of one person") if hasattr(rows, "across_communities") else rows


def _fill_gaps(kept: Person, other: Person) -> list[Change]:
    """What the kept record does not say is taken from the other one."""
    empty = [name for name in FILLED if not getattr(kept, name) and getattr(other, name)]
    if not empty:
        return []
    before = {name: getattr(kept, name) for name in empty}
    after = {name: getattr(other, name) for name in empty}
    return [change_row(kept, before, after)]


def _hide(other: Person, kept: Person) -> Change:
    return change_row(other, {"merged_into_id": None}, {"merged_into_id": kept.pk})


def change_row(row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> Change:
    """Write `after` into the row; what a merge must remember of it."""
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in after])
    return row._meta.label, row.pk, _plain(before), _plain(after)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON keeps them, moments to the microsecond."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _restore(model: type[models.Model], key: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    row = _rows(model).filter(pk=key).first()
    if row is None:
        return
    fields = [name for name in before if getattr(row, name) == _read(model, name, after[name])]
    for name in fields:
        setattr(row, name, _read(model, name, before[name]))
    row.save(update_fields=[name.removesuffix("_id") for name in fields])


def _read(model: type[models.Model], name: str, value: Any) -> Any:
    if name.endswith("_id"):
        return value
    return model._meta.get_field(name).to_python(value)


def _audit(row: MergeRecord, verb: str, *, by: Actor, at: datetime) -> None:
    record(
        by=by, verb=verb, object_type="person", object_id=row.kept_id, at=at, community_id=row.community_id,
        changes={"other": ["", row.other_id], "rows": [0, len(row.moved)]},
    )  # fmt: skip
