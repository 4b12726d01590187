"""An application: kept while it is written, sent whole, changed until the window closes, withdrawn."""

from __future__ import annotations

from datetime import datetime

import pytest

from teranga.base import jobs
from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions import applications as actions
from teranga.domains.aid.actions.applications import Asked
from teranga.domains.aid.actions.guardians import GUARDIAN, answer_as_guardian, ask_guardian
from teranga.domains.aid.actions.review import end_window, tell_news
from teranga.domains.aid.links import application_of_token, guardian_token
from teranga.domains.aid.models import AidApplication, AidRound, Part, Score
from teranga.domains.aid.queries import application_of, applications_of, own_applications, whole_of
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from tests.factories.aid import CLOSES, OPEN, OPENS, an_aid_round, an_application
from tests.factories.communities import a_community
from tests.factories.learning import a_member
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db


def of(person: Person) -> Actor:
    return Actor("member", person.pk)


def begin(row: AidRound, person: Person) -> AidApplication:
    return actions.begin_application(round=row, person=person, language="fr", by=of(person), at=OPEN)


def part(row: AidRound, kind: str) -> Part:
    return next(one for one in whole_of(row).parts if one.kind == kind)


def test_a_member_begins_once_and_goes_on_with_the_same_draft() -> None:
    row = an_aid_round(a_community())
    person = a_member(row.community)
    first = begin(row, person)
    assert begin(row, person) == first
    assert (first.state, first.number, list(applications_of(row))) == ("draft", None, [])
    assert own_applications(person) == [first]


def test_nobody_begins_outside_of_the_window_or_without_having_proved_who_they_are() -> None:
    row = an_aid_round(a_community())
    member, stranger = a_member(row.community), a_person()
    for person, at, refusal in (
        (stranger, OPEN, actions.NotYours), (member, CLOSES, actions.NotOpen),
    ):  # fmt: skip
        with pytest.raises(refusal):
            actions.begin_application(round=row, person=person, language="fr", by=of(person), at=at)
    assert (own_applications(member), own_applications(stranger)) == ([], [])


def test_the_legs_of_a_journey_add_up_and_what_is_not_asked_for_leaves_no_row() -> None:
    row = an_aid_round(a_community())
    person = a_member(row.community)
    draft = begin(row, person)
    legs = (
        {"from": "Lomé", "to": "Accra", "means": "bus", "minor": 12_000},
        {"from": "Accra", "to": "Kampala", "means": "rocket", "minor": 310_000},
        {"from": " ", "to": "", "means": "bus", "minor": 0},
    )  # fmt: skip
    actions.change_application(
        application=draft, by=of(person), at=OPEN, country="TG", own_share=5, groups=["women", "rich"],
        asked=[Asked(part(row, "travel"), legs=legs), Asked(part(row, "bed"), 30_000, count=3, shared=True),
               Asked(part(row, "ticket"))],
    )  # fmt: skip
    told = [(one.part.kind, one.minor, one.count, one.shared) for one in draft.parts.order_by("part")]
    assert told == [("travel", 322_000, 0, False), ("bed", 30_000, 3, True)]
    assert [leg["means"] for leg in draft.parts.get(part__kind="travel").legs] == ["bus", "other"]
    draft.refresh_from_db()
    assert (draft.groups, draft.own_share) == (["women"], 5)


def test_an_application_that_is_not_whole_is_not_sent() -> None:
    row = an_aid_round(a_community())
    person = a_member(row.community)
    draft = begin(row, person)
    actions.change_application(application=draft, is_minor=True, by=of(person), at=OPEN)
    with pytest.raises(actions.NotWhole) as refused:
        actions.submit_application(application=draft, by=of(person), at=OPEN)
    assert refused.value.lacks == ("country", "need", "why", "guardian")
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.submitted_at) == ("draft", None, None)


def test_f05_numbers_follow_the_order_of_sending_and_the_log_names_nobody() -> None:
    row = an_aid_round(a_community())
    drafts = [an_application(row, "draft") for _ in range(2)]
    for draft in reversed(drafts):
        assert draft.person is not None
        actions.submit_application(application=draft, by=of(draft.person), at=OPEN)
    assert [(found.pk, found.number) for found in applications_of(row)] == [
        (drafts[1].pk, 1), (drafts[0].pk, 2),
    ]  # fmt: skip
    entries = AuditEntry.objects.filter(community_id=row.community_id, verb="aid_application.submit")
    assert [entry.actor_id for entry in entries] == [None, None]
    assert application_of(row, 2).pk == drafts[0].pk


def test_f14_the_mail_after_sending_says_only_that_there_is_news() -> None:
    sent = an_application(an_aid_round(a_community()))
    tell_news(application=sent, at=OPEN)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "There is news on your page"
    told = f"{mail.subject} {mail.body} {mail.html} {mail.cause}".lower()
    assert [word for word in ("aid", "money", "round", "pycon", str(sent.uuid)) if f" {word}" in told] == []


def test_changing_what_was_scored_makes_the_points_void() -> None:
    row = an_aid_round(a_community())
    scored = an_application(row, "in_review", points=0.5)
    assert scored.person is not None
    Score.objects.create(
        community=row.community, application=scored, person=a_person(), criterion=whole_of(row).criteria[0],
        points=3, at=OPEN,
    )  # fmt: skip
    actions.change_application(application=scored, motivation="More", by=of(scored.person), at=OPEN)
    scored.refresh_from_db()
    assert (scored.state, scored.points, scored.motivation) == ("submitted", None, "More")
    assert not Score.objects.filter(community=row.community).exists()


@pytest.mark.parametrize(("state", "at"), [("submitted", CLOSES), ("offered", OPEN), ("withdrawn", OPEN)])
def test_nothing_changes_after_the_window_or_once_it_was_decided(state: str, at: datetime) -> None:
    sent = an_application(an_aid_round(a_community()), state)
    assert sent.person is not None
    with pytest.raises(actions.NotOpen):
        actions.change_application(application=sent, motivation="X", by=of(sent.person), at=at)
    sent.refresh_from_db()
    assert (sent.motivation, sent.state) == ("I teach the girls’ club.", state)


def test_f20_who_withdrew_may_go_on_while_the_window_is_open_and_keeps_the_number() -> None:
    row = an_aid_round(a_community())
    sent = an_application(row)
    assert sent.person is not None
    actions.withdraw_application(application=sent, by=of(sent.person), at=OPEN)
    assert list(applications_of(row)) == []
    with pytest.raises(IllegalApplicationMove, match="withdrawn: withdraw"):
        actions.withdraw_application(application=sent, by=of(sent.person), at=OPEN)
    assert begin(row, sent.person).state == "draft"
    again = actions.submit_application(application=sent, by=of(sent.person), at=OPEN)
    assert (again.state, again.number) == ("submitted", 1)


def test_the_end_of_the_window_brings_to_the_committee_what_waits_for_nobody() -> None:
    row = an_aid_round(a_community())
    whole, young = an_application(row), an_application(row, is_minor=True)
    an_application(row, "draft")
    assert end_window(round=row, at=OPENS) == 0
    assert end_window(round=row, at=CLOSES) == 1
    answer_as_guardian(application=young, yes=True, by=GUARDIAN, at=CLOSES)
    states = AidApplication.objects.filter(community=row.community).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["in_review", "in_review", "draft"]
    assert whole.pk == states[0].pk


def test_a_guardian_is_asked_once_and_their_no_withdraws() -> None:
    row = an_aid_round(a_community())
    young = an_application(
        row, "draft", is_minor=True, guardian="Ama Mensah", guardian_contact="ama@example.org"
    )
    assert young.person is not None
    actions.submit_application(application=young, by=of(young.person), at=OPEN)
    ask_guardian(application=young, at=OPEN)
    ask_guardian(application=young, at=OPEN)
    mail = OutgoingMail.objects.get(to_address="ama@example.org")
    assert f"/guardian/{guardian_token(young)}/" in mail.body
    assert mail.is_secret
    found = application_of_token(guardian_token(young))
    assert found == young
    answer_as_guardian(application=young, yes=False, by=GUARDIAN, at=OPEN)
    young.refresh_from_db()
    assert (young.state, young.guardian_said_yes_at) == ("withdrawn", None)
    assert Job.objects.filter(name="aid.ask_guardian").count() == 1


def test_another_guardian_makes_the_first_link_and_yes_worthless() -> None:
    row = an_aid_round(a_community())
    young = an_application(row, is_minor=True, guardian="Ama", guardian_contact="ama@example.org")
    assert young.person is not None
    token = guardian_token(young)
    answer_as_guardian(application=young, yes=True, by=GUARDIAN, at=OPEN)
    actions.change_application(
        application=young, guardian_contact="kofi@example.org", by=of(young.person), at=OPEN
    )
    young.refresh_from_db()
    assert young.guardian_said_yes_at is None
    assert application_of_token(token) is None
    assert application_of_token(f"{token}x") is None
    assert application_of_token(guardian_token(young)) == young


def test_the_jobs_find_their_rows_and_do_nothing_for_rows_that_are_gone() -> None:
    sent = an_application(an_aid_round(a_community()))
    for name in ("aid.tell_news", "aid.ask_guardian"):
        for number in (sent.pk, 0):
            payload = {"community_id": sent.community_id, "application_id": number}
            assert jobs.enqueue(name, at=OPEN, payload=payload)
    jobs.enqueue("aid.end_window", at=OPEN, payload={"community_id": sent.community_id, "round_id": 0})
    while job := jobs.take(OPEN):
        jobs.run(job)
    assert set(Job.objects.exclude(name="mail.send_queued").values_list("state", "error")) == {("done", "")}
