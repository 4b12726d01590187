from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teranga.base.editing import check_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.models import WayOfDeciding
from teranga.domains.activity.publishing import tell_way
from teranga.domains.activity.rules import changed
from teranga.foundation.translated import TranslatedText


def say_how_we_decide(
    *, community_id: int, text: Mapping[str, str], by: Actor, at: datetime, seen: str = ""
) -> None:
    """The community's own words on its page of decisions. Raises EditedMeanwhile."""
    with write():
        WayOfDeciding.objects.bulk_create(
            [WayOfDeciding(community_id=community_id, updated_at=at)], ignore_conflicts=True
        )
        row = WayOfDeciding.objects.select_for_update().get(community_id=community_id)
        if row.text:
            check_unchanged(row.updated_at, seen)
        before, row.text, row.updated_at = row.text, TranslatedText(text), at
        row.save(update_fields=["text", "updated_at"])
        record(by=by, verb="way_of_deciding.change", object_type="way_of_deciding", object_id=row.pk, at=at,
               community_id=community_id, changes=changed({"text": before}, {"text": row.text}))  # fmt: skip
        tell_way(community_id)
