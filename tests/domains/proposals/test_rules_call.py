"""When a call takes a proposal, what its form asks, which questions belong to it, what an answer may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from teranga.domains.events.models import Track
from teranga.domains.proposals.models import AccessCode, Call, CallQuestion, SessionType
from teranga.domains.proposals.rules_answers import AnswerRefused, read_answer
from teranga.domains.proposals.rules_call import (
    FIELDS,
    IllegalCallMove,
    asked,
    is_frozen,
    is_required,
    last_deadline,
    length_of,
    may_send_another,
    next_call_state,
    next_edge,
    open_tracks,
    open_types,
    questions_for,
    takes_proposals,
    votes_are_open,
    why_not,
)

OPENS = datetime(2026, 10, 1, 8, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 22, tzinfo=UTC)
OPEN = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def call_of(**more: Any) -> Call:
    told = {"pk": 1, "state": "published", "opens_at": OPENS, "closes_at": CLOSES, "grace_minutes": 60}
    return Call(**told | more)


def type_of(slug: str = "talk", **more: Any) -> SessionType:
    return SessionType(slug=slug, minutes=30, **more)


def code_of(**more: Any) -> AccessCode:
    return AccessCode(**{"call_id": 1, "code": "OPEN", **more})


def question(pk: int, kind: str = "text", **more: Any) -> CallQuestion:
    return CallQuestion(pk=pk, kind=kind, **more)


@pytest.mark.parametrize(
    ("state", "at", "why"),
    [
        ("draft", OPEN, "draft"), ("ended", OPEN, "ended"), ("published", OPENS - MINUTE, "ahead"),
        ("published", OPENS, ""), ("published", CLOSES - MINUTE, ""), ("published", CLOSES, "over"),
    ],
)  # fmt: skip
def test_a_published_call_takes_proposals_from_its_first_moment_to_its_last(
    state: str, at: datetime, why: str
) -> None:
    call = call_of(state=state)
    assert why_not(call, type_of(), None, at) == why
    assert takes_proposals(call, type_of(), None, at) is (why == "")


def test_a_draft_begun_in_time_has_the_grace_and_one_begun_later_has_none() -> None:
    call, begun = call_of(), CLOSES - MINUTE
    assert takes_proposals(call, type_of(), None, CLOSES + 59 * MINUTE, begun)
    assert not takes_proposals(call, type_of(), None, CLOSES + 60 * MINUTE, begun)
    assert not takes_proposals(call, type_of(), None, CLOSES + MINUTE, CLOSES)
    assert not takes_proposals(call_of(grace_minutes=0), type_of(), None, CLOSES, begun)


def test_a_type_has_a_deadline_of_its_own_before_or_after_the_calls() -> None:
    call = call_of()
    early = type_of("workshop", closes_at=CLOSES - timedelta(days=9))
    late = type_of("poster", closes_at=CLOSES + timedelta(days=9))
    last_week, after = CLOSES - timedelta(days=2), CLOSES + timedelta(days=2)
    assert [row.slug for row in open_types(call, [early, type_of(), late], None, last_week)] == [
        "talk",
        "poster",
    ]
    assert [row.slug for row in open_types(call, [early, type_of(), late], None, after)] == ["poster"]
    assert last_deadline(call, [early, type_of(), late]) == late.closes_at
    assert last_deadline(call, [type_of("keynote", way="invited", closes_at=late.closes_at)]) == CLOSES
    assert next_edge(call, [early, late], OPEN) == early.closes_at


def test_types_and_tracks_behind_a_code_open_to_that_code_alone() -> None:
    call = call_of(closed_tracks=["sponsors"])
    sponsored, closed = type_of("sponsored", way="code"), Track(slug="sponsors")
    good, other = code_of(types=["sponsored"], tracks=["sponsors"]), code_of(types=["talk"])
    assert why_not(call, sponsored, None, OPEN) == "type"
    assert why_not(call, sponsored, other, OPEN) == "type"
    assert why_not(call, sponsored, good, OPEN, track=closed) == ""
    assert why_not(call, type_of(), other, OPEN, track=closed) == "track"
    assert [row.slug for row in open_tracks(call, [Track(slug="web"), closed], None, OPEN)] == ["web"]
    assert [row.slug for row in open_tracks(call, [closed], good, OPEN)] == ["sponsors"]
    assert why_not(call, type_of("keynote", way="invited"), good, OPEN) == "invited"
    assert why_not(call, type_of(ended_at=OPENS), good, OPEN) == "type_ended"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"call_id": 2}, {"withdrawn_at": OPENS}, {"valid_until": OPEN}, {"most_uses": 3, "uses": 3},
    ],
)  # fmt: skip
def test_a_code_that_is_foreign_withdrawn_past_or_used_up_opens_nothing(spoilt: dict[str, Any]) -> None:
    sponsored = type_of("sponsored", way="code")
    whole = {"types": ["sponsored"], "after_the_end": True, "most_uses": 3, "uses": 2,
             "valid_until": OPEN + MINUTE}  # fmt: skip
    assert takes_proposals(call_of(), sponsored, code_of(**whole), OPEN)
    assert not takes_proposals(call_of(), sponsored, code_of(**whole | spoilt), OPEN)
    ended = call_of(closes_at=OPEN - MINUTE)
    assert takes_proposals(ended, type_of(), code_of(**whole), OPEN)
    assert why_not(ended, type_of(), code_of(**whole | spoilt), OPEN) == "over"


def test_votes_are_open_between_two_moments_of_a_published_call() -> None:
    call = call_of(votes_open_at=OPENS, votes_close_at=CLOSES)
    assert [votes_are_open(call, at) for at in (OPENS - MINUTE, OPENS, CLOSES)] == [False, True, False]
    assert not votes_are_open(call_of(), OPEN)
    assert not votes_are_open(call_of(state="draft", votes_open_at=OPENS, votes_close_at=CLOSES), OPEN)


def test_a_person_may_send_as_many_as_the_call_says() -> None:
    assert may_send_another(call_of(most_per_person=None), 99)
    assert [may_send_another(call_of(most_per_person=2), sent) for sent in (1, 2)] == [True, False]


def test_a_call_says_of_each_field_whether_it_is_asked_and_how_long_it_may_be() -> None:
    call = call_of(fields={"notes": {"ask": "hidden"}, "abstract": {"max": 120}, "title": {"ask": "hidden"}})
    assert not asked(call, "notes").is_shown
    assert (asked(call, "abstract").is_required, asked(call, "abstract").most) == (True, 120)
    assert asked(call, "title").is_required, "a proposal without a title is none"
    assert {name for name, rule in FIELDS.items() if rule.kept_from_reviewers} == {
        "unavailable", "may_record", "needs", "needs_aid",
    }  # fmt: skip
    assert (length_of(" Bonjour  à tous ", "words"), length_of(" à tous ", "characters")) == (3, 6)


def test_a_call_moves_only_as_its_table_says() -> None:
    assert next_call_state("draft", "publish") == "published"
    for state, move in (("published", "publish"), ("ended", "take_back"), ("draft", "end")):
        with pytest.raises(IllegalCallMove) as refused:
            next_call_state(state, move)
        assert (refused.value.state, refused.value.move) == (state, move)


def test_questions_are_asked_by_type_track_and_what_was_answered_before() -> None:
    rows = [
        question(1, "tick"), question(2, types=["workshop"]), question(3, tracks=["web"]),
        question(4, only_if_id=1, only_if_value="yes"), question(5, only_if_id=4),
        question(6, about="speaker"), question(7, ended_at=OPENS),
    ]  # fmt: skip

    def asked_for(slug: str, track: str, answers: dict[int, str], about: str = "proposal") -> list[int]:
        return [row.pk for row in questions_for(rows, about=about, type=type_of(slug),
                                                track=Track(slug=track), answers=answers)]  # fmt: skip

    assert asked_for("talk", "ai", {}) == [1]
    assert asked_for("workshop", "web", {1: "yes"}) == [1, 2, 3, 4]
    assert asked_for("talk", "ai", {1: "yes", 4: "so", 7: "earlier"}) == [1, 4, 5, 7]
    assert asked_for("talk", "ai", {4: "left behind"}) == [1], (
        "what hangs on an unasked question is not asked"
    )
    assert asked_for("talk", "ai", {}, "speaker") == [6]


def test_one_of_several_ticked_choices_is_enough_for_a_condition() -> None:
    rows = [question(1, "choices"), question(2, only_if_id=1, only_if_value="3")]
    told = {"about": "proposal", "type": None, "track": None}
    assert len(questions_for(rows, answers={1: "1\n3"}, **told)) == 2
    assert len(questions_for(rows, answers={1: "13"}, **told)) == 1


def test_two_questions_that_wait_for_each_other_are_both_left_out() -> None:
    rows = [question(1, only_if_id=2), question(2, only_if_id=1), question(3)]
    found = questions_for(rows, about="proposal", type=None, track=None, answers={1: "a", 2: "b"})
    assert [row.pk for row in found] == [3]


def test_a_question_is_required_and_frozen_from_its_dates_on() -> None:
    late = question(1, required=True, required_from=OPEN, frozen_from=OPEN)
    assert [is_required(late, at) for at in (OPEN - MINUTE, OPEN)] == [False, True]
    assert [is_frozen(late, at) for at in (OPEN - MINUTE, OPEN)] == [False, True]
    assert (is_required(question(1, required=True), OPEN), is_required(question(1), OPEN)) == (True, False)
    assert not is_frozen(question(1), OPEN)


CHOICES = [{"en": "A"}, {"en": "B"}, {"en": "C"}]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("text", "  One \n line ", "One line"), ("long_text", "Two\n lines ", "Two\n lines"),
        ("number", "1\u202f200,50", "1200.50"), ("tick", "on", "yes"), ("choice", "02", "2"),
        ("choices", ["3", "1", "3"], "1\n3"), ("date", "2026-11-01", "2026-11-01"),
        ("moment", "2026-11-01T09:30", "2026-11-01T09:30:00+00:00"),
        ("address", "https://example.org/a", "https://example.org/a"), ("country", "TG", "TG"),
        ("language", "ee", "ee"), ("file", "0a1b", "0a1b"), ("choices", [], ""), ("number", " ", ""),
    ],
)  # fmt: skip
def test_each_kind_of_answer_is_stored_in_one_form(kind: str, typed: Any, stored: str) -> None:
    row = question(1, kind, choices=CHOICES)
    told = {"zone": "Africa/Lome", "countries": {"TG"}, "languages": {"ee", "fr"}}
    assert read_answer(row, typed, **told) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("text", "x" * 301, "long"), ("number", "many", "number"), ("number", "NaN", "number"),
        ("number", "1e99", "number"), ("choice", "4", "choice"), ("choice", "0", "choice"),
        ("choices", ["1", "²"], "choice"), ("date", "2026-02-30", "date"), ("moment", "noon", "moment"),
        ("address", "javascript:alert(1)", "address"), ("country", "XX", "country"),
        ("language", "xx", "language"),
    ],
)  # fmt: skip
def test_an_answer_of_another_kind_is_refused_by_name(kind: str, typed: Any, why: str) -> None:
    with pytest.raises(AnswerRefused, match=why):
        read_answer(question(1, kind, choices=CHOICES), typed, zone="UTC", countries={"TG"}, languages={"fr"})


def test_the_twelve_kinds_of_questions_are_all_read() -> None:
    assert len(CallQuestion.Kind.values) == 12
