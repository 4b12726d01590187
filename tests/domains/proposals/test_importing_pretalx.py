"""A whole event of pretalx: points by category, who reviewed, answers, times, files; and its way back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from teranga.base.jobs import run_due
from teranga.base.sealed_files import read_file
from teranga.domains.events.models import Track
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.policy import Place
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.proposals.actions import importing as actions
from teranga.domains.proposals.actions.moving import move_proposal
from teranga.domains.proposals.actions.taking_back import CannotTakeBack, take_import_back
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    ProposalFile,
    ProposalImport,
    ReviewCriterion,
    SessionType,
)
from teranga.domains.proposals.queries_import import plan_of
from teranga.domains.proposals.queries_reviews import others_of
from teranga.domains.proposals.queries_seen import sight_of
from teranga.formats.proposals import Unreadable
from tests.domains.proposals.test_importing import BY, put_in, received
from tests.everything import everything
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import OPEN, a_call, a_type
from tests.factories.reviews import a_phase, a_reviewer
from tests.formats.pretalx_event import FILES, a_zip, an_event_of_pretalx

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def call() -> Call:
    event = an_event(a_community("lome"), "pycon", start=date(2026, 9, 24), end=date(2026, 9, 25))
    return a_call(event, topics=())


def brought(call: Call, told: dict[str, Any] | None = None) -> ProposalImport:
    return received(call, a_zip(told or an_event_of_pretalx(), FILES))


def maps_of(call: Call) -> Proposal:
    return Proposal.objects.get(event=call.event, code="ABCDEF")


def test_points_come_by_category_with_their_weights_and_words(call: Call) -> None:
    put_in(brought(call))
    lines = {row.name["en"]: row for row in ReviewCriterion.objects.filter(event=call.event)}
    assert {name: (row.weight, row.least, row.most) for name, row in lines.items()} == {
        "Content": (2, 0, 3), "Form": (1, 0, 3),
    }  # fmt: skip
    assert lines["Form"].labels == {"3": {"en": "fair"}}
    reviews = {row.writer: row for row in maps_of(call).reviews.all()}
    assert {name: {one.criterion.name["en"]: one.points for one in row.scores.all()}
            for name, row in reviews.items()} == {
        "Ama Doe": {"Content": 3, "Form": 3}, "Yao Koffi": {"Content": 1},
    }  # fmt: skip
    assert reviews["Ama Doe"].for_committee == "Good\n\nFair? Yes"
    run_due()
    assert maps_of(call).score is not None


def test_reviewers_are_found_by_address_or_chosen_and_others_keep_their_name(call: Call) -> None:
    ama = a_reviewer(call, a_person("Ama", "ama@example.org")).person
    a_person("Yao", "yao@example.org")  # somebody, but not of this team
    upload = brought(call)
    assert upload.writers == {"REV1": ama.pk}
    other = a_reviewer(call).person
    chosen = {"REV1": other.pk, "REV2": a_person().pk, "REV3": ama.pk}
    actions.match_writers(upload=upload, people=chosen, by=BY, at=OPEN)
    upload.refresh_from_db()
    assert upload.writers == {"REV1": other.pk, "REV3": ama.pk}
    put_in(upload)
    rows = maps_of(call).reviews.order_by("pk")
    assert [(row.person_id, row.writer) for row in rows] == [(other.pk, ""), (None, "Yao Koffi")]


def test_two_writers_who_are_one_person_here_are_two_reviews_all_the_same(call: Call) -> None:
    ama = a_reviewer(call).person
    upload = brought(call)
    actions.match_writers(upload=upload, people={"REV1": ama.pk, "REV2": ama.pk}, by=BY, at=OPEN)
    put_in(upload)
    rows = maps_of(call).reviews.order_by("pk")
    assert [(row.person_id, row.writer) for row in rows] == [(ama.pk, ""), (None, "Yao Koffi")]


def test_who_reviewed_elsewhere_is_named_to_the_team_alone(call: Call) -> None:
    put_in(brought(call))
    a_phase(call, sees="all", sees_others="always")
    reader = a_reviewer(call).person
    now = datetime(2026, 12, 5, 19, tzinfo=UTC)
    rights = rights_for(reader.pk, at=now, has_second_factor=False)
    place = Place(community_id=call.community_id, event_id=call.event_id)
    sight = sight_of(call, rights=rights, place=place, at=now)
    seen = others_of(sight, maps_of(call))
    assert sorted((one.name, one.for_committee) for one in seen) == [("", ""), ("", "Good\n\nFair? Yes")]


def test_answers_of_all_kinds_fit_the_questions_as_the_form_would_keep_them(call: Call) -> None:
    upload = put_in(brought(call))
    told = {(row.question.label["en"], row.speaker.name if row.speaker else ""): row.value
            for row in maps_of(call).answers.all()}  # fmt: skip
    assert told == {
        ("Where?", ""): "1\n2", ("How many?", ""): "12.5", ("Since when?", ""): "2026-02-03",
        ("New?", ""): "yes", ("Shirt?", "Afi Mensah"): "2",
    }  # fmt: skip
    assert upload.report.get("answers_left") is None


def test_speakers_come_with_what_the_team_noted_and_when_they_cannot(call: Call) -> None:
    put_in(brought(call))
    row = maps_of(call)
    afi, kofi = row.speakers.order_by("position")
    assert (afi.name, afi.contact, kofi.name, kofi.contact) == (
        "Afi Mensah", "afi@example.org", "Kofi Boa", "kofi@example.org",
    )  # fmt: skip
    assert [[moment[:16] for moment in pair] for pair in afi.unavailable] == [
        ["2026-09-24T00:00", "2026-09-24T09:00"], ["2026-09-24T12:00", "2026-09-26T00:00"],
    ]  # fmt: skip
    assert kofi.unavailable == []
    assert row.team_notes == (
        "Ask for slides\n\nAfi Mensah: Knows Lomé\n\nLength in the other program: 60 minutes."
    )
    assert (row.times, row.notes) == (2, "Said once\n\nDemo: https://example.org/demo")


def test_states_are_taken_as_they_are_and_nobody_is_told_anew(call: Call) -> None:
    put_in(brought(call))
    rows = Proposal.objects.filter(event=call.event).order_by("title")
    assert [(row.title, row.code, row.state, row.told_state, row.version) for row in rows] == [
        ("Begun", "", "draft", "draft", 0), ("Maps", "ABCDEF", "accepted", "submitted", 1),
        ("Roads", "GHJKLM", "confirmed", "confirmed", 1),
    ]  # fmt: skip
    run_due()
    assert OutgoingMail.objects.count() == 0


def test_files_are_made_anew_or_kept_as_for_speakers_and_the_zip_goes(call: Call) -> None:
    upload = brought(call)
    assert (plan_of(upload).files, upload.has_folder) == (3, True)
    upload = put_in(upload)
    rows = ProposalFile.objects.filter(event=call.event).order_by("pk")
    assert [(row.name, row.kind, row.for_reviewers) for row in rows] == [
        ("map.png", "image/jpeg", True), ("Slides", "application/pdf", False),
        ("paper.pdf", "application/pdf", False),
    ]  # fmt: skip
    assert [(read_file(row.uuid) or b"")[:3] for row in rows] == [b"\xff\xd8\xff", b"%PD", b"%PD"]
    assert [row.question_id is not None for row in rows] == [False, False, True]
    assert (upload.has_folder, read_file(upload.uuid), upload.report["files"]) == (False, None, 3)


def test_a_file_that_is_no_picture_and_no_paper_is_refused_and_counted(call: Call) -> None:
    files = FILES | {"media/pycon/submissions/slides.pdf": b"<script>alert(1)</script>"}
    upload = put_in(received(call, a_zip(an_event_of_pretalx(), files)))
    assert (upload.report["files"], upload.report["files_left"]) == (2, 1)
    assert ProposalFile.objects.filter(event=call.event).count() == 2


def test_the_same_event_twice_changes_nothing_twice(call: Call) -> None:
    put_in(brought(call))
    before = everything()
    again = brought(call)
    plan = plan_of(again)
    assert (len(plan.new), plan.known, plan.drafts, plan.reviews, plan.criteria) == (0, 3, 2, (), ())
    put_in(again)
    after = everything()
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if name.startswith(("proposals.", "events."))} == {
        "proposals.ProposalImport"
    }


def test_a_code_that_is_taken_here_gives_a_new_one_and_takes_nothing(call: Call) -> None:
    mine = Proposal.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, code="ABCDEF", title="Ours",
        state="submitted", told_state="submitted", version=1, started_at=MADE, changed_at=MADE,
    )  # fmt: skip
    put_in(brought(call))
    mine.refresh_from_db()
    assert mine.title == "Ours"
    assert Proposal.objects.get(event=call.event, title="Maps").code != "ABCDEF"


def test_taken_back_everything_goes_that_came(call: Call) -> None:
    before = everything()
    upload = put_in(brought(call))
    assert take_import_back(upload=upload, by=BY, at=LATER) == 3
    run_due()
    left = {name: rows for name, rows in everything().items() if name.startswith(("proposals.", "events."))}
    left.pop("proposals.ProposalImport")
    assert left == {name: before[name] for name in left}
    upload.refresh_from_db()
    assert (upload.state, upload.made) == ("taken_back", {})
    with pytest.raises(CannotTakeBack):
        take_import_back(upload=upload, by=BY, at=LATER)


def test_what_others_use_meanwhile_stays_when_it_is_taken_back(call: Call) -> None:
    upload = put_in(brought(call))
    Proposal.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, code="MINE", title="Ours",
        type=SessionType.objects.get(event=call.event, slug="long-talk"), state="submitted", version=1,
        told_state="submitted", started_at=MADE, changed_at=MADE,
    )  # fmt: skip
    take_import_back(upload=upload, by=BY, at=LATER)
    assert SessionType.objects.filter(event=call.event, slug="long-talk").exists()
    assert not Track.objects.filter(event=call.event).exists()


def test_once_somebody_worked_with_them_they_stay(call: Call) -> None:
    upload = put_in(brought(call))
    move_proposal(proposal=maps_of(call), to="rejected", by=BY, at=LATER)
    before = everything()
    with pytest.raises(CannotTakeBack) as refused:
        take_import_back(upload=upload, by=BY, at=LATER)
    assert refused.value.codes == ["ABCDEF"]
    assert everything() == before


HALF: list[tuple[str, Any, str]] = [
    ("speakers", lambda told: told.pop("speakers"), "speakers"),
    ("one page", lambda told: told.update(submissions={"count": 9, "next": "https://talks.example.org/…",
                                                       "results": told["submissions"]}), "pages"),
    ("no submissions", lambda told: told.pop("submissions"), "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cut", "why"), HALF, ids=[one[0] for one in HALF])
def test_half_an_export_is_refused_and_nothing_is_kept(call: Call, name: str, cut: Any, why: str) -> None:
    told = an_event_of_pretalx()
    cut(told)
    before = everything()
    with pytest.raises(Unreadable) as refused:
        brought(call, told)
    assert refused.value.why == why
    assert everything() == before


def test_lists_that_are_named_and_not_there_are_said(call: Call) -> None:
    told = an_event_of_pretalx()
    for part in ("tags", "submission-types", "questions"):
        told.pop(part)
    assert plan_of(brought(call, told)).lacking == ("submission-types", "questions", "tags")


def test_markup_wrong_types_and_rows_within_themselves_do_no_harm(call: Call) -> None:
    evil = "<script>alert(1)</script>"
    told = an_event_of_pretalx()
    told["submissions"] = [
        {**told["submissions"][0], "title": evil, "duration": "long", "slot_count": -3, "tags": [[], {}, 99],
         "speakers": [{"code": "S", "name": evil, "availabilities": "never"}, 7, None], "answers": {"a": 1},
         "resources": [{"resource": {"resource": []}}], "image": 3, "created": "yesterday",
         "track": "x" * 500},
        told["submissions"][0], {"code": ["ABCDEF"], "title": "No key", "state": "submitted"},
        {"code": "LOOP", "title": "Loop", "state": ["submitted"]},
    ]  # fmt: skip
    told["reviews"] += [
        {"submission": "ABCDEF", "user": {"code": {}}, "scores": [{"category": {}, "value": []}],
         "score": "1e999"},
        {"submission": {"code": "ABCDEF"}, "text": evil, "user": 9},
    ]  # fmt: skip
    plan = plan_of(brought(call, told))
    assert ([one["title"] for one in plan.new], plan.twice) == ([evil], 1)
    upload = put_in(brought(call, told))
    row = maps_of(call)
    assert (upload.state, row.title, row.times, row.speakers.get().name) == ("applied", evil, 1, evil)


def test_a_length_that_is_its_formats_is_no_note(call: Call) -> None:
    a_type(call, "long-talk", minutes=60, name={"en": "Long talk"})
    put_in(brought(call))
    assert "Length" not in maps_of(call).team_notes


def test_b10_an_address_in_an_export_names_no_file_of_this_machine(call: Call) -> None:
    told = an_event_of_pretalx()
    for path in ("../../../../etc/passwd", "file:///etc/passwd", "/etc/passwd", "//[broken"):
        told["submissions"][0]["resources"] += [{"resource": path, "description": "Mine"}]
    put_in(received(call, a_zip(told, FILES)))
    names = ProposalFile.objects.filter(event=call.event).order_by("pk").values_list("name", flat=True)
    assert [str(name) for name in names] == ["map.png", "Slides", "paper.pdf"]
    assert "passwd" not in maps_of(call).notes


def test_b09_what_unpacks_to_more_than_a_speaker_may_send_is_refused_alone(call: Call) -> None:
    files = FILES | {"media/pycon/submissions/slides.pdf": b"%PDF-1.4\n" + b"0" * 6_000_000}
    upload = put_in(received(call, a_zip(an_event_of_pretalx(), files)))
    assert (upload.report["files"], upload.report["files_left"]) == (2, 1)
    assert Proposal.objects.filter(event=call.event).count() == 3
