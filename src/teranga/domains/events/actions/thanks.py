"""Thanking those who made an event, by name only where they agreed."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Membership
from teranga.domains.events.models import Event, Helper, Thanks
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.models import Person
from teranga.foundation.translated import TranslatedText


class NotAgreed(Exception):
    """Nobody is named who was not asked."""


def say_thanks(*, event: Event, text: TranslatedText, by: Actor, at: datetime) -> bool:
    """Write the text on the event's page; an empty one takes it away. False when it says so already."""
    with write():
        known = Thanks.objects.filter(event=event).first()
        before = known.text if known else TranslatedText()
        if before == text:
            return False
        row = known or Thanks(community_id=event.community_id, event=event)
        row.text = text
        row.save()
        _note(event, "thanks.say", event.pk, changed({"text": before}, {"text": text}), by, at)
    return True


def thank_helper(
    *, event: Event, name: str, what: TranslatedText, agreed: bool, by: Actor, at: datetime
) -> Helper:
    """Name somebody who agreed to it. A member of that name, if there is just one, is taken for them."""
    if not agreed:
        raise NotAgreed(event.slug)
    with write():
        helper, is_new = Helper.objects.filter(event=event).get_or_create(
            event=event, name=name,
            defaults={"community_id": event.community_id, "what": what, "agreed_at": at,
                      "person": _only_member_called(event, name)},
        )  # fmt: skip
        if not is_new and helper.what == what:
            return helper
        helper.what = what
        helper.save(update_fields=["what"])
        _note(event, "thanks.name", helper.pk, {}, by, at)
    return helper


def unname_helper(*, helper: Helper, event: Event, by: Actor, at: datetime) -> None:
    with write():
        number = helper.pk
        if Helper.objects.filter(event=event, pk=number).delete()[0]:
            _note(event, "thanks.unname", number, {}, by, at)


def _only_member_called(event: Event, name: str) -> Person | None:
    rows = Membership.objects.filter(
        community=event.community_id, state=Membership.State.CONFIRMED, person__name__iexact=name
    )
    found = list(rows.select_related("person")[:2])
    return found[0].person if len(found) == 1 else None


def _note(event: Event, verb: str, number: int, changes: dict[str, object], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="thanks", object_id=number, at=at,
           community_id=event.community_id, event_id=event.pk, changes=changes)  # fmt: skip
    announce_event(event)
