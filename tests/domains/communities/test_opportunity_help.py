from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from teranga.domains.communities.actions.opportunity_help import (
    HelpRefused,
    answer_question,
    ask_helper,
    end_help,
    forget_help,
    offer_help,
    refuse_asker,
)
from teranga.domains.communities.links_reminders import question_of_token, question_path
from teranga.domains.communities.models import (
    Community,
    Opportunity,
    OpportunityHelper,
    OpportunityQuestion,
)
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from tests.factories.communities import MADE, a_community, an_opportunity
from tests.factories.members import a_member
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
END = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def call(lome: Community) -> Opportunity:
    return an_opportunity(lome, last_day=date(2026, 3, 1), closes_at=END)


def a_reachable(community: Community, name: str) -> Person:
    return a_member(community, name, person=a_person(name, email=f"{name.lower()}@example.org")).person


def a_helper(call: Opportunity) -> OpportunityHelper:
    offer_help(row=call, person=a_reachable(call.community, "Afi"), shown_as="Afi", at=MADE)
    return OpportunityHelper.objects.select_related("opportunity__community").get(community=call.community)


def refusal(**told: object) -> str:
    with pytest.raises(HelpRefused) as refused:
        ask_helper(at=MADE, **told)  # type: ignore[arg-type]
    return refused.value.reason


def questions(community: Community) -> int:
    return OpportunityQuestion.objects.filter(community=community).count()


def test_a_question_and_its_answer_go_through_without_an_address(call: Opportunity) -> None:
    helper, kofi = a_helper(call), a_reachable(call.community, "Kofi")
    ask_helper(helper=helper, person=kofi, text="Quelle longueur ?", at=MADE)
    ask_helper(helper=helper, person=kofi, text="Encore ?", at=MADE)
    question = OpportunityQuestion.objects.get(community=call.community)
    answer_question(question=question, text="Une page.", at=MADE)
    answer_question(question=question, text="Deux pages.", at=MADE)
    first, second = OutgoingMail.objects.order_by("pk")
    assert (first.to_address, second.to_address) == ("afi@example.org", "kofi@example.org")
    assert ("Quelle longueur ?" in first.body, question_path(question) in first.body) == (True, True)
    assert ("Une page." in second.body, "Deux" in second.body) == (True, False)
    assert ("kofi@" in first.body + first.reply_to, "afi@" in second.body + second.reply_to) == (False, False)


def test_only_members_offer_and_ask_and_nobody_asks_themselves(call: Opportunity) -> None:
    helper = a_helper(call)
    assert refusal(helper=helper, person=a_person("Nobody"), text="Hallo?") == "member"
    assert refusal(helper=helper, person=helper.person, text="Hallo?") == "own"
    with pytest.raises(HelpRefused) as refused:
        offer_help(row=call, person=a_person("Nobody", email="n@example.org"), shown_as="N", at=MADE)
    assert refused.value.reason == "member"
    assert (questions(call.community), OutgoingMail.objects.count()) == (0, 0)


def test_who_cannot_be_reached_or_has_no_name_offers_nothing(call: Opportunity) -> None:
    yao = a_member(call.community, "Yao").person
    yao.contact_points.all().delete()
    for person, name, reason in (
        (yao, "Yao", "address"),
        (a_reachable(call.community, "Ama"), " ", "name"),
    ):
        with pytest.raises(HelpRefused) as refused:
            offer_help(row=call, person=person, shown_as=name, at=MADE)
        assert refused.value.reason == reason
    assert OpportunityHelper.objects.filter(community=call.community).count() == 0


def test_advertising_and_empty_questions_are_not_sent(call: Opportunity) -> None:
    helper, kofi = a_helper(call), a_reachable(call.community, "Kofi")
    advert = "casino https://a.example https://b.example https://c.example viagra double your money"
    assert [refusal(helper=helper, person=kofi, text=text) for text in (" ", advert)] == ["words", "words"]
    assert questions(call.community) == 0


def test_whom_a_helper_refuses_asks_them_nowhere_again(lome: Community, call: Opportunity) -> None:
    helper, kofi = a_helper(call), a_reachable(lome, "Kofi")
    ask_helper(helper=helper, person=kofi, text="Quelle longueur ?", at=MADE)
    question = OpportunityQuestion.objects.get(community=lome)
    refuse_asker(question=question, at=MADE)
    answer_question(question=question, text="Trop tard.", at=MADE)
    other = an_opportunity(lome)
    offer_help(row=other, person=helper.person, shown_as="Afi", at=MADE)
    elsewhere = OpportunityHelper.objects.select_related("opportunity__community").get(
        community=lome, opportunity=other
    )
    assert refusal(helper=elsewhere, person=kofi, text="Et ici ?") == "refused"
    assert (questions(lome), OutgoingMail.objects.count()) == (1, 1)


def test_a_member_asks_three_and_a_helper_gets_five_a_day(lome: Community) -> None:
    afi = a_reachable(lome, "Afi")
    helpers = []
    for _ in range(4):
        row = an_opportunity(lome)
        offer_help(row=row, person=afi, shown_as="Afi", at=MADE)
        rows = OpportunityHelper.objects.filter(community=lome, opportunity=row)
        helpers.append(rows.select_related("opportunity__community").get())
    kofi = a_reachable(lome, "Kofi")
    for helper in helpers[:3]:
        ask_helper(helper=helper, person=kofi, text="Comment ?", at=MADE)
    assert refusal(helper=helpers[3], person=kofi, text="Comment ?") == "many"
    for name in ("Yao", "Ama"):
        ask_helper(helper=helpers[3], person=a_reachable(lome, name), text="Comment ?", at=MADE)
    assert refusal(helper=helpers[3], person=a_reachable(lome, "Edem"), text="Comment ?") == "much"
    assert questions(lome) == 5
    ask_helper(helper=helpers[3], person=kofi, text="Comment ?", at=MADE + 2 * DAY)
    assert questions(lome) == 6


def test_help_ends_with_the_last_day_and_is_forgotten_a_month_later(call: Opportunity) -> None:
    helper, kofi = a_helper(call), a_reachable(call.community, "Kofi")
    with pytest.raises(HelpRefused) as refused:
        ask_helper(helper=helper, person=kofi, text="Comment ?", at=END)
    assert refused.value.reason == "over"
    forget_help(at=END + 30 * DAY)
    assert OpportunityHelper.objects.filter(community=call.community).count() == 1
    forget_help(at=END + 31 * DAY)
    assert OpportunityHelper.objects.filter(community=call.community).count() == 0


def test_who_takes_help_back_takes_the_questions_along(lome: Community, call: Opportunity) -> None:
    helper, kofi = a_helper(call), a_reachable(lome, "Kofi")
    ask_helper(helper=helper, person=kofi, text="Comment ?", at=MADE)
    token = question_path(OpportunityQuestion.objects.get(community=lome)).split("/")[-2]
    assert question_of_token(lome, token) is not None
    assert question_of_token(a_community(), token) is None
    end_help(row=call, person=helper.person)
    assert (question_of_token(lome, token), questions(lome)) == (None, 0)
