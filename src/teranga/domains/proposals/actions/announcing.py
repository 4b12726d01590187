"""A call changed in something that the pages of its event show."""

from __future__ import annotations

from teranga.domains.events.actions.tell_of_call import tell_of_call
from teranga.domains.proposals.models import Call, SessionType
from teranga.domains.proposals.rules_call import last_deadline


def announce_call(call: Call) -> None:
    """Write its moments down on the event, and make whatever names it anew. Call inside the write."""
    if call.state == Call.State.DRAFT:
        tell_of_call(event=call.event, opens_at=None, closes_at=None, is_counted=False)
        return
    types = SessionType.objects.filter(event=call.event_id, call=call)
    tell_of_call(
        event=call.event, opens_at=call.opens_at, closes_at=last_deadline(call, types),
        is_counted=call.state == Call.State.ENDED,
    )  # fmt: skip
