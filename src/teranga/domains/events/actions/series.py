"""What a series is, when it meets, and the days on which it does otherwise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity import rules
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.communities.publishing import announce_community
from teranga.domains.events.actions.settle_place import announce_events
from teranga.domains.events.models import Event, Series, SeriesException
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.translated import TranslatedText

MOST_TRIES = 200


class SeriesFields(TypedDict, total=False):
    name: TranslatedText
    about: TranslatedText
    rule: str
    first_day: date | None
    last_day: date | None


class ReasonMissing(Exception):
    """People who wanted to come deserve a reason."""


class NoDayOfTheRule(Exception):
    """The rule does not meet on this day."""


def begin_series(*, community: Community, by: Actor, at: datetime, **fields: Unpack[SeriesFields]) -> Series:
    """A new series at an address made from its name."""
    wanted = slug(str(fields["name"])) or "series"
    with write():
        taken = set(Series.objects.filter(community=community).values_list("slug", flat=True))
        free = next(
            one for one in (free_slug(wanted, number) for number in range(1, MOST_TRIES)) if one not in taken
        )
        series = Series.objects.create(community=community, slug=free, **fields)
        _note(series, "series.begin", rules.changed({}, dict(fields)), by, at)
    return series


def change_series(
    *, series: Series, by: Actor, at: datetime, seen: str = "", **fields: Unpack[SeriesFields]
) -> list[str]:
    """Change what is said of a series; returns the names of the fields that differed."""
    with write():
        row = Series.objects.filter(community=series.community_id).select_for_update().get(pk=series.pk)
        wanted: dict[str, Any] = {**fields}
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        if not changed:
            return []
        check_values_unchanged(row, wanted, seen)
        before = {name: getattr(row, name) for name in changed}
        for name in changed:
            setattr(row, name, wanted[name])
        row.save(update_fields=changed)
        series.refresh_from_db(fields=changed)
        _note(
            series, "series.change", rules.changed(before, {name: wanted[name] for name in changed}), by, at
        )
        if "name" in changed:
            announce_events(Event.objects.filter(community=series.community_id, series=series))
    return changed


def except_day(
    *, series: Series, day: date, moved_to: date | None, why: TranslatedText, by: Actor, at: datetime
) -> None:
    """Skip a day of the rule, or move it. An event that was made for it is left to its own page."""
    if not why:
        raise ReasonMissing(series.slug)
    with write():
        known = SeriesException.objects.filter(community=series.community_id, series=series, day=day).first()
        before = {"moved_to": known.moved_to, "why": known.why} if known else {}
        after = {"moved_to": moved_to, "why": why}
        if before == after:
            return
        SeriesException.objects.filter(community=series.community_id).update_or_create(
            series=series, day=day, defaults={"community_id": series.community_id, **after}
        )
        _note(series, "series.except", {"day": [None, day], **rules.changed(before, after)}, by, at)


def keep_day(*, series: Series, day: date, by: Actor, at: datetime) -> bool:
    """The rule holds for this day after all; False when it always did."""
    with write():
        rows = SeriesException.objects.filter(community=series.community_id, series=series, day=day)
        if not rows.delete()[0]:
            return False
        _note(series, "series.keep", {"day": [day, None]}, by, at)
    return True


def _note(series: Series, verb: str, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="series", object_id=series.pk, at=at,
           community_id=series.community_id, changes=changes)  # fmt: skip
    announce_community(series.community)
