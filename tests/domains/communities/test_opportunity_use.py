from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from teranga.domains.communities.actions.opportunities import change_opportunity
from teranga.domains.communities.actions.opportunity_reminders import (
    NothingToRemindOf,
    ask_reminder,
    confirm_reminder,
    forget_reminders,
    remind_all,
    stop_reminder,
)
from teranga.domains.communities.actions.opportunity_use import NotYours, count_look, tell_outcome
from teranga.domains.communities.links_reminders import reminder_of_token, reminder_path
from teranga.domains.communities.models import (
    Community,
    Opportunity,
    OpportunityDay,
    OpportunityReminder,
    OpportunityTold,
)
from teranga.domains.communities.queries_opportunities import own_word, told_counts
from teranga.domains.communities.rules_opportunities import reminder_due, told_groups
from teranga.domains.mail.models import OutgoingMail
from tests.factories.communities import MADE, a_community, an_opportunity
from tests.factories.decisions import ORGANISER
from tests.factories.members import a_member
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
END = datetime(2026, 3, 2, tzinfo=UTC)
LONG_BEFORE = END - 30 * DAY


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def call(lome: Community) -> Opportunity:
    return an_opportunity(lome, last_day=date(2026, 3, 1), closes_at=END)


def a_reminder(row: Opportunity, at: datetime = LONG_BEFORE) -> OpportunityReminder:
    ask_reminder(row=row, contact="Afi@Example.org", language="fr", key="one", at=at)
    return OpportunityReminder.objects.get(community=row.community, opportunity=row)


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to_address", "subject"))


def test_looks_are_counted_by_day_and_way_and_nothing_else_is_kept(call: Opportunity) -> None:
    for way, at in (("whatsapp", MADE), ("whatsapp", MADE), ("<script>", MADE), ("mail", MADE + DAY)):
        count_look(row=call, way=way, at=at)
    rows = OpportunityDay.objects.filter(community=call.community).values_list("day", "way", "seen")
    day = MADE.date()
    assert set(rows) == {(day, "whatsapp", 2), (day, "here", 1), (day + DAY, "mail", 1)}
    call.refresh_from_db()
    assert call.seen == 4


@pytest.mark.parametrize(
    ("applied", "got", "shown"),
    [
        (4, 4, (None, None)), (5, 4, (5, None)), (5, 5, (5, 5)), (9, 5, (9, None)), (10, 5, (10, 5)),
        (0, 0, (None, None)), (12, 0, (12, None)),
    ],
)  # fmt: skip
def test_neither_a_small_number_nor_a_small_difference_is_published(
    applied: int, got: int, shown: tuple[int | None, int | None]
) -> None:
    assert told_groups(applied, got) == shown


def test_a_member_tells_once_changes_their_mind_and_takes_it_back(call: Opportunity) -> None:
    people = [a_member(call.community).person for _ in range(5)]
    for person in people:
        tell_outcome(row=call, person=person, what="applied", at=MADE)
        tell_outcome(row=call, person=person, what="got", at=MADE)
    assert told_counts(call) == (5, 5)
    assert own_word(call, people[0].pk) == "got"
    tell_outcome(row=call, person=people[0], what="", at=MADE)
    assert own_word(call, people[0].pk) == ""
    assert told_counts(call) == (None, None)


def test_who_is_no_member_is_not_counted(call: Opportunity) -> None:
    with pytest.raises(NotYours):
        tell_outcome(row=call, person=a_person(), what="got", at=MADE)
    assert OpportunityTold.objects.filter(community=call.community).count() == 0


@pytest.mark.parametrize(
    ("before", "told", "due"),
    [
        (9 * DAY, None, None), (7 * DAY, None, 7), (7 * DAY, 7, None), (2 * DAY, 7, None), (DAY, 7, 1),
        (DAY / 2, None, 1), (DAY, 1, None), (0 * DAY, None, None), (-DAY, None, None),
    ],
)  # fmt: skip
def test_a_reminder_is_due_a_week_and_a_day_before_the_end(
    before: timedelta, told: int | None, due: int | None
) -> None:
    assert reminder_due(END, END - before, told) == due
    assert reminder_due(None, END, None) is None


def test_an_address_is_asked_once_and_reminded_twice_however_often_the_round_runs(call: Opportunity) -> None:
    reminder = a_reminder(call)
    a_reminder(call)
    ask_reminder(row=call, contact="afi@example.org", language="fr", key="two", at=LONG_BEFORE)
    assert len(mails()) == 1
    assert remind_all(at=END - 7 * DAY) == 0  # not confirmed
    confirm_reminder(reminder=reminder, at=LONG_BEFORE)
    sent = [remind_all(at=END - hours * timedelta(hours=1)) for hours in (200, 170, 160, 150, 30, 20, 2)]
    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert [to for to, _subject in mails()] == ["afi@example.org"] * 3
    last = OutgoingMail.objects.latest("pk")
    assert f"/fr/lome/opportunities/{call.pk}/" in last.body
    assert reminder_path(reminder) in last.body
    assert last.expires_at == END


def test_who_confirms_in_the_last_week_is_reminded_at_the_end_alone(call: Opportunity) -> None:
    reminder = a_reminder(call, END - 5 * DAY)
    confirm_reminder(reminder=reminder, at=END - 5 * DAY)
    assert [remind_all(at=END - 4 * DAY), remind_all(at=END - DAY)] == [0, 1]


def test_a_moved_last_day_is_reminded_of_anew(call: Opportunity) -> None:
    reminder = a_reminder(call)
    confirm_reminder(reminder=reminder, at=LONG_BEFORE)
    assert remind_all(at=END - DAY) == 1
    change_opportunity(row=call, last_day=date(2026, 3, 11), by=ORGANISER, at=END - DAY)
    assert [remind_all(at=END - DAY), remind_all(at=END + 9 * DAY), remind_all(at=END + 9 * DAY)] == [0, 1, 0]


def test_a_stopped_reminder_leaves_no_address_and_no_unsent_mail(call: Opportunity) -> None:
    reminder = a_reminder(call)
    confirm_reminder(reminder=reminder, at=LONG_BEFORE)
    remind_all(at=END - 7 * DAY)
    stop_reminder(reminder=reminder)
    stop_reminder(reminder=reminder)
    assert OpportunityReminder.objects.filter(community=call.community).count() == 0
    assert OutgoingMail.objects.latest("pk").state == OutgoingMail.State.VOID
    assert remind_all(at=END - DAY) == 0


def test_addresses_are_forgotten_when_nobody_confirms_or_the_day_is_over(call: Opportunity) -> None:
    a_reminder(call)
    forget_reminders(at=LONG_BEFORE + DAY)
    assert OpportunityReminder.objects.filter(community=call.community).count() == 1
    forget_reminders(at=LONG_BEFORE + 3 * DAY)
    assert OpportunityReminder.objects.filter(community=call.community).count() == 0
    ask_reminder(row=call, contact="afi@example.org", language="fr", key="later", at=END - DAY)
    confirm_reminder(reminder=OpportunityReminder.objects.get(community=call.community), at=END - DAY)
    forget_reminders(at=END)
    assert OpportunityReminder.objects.filter(community=call.community).count() == 0


def test_there_is_no_reminder_of_what_has_no_end_or_is_over(lome: Community, call: Opportunity) -> None:
    for row, at in ((an_opportunity(lome), MADE), (call, END)):
        with pytest.raises(NothingToRemindOf):
            ask_reminder(row=row, contact="afi@example.org", language="fr", key="k", at=at)
    assert OpportunityReminder.objects.filter(community=lome).count() == 0
    assert mails() == []


def test_nobody_fills_the_box_of_an_address_with_questions(lome: Community) -> None:
    for number in range(9):
        row = an_opportunity(lome, last_day=date(2026, 3, 1), closes_at=END)
        ask_reminder(row=row, contact="afi@example.org", language="fr", key=f"k{number}", at=LONG_BEFORE)
    assert len(mails()) == 6


def test_a_link_opens_one_reminder_of_its_own_community(lome: Community, call: Opportunity) -> None:
    reminder = a_reminder(call)
    token = reminder_path(reminder).split("/")[-2]
    assert reminder_of_token(lome, token) == reminder
    assert reminder_of_token(a_community(), token) is None
    assert reminder_of_token(lome, token[:-1]) is None
