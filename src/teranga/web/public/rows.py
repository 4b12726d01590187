"""One line of words about an event, for lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.events.queries import EventRow
from teranga.foundation.translated import TranslatedText
from teranga.web import labels, localised


@dataclass(frozen=True, slots=True)
class EventLine:
    path: str
    name: TranslatedText
    start: date
    end: date
    line: str
    community: TranslatedText
    community_kind: str


def event_line(
    row: EventRow, now: datetime, *, with_community: bool = False, full: Collection[int] = ()
) -> EventLine:
    """`full`: the events of the list that have no place left."""
    pieces = [localised.days(row.start, row.end)]
    if row.cancelled:
        pieces.insert(0, _("Cancelled"))
    elif row.starts_at and row.start == row.end:
        pieces.append(localised.clock(row.starts_at, row.zone))
    pieces.append(labels.mode(row.mode) if row.mode == "online" else row.city or labels.event_kind(row.kind))
    if row.attended:
        count = localised.number(row.attended)
        told = ngettext("%(count)s person", "%(count)s people", row.attended) % {"count": count}
        pieces.append(_("more than %(people)s") % {"people": told} if row.attended_at_least else told)
    elif row.id in full and row.end >= now.date():
        pieces.append(_("full, with a waiting list"))
    elif row.capacity and row.end >= now.date():
        pieces.append(
            ngettext("%(count)s place", "%(count)s places", row.capacity)
            % {"count": localised.number(row.capacity)}
        )
    return EventLine(
        row.path, row.name, row.start, row.end, " · ".join(piece for piece in pieces if piece),
        row.community if with_community else TranslatedText(), row.community_kind,
    )  # fmt: skip
