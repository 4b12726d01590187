"""A call as its team writes it: drafted once, published when whole, changed without surprising anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teranga.base.editing import EditedMeanwhile, content_mark, seen_values
from teranga.base.stamps import event_scope, read
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.queries import NotFound
from teranga.domains.communities.queries_opportunities import open_lines
from teranga.domains.events.models import Event
from teranga.domains.proposals.actions import access_codes, call_rows, calls
from teranga.domains.proposals.models import (
    AccessCode,
    Call,
    CallQuestion,
    Proposal,
    ProposalAnswer,
    SessionType,
    Topic,
)
from teranga.domains.proposals.queries_call import code_typed, codes_of, open_calls, shown_call, whole_of
from teranga.domains.proposals.rules_call import IllegalCallMove
from teranga.domains.proposals.rules_checklist import checklist
from teranga.foundation.translated import TranslatedText
from tests.factories.communities import MADE, a_community, in_three
from tests.factories.events import an_event
from tests.factories.proposals import (
    CLOSES,
    OPEN,
    OPENS,
    a_call,
    a_call_question,
    a_track,
    a_type,
    an_access_code,
    type_of,
)

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": COMMAND_LINE, "at": OPENS}
DAY = timedelta(days=1)
WHOLE: dict[str, Any] = {
    "about": in_three("Tell us"), "rules": in_three("By review"),
    "policies": {"conduct": {"fr": "Respect"}, "payment": {"fr": "Everybody pays"}},
}  # fmt: skip


@pytest.fixture
def event() -> Event:
    return an_event(a_community())


def a_draft(event: Event, **more: Any) -> Call:
    told = {"opens_at": OPENS, "closes_at": CLOSES, "types": ["talk", "keynote"], "topics": ["ai"], **more}
    return calls.draft_call(event=event, **told, **BY)


def state_of(call: Call) -> str:
    return Call.objects.get(event=call.event_id).state


def test_an_event_has_one_call_that_begins_with_ready_made_types_and_topics(event: Event) -> None:
    whole = whole_of(a_draft(event))
    assert [(row.slug, row.minutes, row.way, dict(row.name)) for row in whole.types] == [
        ("talk", 30, "open", {"fr": "Exposé", "en": "Talk"}),
        ("keynote", 45, "invited", {"fr": "Conférence plénière", "en": "Keynote"}),
    ]
    assert [row.slug for row in whole.topics] == ["ai"]
    with pytest.raises(calls.CallRefused, match="exists"):
        a_draft(event)
    assert Call.objects.filter(event=event).count() == 1
    with pytest.raises(NotFound):
        shown_call(event)


def test_a_call_is_published_only_with_all_that_people_must_know(event: Event) -> None:
    call = a_draft(event, types=["keynote"])
    with pytest.raises(calls.NotReady) as refused:
        calls.publish_call(call=call, **BY)
    assert refused.value.lacks == ("about", "types", "conduct", "payment", "rules")
    assert state_of(call) == "draft"
    call_rows.add_call_row(call=call, model=SessionType, name=in_three("Talk"), minutes=30, **BY)
    calls.change_call(call=call, **WHOLE, **BY)
    before = read(event_scope(event.pk))
    calls.publish_call(call=call, **BY)
    assert shown_call(event).state == "published"
    assert read(event_scope(event.pk)) != before
    with pytest.raises(IllegalCallMove):
        calls.publish_call(call=call, **BY)
    told = (
        AuditEntry.objects.filter(event_id=event.pk, object_type="call")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(told) == ["call.draft", "call.change", "call.publish"]


def test_a_call_of_a_hidden_event_or_with_a_past_end_is_not_published(event: Event) -> None:
    call = a_draft(event)
    calls.change_call(call=call, **WHOLE, **BY)
    Event.objects.filter(community=event.community_id, pk=event.pk).update(visibility="draft")
    with pytest.raises(calls.NotReady, match="event, window"):
        calls.publish_call(call=call, by=COMMAND_LINE, at=CLOSES)
    assert state_of(call) == "draft"


def test_the_checklist_names_what_would_help_and_the_languages_that_are_missing(event: Event) -> None:
    call = a_draft(event)
    calls.change_call(call=call, **WHOLE, **BY)
    call = Call.objects.select_related("event__community").get(event=event)
    whole = whole_of(call)
    points = {point.key: point for point in checklist(call, whole.types, whole.topics, OPEN)}
    assert [key for key, point in points.items() if not point.is_done] == [
        "decide_by", "travel", "ai", "past", "languages",
    ]  # fmt: skip
    assert points["languages"].missing == ("en",)


def test_a_published_call_is_taken_back_only_while_nobody_has_begun(event: Event) -> None:
    call = a_call(event)
    calls.take_back_call(call=call, **BY)
    assert state_of(call) == "draft"
    Call.objects.filter(event=event).update(state="published")
    Proposal.objects.create(
        community=event.community, event=event, call=call, started_at=OPEN, changed_at=OPEN
    )
    with pytest.raises(calls.CallRefused, match="begun"):
        calls.take_back_call(call=call, **BY)
    assert state_of(call) == "published"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"closes_at": OPENS}, "window"), ({"grace_minutes": 2000}, "grace"),
        ({"levels": ["guru"]}, "levels"),
        ({"closed_tracks": ["nowhere"]}, "tracks"), ({"votes_open_at": OPENS}, "votes"),
        ({"votes_open_at": CLOSES, "votes_close_at": OPENS}, "votes"),
        ({"fields": {"salary": {"ask": "required"}}}, "fields"),
        ({"fields": {"abstract": {"min": 90, "max": 9}}}, "fields"),
        ({"fields": {"needs": {"ask": "required"}}}, "fields"), ({"fields": {"level": {"max": 9}}}, "fields"),
        ({"policies": {"salary": {"fr": "x"}}}, "policies"),
        ({"past": [{"name": "2025", "received": 1, "accepted": 2}]}, "past"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(
    event: Event, fields: dict[str, Any], why: str
) -> None:
    call = a_call(event)
    before = Call.objects.filter(event=event).values().get()
    with pytest.raises(calls.CallRefused, match=why):
        calls.change_call(call=call, **fields, **BY)
    assert Call.objects.filter(event=event).values().get() == before


def test_a_deadline_that_people_were_told_only_moves_later(event: Event) -> None:
    call = a_call(event)
    with pytest.raises(calls.CallRefused, match="earlier"):
        calls.change_call(call=call, closes_at=CLOSES - DAY, **BY)
    talk = type_of(call, "talk")
    with pytest.raises(calls.CallRefused, match="earlier"):
        call_rows.change_call_row(row=talk, closes_at=CLOSES - DAY, **BY)
    assert Call.objects.get(event=event).closes_at == CLOSES
    assert type_of(call, "talk").closes_at is None
    assert calls.change_call(call=call, closes_at=CLOSES + DAY, **BY) == ["closes_at"]
    assert call_rows.change_call_row(row=talk, closes_at=CLOSES + 2 * DAY, **BY) == ["closes_at"]
    Call.objects.filter(event=event).update(state="draft")
    assert calls.change_call(call=call, closes_at=CLOSES - DAY, **BY) == ["closes_at"]


def test_two_who_change_the_same_fields_do_not_overwrite_each_other(event: Event) -> None:
    call = a_call(event)
    seen = seen_values(call, ("reply_days",))
    calls.change_call(call=call, seen=seen, reply_days=14, **BY)
    with pytest.raises(EditedMeanwhile):
        calls.change_call(call=call, seen=seen, reply_days=20, **BY)
    assert Call.objects.get(event=event).reply_days == 14


def test_types_and_topics_keep_their_slug_and_their_order(event: Event) -> None:
    call = a_call(event)
    row = call_rows.add_call_row(call=call, model=Topic, name=in_three("Web"), **BY)
    assert (row.slug, row.position) == ("web-2", 3)
    mark = content_mark(row)
    call_rows.change_call_row(row=row, seen=mark, name=in_three("The web"), is_offered=False, **BY)
    row = Topic.objects.get(event=event, pk=row.pk)
    assert (row.slug, row.ended_at) == ("web-2", OPENS)
    assert [one.slug for one in calls.offered(call)[1]] == ["web", "ai", "community"]
    assert call_rows.move_call_row(row=row, step=-1, **BY)
    assert [one.slug for one in whole_of(call).topics] == ["web", "ai", "web-2", "community"]
    first = Topic.objects.get(event=event, slug="web")
    assert not call_rows.move_call_row(row=first, step=-1, **BY)
    with pytest.raises(EditedMeanwhile):
        call_rows.change_call_row(row=row, seen=mark, name=in_three("Other"), **BY)


def test_a_row_that_somebody_relies_on_stays(event: Event) -> None:
    call = a_call(event)
    talk, workshop = type_of(call, "talk"), type_of(call, "workshop")
    tick = a_call_question(call, "tick")
    a_call_question(call, only_if=tick, types=["workshop"])
    Proposal.objects.create(
        community=event.community, event=event, call=call, type=talk, topics=["ai"], started_at=OPEN,
        changed_at=OPEN,
    )  # fmt: skip
    ai = Topic.objects.get(event=event, slug="ai")
    for row in (talk, workshop, tick, ai):
        with pytest.raises(call_rows.RowInUse):
            call_rows.remove_call_row(row=row, **BY)
    call_rows.remove_call_row(row=Topic.objects.get(event=event, slug="web"), **BY)
    whole = whole_of(call)
    assert [row.slug for row in (*whole.types, *whole.topics)] == ["talk", "workshop", "ai", "community"]
    assert len(whole.questions) == 2


def test_a_question_of_choices_has_choices_and_depends_on_another_that_can_be_answered(event: Event) -> None:
    call = a_call(event)
    foreign = a_call_question(a_call(an_event(event.community)), "tick")
    tick, line = a_call_question(call, "tick"), a_call_question(call, "text")
    told: dict[str, Any] = {"call": call, "model": CallQuestion, "label": in_three("Why?"), **BY}
    for more, why in (
        ({"kind": "choice", "choices": [{"en": "One"}]}, "choices"), ({"only_if": line}, "condition"),
        ({"only_if": foreign}, "condition"), ({"only_if": tick, "only_if_value": "2"}, "condition"),
    ):  # fmt: skip
        with pytest.raises(calls.CallRefused, match=why):
            call_rows.add_call_row(**told, **more)
    assert len(whole_of(call).questions) == 2
    then = call_rows.add_call_row(**told, kind="tick", only_if=tick, only_if_value="yes")
    with pytest.raises(calls.CallRefused, match="condition"):
        call_rows.change_call_row(row=tick, only_if=then, **BY)
    assert CallQuestion.objects.get(event=event, pk=tick.pk).only_if_id is None


def test_a_question_that_was_answered_keeps_its_kind_and_its_choices(event: Event) -> None:
    call = a_call(event)
    row = a_call_question(call, "choice", choices=[{"fr": "Oui"}, {"fr": "Non"}, {"fr": "Peut-être"}])
    proposal = Proposal.objects.create(
        community=event.community, event=event, call=call, started_at=OPEN, changed_at=OPEN
    )
    ProposalAnswer.objects.create(
        community=event.community, event=event, proposal=proposal, question=row, value="3", forget_at=CLOSES
    )
    for more in ({"kind": "text"}, {"choices": [{"fr": "Oui"}, {"fr": "Non"}]}):
        with pytest.raises(calls.CallRefused, match="answered"):
            call_rows.change_call_row(row=row, **more, **BY)
    with pytest.raises(call_rows.RowInUse):
        call_rows.remove_call_row(row=row, **BY)
    stored = CallQuestion.objects.get(event=event, pk=row.pk)
    assert (stored.kind, len(stored.choices)) == ("choice", 3)
    words = [{"fr": "Oui !"}, *row.choices[1:]]
    assert call_rows.change_call_row(row=row, choices=words, **BY) == ["choices"]


def test_a_code_opens_something_is_found_however_it_is_typed_and_counts_its_uses(event: Event) -> None:
    call = a_call(event)
    a_type(call, "sponsored", way="code")
    for told, why in (
        ({}, "opens"), ({"types": ["nothing"]}, "types"), ({"tracks": ["nothing"]}, "tracks"),
        ({"types": ["sponsored"], "code": "abc"}, "short"),
    ):  # fmt: skip
        with pytest.raises(calls.CallRefused, match=why):
            access_codes.add_access_code(call=call, **told, **BY)
    assert codes_of(call) == []
    code = access_codes.add_access_code(
        call=call, code="moov 2026", types=["sponsored"], most_uses=1, note="For Moov", **BY
    )
    with pytest.raises(calls.CallRefused, match="taken"):
        access_codes.add_access_code(call=call, code="MOOV2026", types=["sponsored"], **BY)
    made = access_codes.add_access_code(call=call, after_the_end=True, **BY)
    assert len(made.code) == 10
    assert code_typed(call, " Moov  2026 ") == code
    assert code_typed(call, "") is None
    access_codes.spend_access_code(code, at=OPEN)
    with pytest.raises(access_codes.CodeUsedUp):
        access_codes.spend_access_code(code, at=OPEN)
    assert AccessCode.objects.get(event=event, pk=code.pk).uses == 1
    access_codes.give_back_access_code(code)
    access_codes.spend_access_code(code, at=OPEN)
    with pytest.raises(calls.CallRefused, match="uses"):
        access_codes.change_access_code(
            code=AccessCode.objects.get(event=event, pk=code.pk), most_uses=0, **BY
        )
    log = str(list(AuditEntry.objects.filter(event_id=event.pk, object_type="access_code").values()))
    assert "MOOV2026" not in log
    assert "For Moov" not in log


def test_a_withdrawn_or_past_code_is_not_spent(event: Event) -> None:
    call = a_call(event)
    past = an_access_code(call, after_the_end=True, valid_until=OPEN)
    code = an_access_code(call, after_the_end=True)
    access_codes.withdraw_access_code(code=code, **BY)
    for row in (code, past):
        with pytest.raises(access_codes.CodeUsedUp):
            access_codes.spend_access_code(row, at=OPEN)
    assert {row.uses for row in codes_of(call)} == {0}


def test_open_calls_of_public_events_stand_on_the_board_until_their_last_type_closes(event: Event) -> None:
    community = event.community
    call = a_call(event)
    type_late = a_type(call, "poster", closes_at=CLOSES + DAY)
    for more in ({"visibility": "unlisted"}, {"cancelled_at": MADE}):
        a_call(an_event(community, **more))
    a_call(an_event(community), state="draft")
    assert [(row.pk, until) for row, until in open_calls(community, CLOSES)] == [
        (call.pk, type_late.closes_at)
    ]
    assert open_calls(community, OPENS - DAY) == open_calls(community, CLOSES + DAY) == []
    lines = [line for line in open_lines(community, OPEN) if line.kind == "call"]
    assert [(line.path, line.closes_at) for line in lines] == [
        (f"/{community.slug}/{event.slug}/call/", CLOSES + DAY)
    ]


def test_a_closed_track_is_one_of_the_event(event: Event) -> None:
    call = a_call(event)
    a_track(event, "sponsors")
    assert calls.change_call(call=call, closed_tracks=["sponsors"], **BY) == ["closed_tracks"]
    assert calls.change_call(call=call, closed_tracks=["sponsors"], **BY) == []
    assert calls.change_call(call=call, about=TranslatedText({"fr": "Venez"}), **BY) == ["about"]
