from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from teranga.base.models import Job
from teranga.base.personal_data import end_overdue, erase
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Membership, Participation
from teranga.domains.learning.actions import apply as applying
from teranga.domains.learning.actions import matching
from teranga.domains.learning.actions.mentoring_programmes import ProgrammeMoveRefused, move_programme
from teranga.domains.learning.actions.safety import leave_note
from teranga.domains.learning.models import Application, MatchRun, Pair, PairWish, Programme, SafetyNote
from teranga.domains.learning.queries_mentoring import own_pairs
from teranga.domains.learning.tasks import match_mentors
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.consents import REQUIRED
from teranga.domains.people.personal_data import subject_of
from tests.factories.communities import MADE, a_community
from tests.factories.learning import a_member, a_mentoring, a_pair, an_application
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
AUGUST = datetime(2026, 8, 20, 12, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 20, 12, tzinfo=UTC)
ORGANISER = Actor("organiser", None)
WISHES = applying.Wishes(
    "mentee", topics=("web", "cooking"), languages=("fr",), times=("week-evening", "never")
)


@pytest.fixture
def programme() -> Programme:
    return a_mentoring(a_community("lome"), "spring")


def run_of(programme: Programme) -> MatchRun:
    run = matching.ask_for_matching(programme=programme, by=ORGANISER, at=AUGUST)
    job = Job.objects.get(pk=run.job_id)
    match_mentors(**job.payload)
    run.refresh_from_db()
    return run


def test_a_member_applies_at_once_and_unknown_words_are_left_out(programme: Programme) -> None:
    person = a_member(programme.community)
    by = Actor("member", person.pk)
    for _ in range(2):
        applied = applying.apply_to_programme(
            programme=programme, person=person, joining=None, wishes=WISHES, key="k" * 24, by=by, at=AUGUST
        )
    row = Application.objects.get(community=programme.community, programme=programme)
    assert (applied.next_step, applied.application_id) == ("done", row.pk)
    assert (row.state, row.topics, row.times, row.confirmed_at) == (
        "confirmed", ["web"], ["week-evening"], AUGUST,
    )  # fmt: skip


def test_a_stranger_applies_with_an_address_and_it_counts_only_after_the_code(programme: Programme) -> None:
    joining = applying.Joining("Afi", "afi@example.org", tuple(REQUIRED), "fr")
    applied = applying.apply_to_programme(
        programme=programme, person=None, joining=joining, wishes=WISHES, key="k" * 24,
        by=Actor("visitor"), at=AUGUST,
    )  # fmt: skip
    row = Application.objects.get(community=programme.community, pk=applied.application_id)
    assert (applied.next_step, row.state) == ("email", "asked")
    with pytest.raises(applying.NotYours):
        applying.confirm_application(
            application=row, person=a_member(programme.community), by=ORGANISER, at=AUGUST
        )
    with pytest.raises(applying.NotYours):  # the membership is not confirmed yet
        applying.confirm_application(application=row, person=row.person, by=ORGANISER, at=AUGUST)
    Membership.objects.filter(community=programme.community).update(state="confirmed")
    applying.confirm_application(application=row, person=row.person, by=ORGANISER, at=AUGUST)
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_who_applies_again_has_one_application_with_the_new_words(programme: Programme) -> None:
    person = a_member(programme.community)
    first = an_application(programme, person=person, topics=["data"])
    again = applying.ask_to_take_part(
        programme=programme, person=person, wishes=WISHES, by=ORGANISER, at=AUGUST
    )
    kept = applying.confirm_application(application=again, person=person, by=ORGANISER, at=AUGUST)
    assert (kept.pk, kept.topics) == (first.pk, ["web"])
    assert Application.objects.filter(community=programme.community).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        an_application(programme, "mentor", person=person)


@pytest.mark.parametrize(("state", "at"), [("running", AUGUST), ("draft", AUGUST), ("open", OCTOBER)])
def test_nobody_applies_outside_of_the_time(programme: Programme, state: str, at: datetime) -> None:
    programme.state = state
    programme.save()
    person = a_member(programme.community)
    with pytest.raises(applying.NotOpen):
        applying.ask_to_take_part(programme=programme, person=person, wishes=WISHES, by=ORGANISER, at=at)
    assert not Application.objects.filter(community=programme.community).exists()


def test_the_job_matches_and_the_organiser_proposes_each_pair_once_by_mail(programme: Programme) -> None:
    mentee = an_application(programme, person=a_member(programme.community, email="m@example.org"))
    mentor = an_application(programme, "mentor", person=a_member(programme.community, email="o@example.org"))
    run = run_of(programme)
    assert (run.result["matched"], run.result["gap"]) == (1, 0)
    assert matching.propose_pairs(run=run, by=ORGANISER, at=AUGUST) == 1
    assert matching.propose_pairs(run=run, by=ORGANISER, at=AUGUST) == 0
    pair = Pair.objects.get(community=programme.community, programme=programme)
    assert (pair.mentee_id, pair.mentor_id, pair.state) == (mentee.pk, mentor.pk, "proposed")
    mails = OutgoingMail.objects.filter(cause=f"pair-proposed:{pair.pk}")
    assert sorted(mails.values_list("to_address", flat=True)) == ["m@example.org", "o@example.org"]
    assert not any("o@example.org" in body for body in mails.values_list("body", flat=True))


def test_neither_sees_the_others_address_before_both_said_yes(programme: Programme) -> None:
    mentee = an_application(programme, person=a_member(programme.community, email="m@example.org"))
    mentor = an_application(programme, "mentor", person=a_member(programme.community, email="o@example.org"))
    pair = a_pair(programme, "proposed", mentee=mentee, mentor=mentor)
    for person in (mentee.person, mentor.person):
        assert own_pairs(person)[0].addresses == ()
        pair = matching.answer_pair(pair=pair, person=person, yes=True, by=ORGANISER, at=AUGUST)
    assert (pair.state, pair.begun_at) == ("running", AUGUST)
    assert own_pairs(mentee.person)[0].addresses == (("email", "o@example.org"),)
    assert OutgoingMail.objects.filter(cause=f"pair-begun:{pair.pk}").count() == 2


def test_a_no_ends_it_and_the_two_are_not_proposed_again(programme: Programme) -> None:
    pair = a_pair(programme, "proposed")
    matching.answer_pair(pair=pair, person=pair.mentor.person, yes=False, by=ORGANISER, at=AUGUST)
    pair.refresh_from_db()
    assert pair.state == "declined"
    assert own_pairs(pair.mentee.person) == []
    assert run_of(programme).result["matched"] == 0


def test_a_person_outside_of_a_pair_moves_nothing(programme: Programme) -> None:
    pair, stranger = a_pair(programme), a_member(programme.community)
    before = AuditEntry.objects.filter(community_id=programme.community_id).count()
    for act in (
        lambda: matching.answer_pair(pair=pair, person=stranger, yes=True, by=ORGANISER, at=AUGUST),
        lambda: matching.end_pair(pair=pair, person=stranger, by=ORGANISER, at=AUGUST),
        lambda: matching.say_outcome(pair=pair, person=stranger, outcome="reached", by=ORGANISER, at=AUGUST),
        lambda: matching.log_meeting(
            pair=pair, person=stranger, day=AUGUST.date(), line="", by=ORGANISER, at=AUGUST
        ),
    ):
        with pytest.raises(matching.PairMoveRefused):
            act()
    pair.refresh_from_db()
    assert pair.state == "running"
    assert AuditEntry.objects.filter(community_id=programme.community_id).count() == before


def test_meetings_make_the_mentor_one_who_mentored_once_a_day(programme: Programme) -> None:
    pair = a_pair(programme)
    for line in ("first", "second"):
        matching.log_meeting(
            pair=pair, person=pair.mentee.person, day=date(2026, 10, 1), line=line, by=ORGANISER, at=OCTOBER
        )
    facts = Participation.objects.filter(community=programme.community)
    assert list(facts.values_list("person_id", "kind")) == [(pair.mentor.person_id, "mentored")]
    with pytest.raises(matching.PairMoveRefused):
        matching.log_meeting(
            pair=pair, person=pair.mentee.person, day=date(2027, 1, 1), line="", by=ORGANISER, at=OCTOBER
        )


def test_a_pin_and_a_never_hold_in_the_next_run_and_a_persons_never_stays(programme: Programme) -> None:
    one, two = an_application(programme), an_application(programme)
    mentor = an_application(programme, "mentor")

    def wish(mentee: Application, kind: str, said_by: str = "organiser") -> None:
        applying.wish_pair(
            programme=programme,
            mentee=mentee,
            mentor=mentor,
            kind=kind,
            said_by=said_by,
            by=ORGANISER,
            at=AUGUST,
        )

    wish(two, "pin")
    assert [pair["mentee"] for pair in run_of(programme).result["pairs"]] == [str(two.pk)]
    wish(two, "never", "mentee")
    wish(two, "")
    assert PairWish.objects.get(community=programme.community, mentee=two).kind == "never"
    assert [pair["mentee"] for pair in run_of(programme).result["pairs"]] == [str(one.pk)]


def test_a_programme_goes_its_way_and_no_other(programme: Programme) -> None:
    pair, waiting = a_pair(programme), a_pair(programme, "proposed")
    for move in ("begin", "end"):
        move_programme(programme=programme, move=move, by=ORGANISER, at=OCTOBER)
    programme.refresh_from_db()
    pair.refresh_from_db()
    waiting.refresh_from_db()
    assert (programme.state, pair.state, waiting.state) == ("ended", "ended", "declined")
    with pytest.raises(ProgrammeMoveRefused):
        move_programme(programme=programme, move="begin", by=ORGANISER, at=OCTOBER)
    matching.say_outcome(pair=pair, person=pair.mentee.person, outcome="reached", by=ORGANISER, at=OCTOBER)
    pair.refresh_from_db()
    assert (pair.mentee_outcome, pair.mentor_outcome) == ("reached", "")


def test_a_note_to_the_conduct_team_keeps_its_words_and_nothing_of_its_writer() -> None:
    place = a_community()
    for _ in range(2):
        leave_note(community=place, text=" He followed me. ", key="n" * 20, at=AUGUST + timedelta(minutes=7))
    note = SafetyNote.objects.get(community=place)
    assert (note.text, note.at) == ("He followed me.", AUGUST)
    assert not AuditEntry.objects.filter(community_id=place.pk).exists()
    leave_note(community=place, text="  ", key="o" * 20, at=AUGUST)
    assert SafetyNote.objects.filter(community=place).count() == 1


def test_erasure_takes_applications_and_pairs_and_old_ones_end_by_themselves(programme: Programme) -> None:
    pair = a_pair(programme)
    erase(subject_of(pair.mentee.person))
    assert not Pair.objects.filter(community=programme.community, programme=programme).exists()
    assert list(Application.objects.filter(community=programme.community)) == [pair.mentor]
    an_application(programme, state="asked", person=a_person())
    end_overdue(MADE + timedelta(days=31))
    assert list(Application.objects.filter(community=programme.community)) == [pair.mentor]
    end_overdue(datetime(2029, 1, 1, tzinfo=UTC))
    assert not Application.objects.filter(community=programme.community).exists()
