"""The first-timer's page of an event, and its buddies: newcomers and those who accompany them."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.learning.models import FirstTimeGuide, Programme

PARTS = ("expect", "prepare", "after")


def write_guide(*, event: Event, texts: dict[str, dict[str, str]], by: Actor, at: datetime) -> FirstTimeGuide:
    """The team's own words; a part that they leave empty keeps ours."""
    with write():
        row, _is_new = FirstTimeGuide.objects.update_or_create(
            event=event, community_id=event.community_id,
            defaults={**{part: texts.get(part, {}) for part in PARTS}, "updated_at": at},
        )  # fmt: skip
        record(by=by, verb="guide.write", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk)  # fmt: skip
        announce_event(event)
    return row


def open_buddies(*, event: Event, by: Actor, at: datetime) -> Programme:
    """Let newcomers ask for company, and others offer it, until the event's last day; once per event."""
    with write():
        rows = Programme.objects.filter(community=event.community_id, event=event)
        kept = rows.filter(kind=Programme.Kind.FIRST_TIME).first()
        if kept:
            return kept
        row = Programme.objects.create(
            community_id=event.community_id, event=event, kind=Programme.Kind.FIRST_TIME,
            slug=f"buddies-{event.slug}"[:60], state=Programme.State.OPEN,
            name=_names(event), apply_until=event.end, start=event.start, end=event.end,
            created_at=at, updated_at=at,
        )  # fmt: skip
        record(by=by, verb="programme.add", object_type="programme", object_id=row.pk, at=at,
               community_id=event.community_id, event_id=event.pk)  # fmt: skip
        announce_event(event)
    return row


def _names(event: Event) -> dict[str, str]:
    names = {}
    for language in event.languages or event.community.languages:
        with translation.override(language):
            names[language] = _("Buddies at {event}").format(
                event=event.name.in_language(language, event.community.default_language)
            )
    return names
