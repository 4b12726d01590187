"""An event as a satellite of another community's event: one side proposes, the other one says yes."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event, EventLink
from teranga.domains.events.publishing import announce_event

PROPOSED, CONFIRMED = EventLink.State.PROPOSED, EventLink.State.CONFIRMED


class SatelliteOfItself(Exception):
    """An event cannot be a satellite of itself."""


def link_satellite(*, event: Event, of_event: Event, by: Actor, at: datetime) -> bool:
    """Say for both sides that `event` is a satellite of the other one; False when that was known."""
    with write():
        link = propose_satellite(event=event, of_event=of_event, by=by, at=at)
        return confirm_satellite(link=link, by=by, at=at)


def propose_satellite(*, event: Event, of_event: Event, by: Actor, at: datetime) -> EventLink:
    """Ask the organisers of the other event; its pages and ours show nothing yet."""
    if event.pk == of_event.pk:
        raise SatelliteOfItself(event.slug)
    with write():
        link, is_new = EventLink.objects.filter(community=event.community_id).get_or_create(
            event=event, of_event=of_event, defaults={"community_id": event.community_id, "state": PROPOSED}
        )
        if is_new:
            _audit("event.propose_satellite", link, by, at, ["", PROPOSED])
    return link


def confirm_satellite(*, link: EventLink, by: Actor, at: datetime) -> bool:
    """The other side says yes; False when it had already. From now on both events' pages show it."""
    with write():
        row = _locked(link)
        if row is None or row.state == CONFIRMED:
            return False
        row.state = CONFIRMED
        row.save(update_fields=["state"])
        _audit("event.link_satellite", row, by, at, [PROPOSED, CONFIRMED])
        announce_event(row.event)
        announce_event(row.of_event)
    return True


def drop_satellite(*, link: EventLink, by: Actor, at: datetime) -> None:
    """Either side takes the link away: a proposal withdrawn or refused, or a link that is over."""
    with write():
        row = _locked(link)
        if row is None:
            return
        announce_event(row.event)
        announce_event(row.of_event)
        _audit("event.drop_satellite", row, by, at, [row.state, ""])
        row.delete()


def _locked(link: EventLink) -> EventLink | None:
    rows = EventLink.objects.filter(community=link.community_id).select_related("event", "of_event")
    return rows.select_for_update(of=("self",)).filter(pk=link.pk).first()


def _audit(verb: str, link: EventLink, by: Actor, at: datetime, state: list[str]) -> None:
    """Both events' logs tell it."""
    for event in (link.event, link.of_event):
        record(by=by, verb=verb, object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk,
               changes={"satellite": [link.event.slug, link.of_event.slug], "state": state})  # fmt: skip
