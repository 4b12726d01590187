"""Reads of calls: the desk's whole, the public page's, what others show of an open call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, QuerySet

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.models import AccessCode, Call, CallQuestion, Proposal, SessionType, Topic
from teranga.domains.proposals.rules_call import is_open, last_deadline

Row = TypeVar("Row", SessionType, Topic, CallQuestion)


@dataclass(frozen=True, slots=True)
class Whole:
    """A call with what it consists of, ended rows too, each list in order."""

    call: Call
    types: tuple[SessionType, ...]
    topics: tuple[Topic, ...]
    tracks: tuple[Track, ...]
    questions: tuple[CallQuestion, ...]

    @property
    def offered_types(self) -> list[SessionType]:
        return [row for row in self.types if row.ended_at is None]

    @property
    def offered_topics(self) -> list[Topic]:
        return [row for row in self.topics if row.ended_at is None]

    @property
    def asked_questions(self) -> list[CallQuestion]:
        return [row for row in self.questions if row.ended_at is None]

    def type_called(self, slug: str) -> SessionType | None:
        return next((row for row in self.types if row.slug == slug), None)


def call_of(event: Event) -> Call | None:
    """The event's call in whatever state."""
    row = Call.objects.filter(event=event).first()
    if row is not None:
        row.event = event
    return row


def call_at_desk(event: Event) -> Call:
    """Raises NotFound where no call was begun."""
    row = call_of(event)
    if row is None:
        raise NotFound(event.slug)
    return row


def shown_call(event: Event) -> Call:
    """The one with a page. Raises NotFound; a draft is none."""
    row = call_of(event)
    if row is None or row.state == Call.State.DRAFT:
        raise NotFound(event.slug)
    return row


def whole_of(call: Call) -> Whole:
    """Four queries, whatever the call holds."""
    here = {"event": call.event_id, "call": call}
    return Whole(
        call,
        tuple(SessionType.objects.filter(**here).order_by("position", "pk")),
        tuple(Topic.objects.filter(**here).order_by("position", "pk")),
        tuple(Track.objects.filter(event=call.event_id).order_by("position", "pk")),
        tuple(CallQuestion.objects.filter(**here).order_by("position", "pk")),
    )


def rows_at_desk(call: Call, kind: type[Row]) -> QuerySet[Row]:
    """Types, topics or questions in order, ended ones too."""
    rows = kind._default_manager.filter(event=call.event_id, call=call)
    return rows.select_related("call", "event").order_by("position", "pk")


def codes_of(call: Call) -> list[AccessCode]:
    """Those that still count first."""
    rows = AccessCode.objects.filter(event=call.event_id, call=call)
    return sorted(rows.order_by("pk"), key=lambda row: row.withdrawn_at is not None)


def code_of_desk(call: Call, number: int) -> AccessCode:
    """Raises NotFound."""
    row = AccessCode.objects.filter(event=call.event_id, call=call, pk=number).first()
    if row is None:
        raise NotFound(str(number))
    row.call = call
    return row


def code_typed(call: Call, typed: str) -> AccessCode | None:
    """The code that was meant, whatever the case and the spaces; it may be one that counts no more."""
    wanted = "".join(typed.upper().split())[:40]
    if not wanted:
        return None
    return AccessCode.objects.filter(event=call.event_id, call=call, code=wanted).first()


def proposal_counts(call: Call) -> dict[str, int]:
    """How many proposals are in each state that speakers know."""
    rows = Proposal.objects.filter(event=call.event_id, call=call)
    return dict(rows.order_by().values_list("told_state").annotate(Count("pk")))


def open_calls(community: Community, at: datetime) -> list[tuple[Call, datetime]]:
    """Calls of public events to which anybody may send something now, each with its last moment."""
    rows = Call.objects.filter(
        community=community, state=Call.State.PUBLISHED, opens_at__lte=at,
        event__visibility=Event.Visibility.PUBLIC, event__cancelled_at=None,
    ).select_related("event").order_by("closes_at", "pk")  # fmt: skip
    calls = list(rows[:50])
    types: dict[int, list[SessionType]] = {}
    keys = [call.pk for call in calls]
    for type in SessionType.objects.filter(community=community, call__in=keys) if calls else ():
        types.setdefault(type.call_id, []).append(type)
    found = []
    for call in calls:
        call.event.community = community
        of_call = types.get(call.pk, [])
        if is_open(call, of_call, at):
            found.append((call, last_deadline(call, of_call)))
    return found
