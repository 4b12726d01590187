from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from teranga.domains.communities.links_reminders import question_path, reminder_path
from teranga.domains.communities.models import (
    Opportunity,
    OpportunityDay,
    OpportunityHelper,
    OpportunityQuestion,
    OpportunityReminder,
    OpportunityTold,
)
from teranga.domains.mail.models import OutgoingMail
from teranga.web.public_forms import signed_key
from tests.factories.communities import a_community, an_opportunity
from tests.factories.members import a_member
from tests.factories.people import signed_in
from tests.web.organise.desk import at_the_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Opportunity:
    end = timezone.now() + timedelta(days=30)
    return an_opportunity(a_community("lome"), closes_at=end, last_day=end.date())


def a_key() -> str:
    """Of a form that was open for a while."""
    with time_machine.travel(timezone.now() - timedelta(seconds=20), tick=False):
        return signed_key()


def page_of(row: Opportunity) -> str:
    return f"/fr/lome/opportunities/{row.pk}/"


def test_a_reminder_is_asked_confirmed_and_ended_and_a_look_at_its_link_changes_nothing(
    call: Opportunity,
) -> None:
    browser = Client()
    sent = browser.post(page_of(call) + "remind/", {"contact": "afi@example.org", "key": a_key()})
    assert "Regarde tes messages" in sent.content.decode()
    reminder = OpportunityReminder.objects.get(community=call.community)
    path = f"/fr{reminder_path(reminder)}"
    assert path in OutgoingMail.objects.get().body
    assert "Oui, rappelle-le-moi" in browser.get(path).content.decode()
    reminder.refresh_from_db()
    assert reminder.confirmed_at is None
    assert "C’est noté" in browser.post(path).content.decode()
    reminder.refresh_from_db()
    assert reminder.confirmed_at is not None
    assert "ton adresse est oubliée" in browser.post(path, {"stop": "yes"}).content.decode()
    assert OpportunityReminder.objects.filter(community=call.community).count() == 0
    assert browser.get(path).status_code == 410


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(call: Opportunity) -> None:
    said = [
        Client().post(page_of(call) + "remind/", {"contact": "afi@example.org", "key": a_key()})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in said] == [200, 200]
    assert said[0].content == said[1].content
    assert OutgoingMail.objects.count() == 1


def test_a_look_is_counted_from_the_page_itself_and_not_from_elsewhere(call: Opportunity) -> None:
    browser, path = Client(enforce_csrf_checks=True), page_of(call) + "seen/"
    assert browser.get(path).status_code == 405
    first = browser.post(path, {"way": "whatsapp"}, headers={"Sec-Fetch-Site": "same-origin"})
    other = browser.post(path, {"way": "whatsapp"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (first.status_code, other.status_code, dict(first.cookies)) == (204, 204, {})
    rows = OpportunityDay.objects.filter(community=call.community)
    assert list(rows.values_list("way", "seen")) == [("whatsapp", 1)]


def test_looks_of_one_place_stop_counting_at_forty(call: Opportunity) -> None:
    for _ in range(42):
        Client().post(page_of(call) + "seen/", {"way": "here"})
    call.refresh_from_db()
    assert call.seen == 40


def test_the_public_page_tells_numbers_from_five_on(call: Opportunity) -> None:
    for number in range(4):
        OpportunityTold.objects.create(
            community=call.community, opportunity=call, what="got", told_at=timezone.now(),
            person=a_member(call.community, f"Membre {number}").person,
        )  # fmt: skip
    Opportunity.objects.filter(community=call.community, pk=call.pk).update(seen=4)
    before = Client().get(page_of(call)).content.decode()
    assert ("vue 4 fois" in before, "ont postulé" in before) == (False, False)
    Opportunity.objects.filter(community=call.community, pk=call.pk).update(seen=5)
    browser = signed_in(a_member(call.community, "Afi").person)
    assert "c’est compté" in browser.post(page_of(call) + "told/", {"what": "got"}).content.decode()
    after = Client().get(page_of(call)).content.decode()
    assert "vue 5 fois · 5 d’entre nous ont postulé · 5 personnes l’ont eue" in after


def test_who_is_no_member_here_is_told_so_and_nothing_is_counted(call: Opportunity) -> None:
    browser = signed_in(a_member(a_community(), "Kofi").person)
    said = browser.post(page_of(call) + "told/", {"what": "got"}).content.decode()
    assert "Rien n’a changé." in said
    assert OpportunityTold.objects.filter(community=call.community).count() == 0


def test_a_member_offers_help_another_asks_and_the_answer_stands_on_the_page(call: Opportunity) -> None:
    afi = signed_in(a_member(call.community, "Afi Mensah").person)
    kofi = signed_in(a_member(call.community, "Kofi Adjo").person)
    help_page = page_of(call) + "help/"
    assert "Personne ne propose" in kofi.get(help_page).content.decode()
    assert "sous le nom de Afi" in afi.post(help_page, {"offer": "yes", "shown_as": "Afi"}).content.decode()
    helper = OpportunityHelper.objects.get(community=call.community)
    assert "Demander à Afi" in kofi.get(help_page).content.decode()
    kofi.post(help_page, {"helper": str(helper.pk), "text": "Quelle longueur ?"})
    path = f"/fr{question_path(OpportunityQuestion.objects.get(community=call.community))}"
    assert "Quelle longueur ?" in Client().get(path).content.decode()
    assert "partie par e-mail" in Client().post(path, {"text": "Une page."}).content.decode()
    assert "Une page." in kofi.get(help_page).content.decode()
    assert "répond à ta question" in Client().get(page_of(call)).content.decode()


def test_names_of_helpers_are_for_members_of_the_community_alone(call: Opportunity) -> None:
    OpportunityHelper.objects.create(
        community=call.community, opportunity=call, person=a_member(call.community, "Afi").person,
        shown_as="Afidzigui", offered_at=timezone.now(),
    )  # fmt: skip
    stranger = signed_in(a_member(a_community(), "Yao").person)
    for browser, path in ((Client(), page_of(call)), (stranger, page_of(call) + "help/")):
        answer = browser.get(path)
        assert (answer.status_code, "Afidzigui" in answer.content.decode()) == (200, False)


def test_anybody_suggests_once_and_nobody_sees_it_before_the_team_says_yes(call: Opportunity) -> None:
    key, path = a_key(), "/fr/lome/opportunities/suggest/"
    form = {"kind": "job", "title": "Un poste à Kara", "url": "https://kara.example.org/", "key": key}
    for _ in range(2):
        assert "L’équipe la regarde" in Client().post(path, form).content.decode()
    row = Opportunity.objects.get(community=call.community, state="suggested")
    assert (row.title, row.suggested_by) == ({"fr": "Un poste à Kara"}, None)
    assert Client().get(page_of(row)).status_code == 404
    assert "Un poste" not in Client().get("/fr/lome/opportunities/").content.decode()


def test_a_suggestion_with_another_kind_of_address_is_refused(call: Opportunity) -> None:
    form = {"kind": "job", "title": "Un poste", "url": "javascript:alert(1)", "key": a_key()}
    Client().post("/fr/lome/opportunities/suggest/", form)
    assert Opportunity.objects.filter(community=call.community).count() == 1


def test_the_desk_puts_a_suggestion_on_the_board(call: Opportunity) -> None:
    row = an_opportunity(call.community, state="suggested")
    desk = at_the_desk(community=call.community)
    answer = desk.post(f"/fr/organise/lome/opportunities/{row.pk}/decide/", {"what": "show"})
    assert answer.status_code == 302
    assert Client().get(page_of(row)).status_code == 200
