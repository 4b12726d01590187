"""Aid as a whole chain: what Python Togo lived in 2024, with generated people, in French and in English.

Forty ask to go to another community's conference whose organisers give five places. Thirty small gifts, a
grant with conditions and a sister's vouchers pay for others. Crowds act through the domain's own actions;
each decisive step is one person's, in a browser on the program itself. The clock is moved by the test.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from teranga.base import jobs
from teranga.cli.demo.load_aid import seat_scorer
from teranga.cli.demo.load_arrivals import pay
from teranga.cli.demo.load_delegation import a_round, an_ask, evening, rights_of
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.pools import move_pool, start_pool
from teranga.domains.aid.actions.practice import fill_applications
from teranga.domains.aid.actions.settling import NothingDue, say_was_there
from teranga.domains.aid.links_award import award_path
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, TravelPool
from teranga.domains.aid.queries_awards import awards_of, waiting_now
from teranga.domains.ledger.actions.funds import draft_fund, open_fund
from teranga.domains.ledger.actions.gifts import promise_gift, receive_gift
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing
from teranga.domains.ledger.models import Fund, InKind
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.payments.models import Payout
from teranga.domains.places.actions.rsvp import answer_rsvp
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText
from teranga.papers.drawn_paper import drawn_paper
from tests.drawn import some_each_run
from tests.journeys.telling import (
    BEGUN,
    OTHERS,
    Story,
    story_in,  # noqa: F401 -- a fixture
)
from tests.web.account.test_in_a_browser import axe_clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLOSES, STARTS = BEGUN + timedelta(days=30), (BEGUN + timedelta(days=75)).date()
CHOSEN, GIFTS, VOUCHERS, SEATS = 5, 30, 6, 14
GRANT, FEW = 600_000, 6
AFI = "afi.mensah@example.org"


@pytest.mark.parametrize("language", some_each_run(("fr", "en"), 1, of="gifts to arrival"))
def test_from_many_small_gifts_to_a_person_who_arrives(
    language: str,
    story_in: Callable[[str, Any], Story],  # noqa: F811
) -> None:
    with time_machine.travel(BEGUN, tick=True) as clock:
        story = story_in(language, clock)
        pot, row = small_gifts(story), thirty_nine_ask(story)
        afi = she_applies_on_her_phone(story, row)
        two_score(story, row)
        grant = the_grant_and_the_vouchers(story, row, pot)
        two_sign(story, row)
        promoted = one_declines_and_the_next_accepts(story, row)
        pool = she_takes_the_last_seat(story, row, promoted)
        she_is_paid_for_her_receipt(story, row, promoted)
        everybody_arrives(story, row)
        the_giver_reads(story, grant)
        anybody_reads(story, row)
        assert (afi.round_id, pool.community_id) == (row.pk, story.community.pk)


def small_gifts(story: Story) -> Fund:
    name = TranslatedText({"fr": "Aller ensemble", "en": "Going together"})
    pot = draft_fund(community=story.community, name=name, currency="XOF", by=COMMAND_LINE, at=BEGUN)
    open_fund(fund=pot, by=COMMAND_LINE, at=BEGUN)
    pot.refresh_from_db()
    for number in range(GIFTS):
        money = Money(2_000 + 1_000 * (number % 9), "XOF")
        gift = promise_gift(fund=pot, money=money, name="", is_named=False, message="", by=COMMAND_LINE,
                            language=story.language, key=f"journey-gift-{number:04}", at=BEGUN)  # fmt: skip
        receive_gift(gift=gift, money=money, proof="TM", by=COMMAND_LINE, at=BEGUN)
    return pot


def thirty_nine_ask(story: Story) -> AidRound:
    """Five of them were given a place by the organisers over there and ask for the journey alone.

    Students are few, so that their numbers are among those which nobody may read afterwards.
    """
    pots = list(Fund.objects.filter(community=story.community))
    row = a_round(
        story.community, story.told, story.told["round"], pots, BEGUN,
        closes_at=evening(story.community, CLOSES), start=STARTS, end=STARTS + timedelta(days=2),
        ceiling=90_000, offer_hours=120,
    )  # fmt: skip
    for scorer in story.committee:
        seat_scorer(row, scorer, BEGUN)
    asks = []
    for nth, person in enumerate(story.asking):
        one = an_ask(story.told, person, story.dice, has_ticket=nth < CHOSEN, scorers=len(story.committee))
        groups = [key for key in one.told["groups"] if key != "students" or nth < FEW]
        groups += ["students"] if nth < FEW and "students" not in groups else []
        asks.append(replace(one, told={**one.told, "groups": groups}))
        if nth < CHOSEN:
            place = note_thing(community=story.community, giver="PyCon Baie des Palmes", covers="Place",
                               part="ticket", by=COMMAND_LINE, at=BEGUN)  # fmt: skip
            keep_thing(thing=place, person=person, by=COMMAND_LINE, at=BEGUN)
    fill_applications(round=row, asks=asks, scorers=story.committee, at=BEGUN)
    return row


def she_applies_on_her_phone(story: Story, row: AidRound) -> AidApplication:
    page = story.tab(None, 390)
    story.go(page, f"/{story.community.slug}/aid/{row.slug}/")
    page.locator("a[href$='/apply/']").first.click()
    page.fill("#name", "Afi Mensah")
    page.fill("#contact", AFI)
    page.locator("input[name=consents][required]").check()
    story.send(page)
    jobs.run_due()
    page.fill("input[name=code]", re.search(r"\b\d{6}\b", story.last_mail_to(AFI).body)[0])
    story.send(page)
    page.fill("#country", "Togo")
    page.locator("input[name=groups][value=first_time]").check()
    story.send(page)
    for leg, (start, end) in enumerate((("Adjavéré", "Baie des Palmes"), ("Baie des Palmes", "Adjavéré"))):
        for field, typed in (("from", start), ("to", end), ("cost", "22 000")):
            page.fill(f"#leg{leg}-{field}", typed)
    page.locator("input[name=ticket-wanted]").check()
    story.send(page)
    page.fill("#motivation", "Je donne un atelier le samedi.")
    story.send(page)
    page.locator("a.button.main[href$='/send/']").click()
    story.send(page)
    expect(page.get_by_role("status")).to_be_visible()
    afi = AidApplication.objects.get(community=row.community, round=row, state="submitted")
    assert (afi.number, afi.person.name, afi.groups) == (OTHERS + 1, "Afi Mensah", ["first_time"])
    return afi


def two_score(story: Story, row: AidRound) -> None:
    for scorer in story.committee:
        page = story.tab(scorer, 390)
        story.desk(page, f"aid/{row.pk}/scoring/")
        assert "Afi" not in page.locator("main").inner_text()
        for line in page.locator("form.form input[type=number]").all():
            line.fill("5")
        story.send(page, "form.form button.main")
    afi = AidApplication.objects.get(community=row.community, round=row, number=OTHERS + 1)
    assert (afi.state, afi.points) == ("in_review", 1.0)


def the_grant_and_the_vouchers(story: Story, row: AidRound, pot: Fund) -> Fund:
    """The treasurer writes down what a foundation gives, for what and for whom; and the sister's vouchers."""
    page = story.tab(story.treasurer, 1280)
    story.desk(page, "funds/add/")
    page.fill("#name_fr", "Subvention pour les premières fois")
    page.select_option("#kind", "grant")
    page.select_option("#currency", "XOF")
    for name, values in (("parts", ("travel", "bed")), ("groups", ("women", "first_time"))):
        for value in values:
            page.locator(f"input[name={name}][value={value}]").check()
    page.fill("#giver", "Fondation Fictive")
    page.fill("#giver_contact", "don@example.org")
    story.send(page, "main form button.main")
    grant = Fund.objects.get(community=story.community, kind="grant")
    story.desk(page, f"funds/{grant.pk}/")
    story.send(page, "form[action$='move/'] button")
    story.desk(page, f"funds/{grant.pk}/gifts/add/")
    page.fill("#amount", "600 000")
    story.send(page, "main form button.main")
    for number in range(VOUCHERS):
        if number:
            note_thing(community=story.community, giver="Communauté sœur", covers="Billet", part="ticket",
                       code=f"SOEUR-{number}", fund=pot, by=COMMAND_LINE, at=BEGUN)  # fmt: skip
            continue
        story.desk(page, "in-kind/add/")
        page.fill("#giver", "Communauté sœur")
        page.fill("#covers", "Billet")
        page.select_option("#part", "ticket")
        page.fill("#code", "SOEUR-0")
        story.send(page, "main form button.main")
    assert InKind.objects.filter(community=story.community, state="free", part="ticket").count() == VOUCHERS
    committee = story.tab(story.committee[0], 1280)
    story.desk(committee, f"aid/{row.pk}/funds/add/")
    committee.select_option("#fund", str(grant.pk))
    story.send(committee, "main form button.main")
    assert set(row.funds.values_list("fund_id", flat=True)) == {pot.pk, grant.pk}
    return grant


def two_sign(story: Story, row: AidRound) -> None:
    """Once the window is over: computed, read with its reasons, signed by two; then forty hear of news."""
    story.until(CLOSES + timedelta(days=1))
    jobs.run_due()
    first, second = (story.tab(person, 1280) for person in story.committee)
    story.desk(first, f"aid/{row.pk}/allocation/add/")
    first.fill("#name", "Tous les fonds")
    story.send(first, "main form button.main")
    jobs.run_due()
    story.desk(first, f"aid/{row.pk}/allocation/")
    first.get_by_role("link", name="Tous les fonds").first.click()
    expect(first.get_by_role("heading", name=story.say("Everybody, and why"))).to_be_visible()
    number = story.say("Number %(number)s") % {"number": OTHERS + 1}
    why = first.locator("li", has_text=number).last
    expect(why.locator(".pill")).to_be_visible()
    assert len(why.locator(".small").inner_text()) > 20
    address = first.url
    story.send(first, "form[action$='sign/'] button.main")
    assert awards_of(row) == []
    second.goto(address)
    story.send(second, "form[action$='sign/'] button.main")
    before = OutgoingMail.objects.count()
    jobs.run_due()
    assert OutgoingMail.objects.count() == before + OTHERS + 1
    mail = story.last_mail_to(AFI)
    assert not re.search(r"CFA|\baide?\b", f"{mail.subject} {mail.body}")
    spent = sum(line.minor for award in awards_of(row) for line in award.lines.all())
    assert 0 < spent <= GRANT + sum(2_000 + 1_000 * (number % 9) for number in range(GIFTS))


def one_declines_and_the_next_accepts(story: Story, row: AidRound) -> AidApplication:
    """The largest award goes back, and whoever waits next is asked by the program itself."""
    offered = sorted(awards_of(row), key=lambda one: -sum(line.minor for line in one.lines.all()))
    waiting = {one.pk for one in waiting_now(row)}
    gives_back = next(one for one in offered if one.application.person.name != "Afi Mensah")
    page = story.tab(None, 390)
    story.go(page, award_path(gives_back.application))
    expect(page.get_by_role("heading", name=story.say("Aid is offered to you"))).to_be_visible()
    page.locator("details", has=page.locator("button[value=decline]")).locator("summary").click()
    story.send(page, "button[value=decline]")
    expect(page.get_by_role("heading", name=story.say("You said no"))).to_be_visible()
    jobs.run_due()
    promoted = AidApplication.objects.get(community=row.community, round=row, state="offered", pk__in=waiting)
    story.go(page, award_path(promoted))
    story.send(page, "button[value=accept]")
    expect(page.get_by_role("heading", name=story.say("You come, with aid"))).to_be_visible()
    for award in awards_of(row):
        if award.application.state == "offered":
            accept_offer(award=award, by=COMMAND_LINE, at=story.until(CLOSES + timedelta(days=2)))
    promoted.refresh_from_db()
    kept = InKind.objects.filter(community=row.community, state="kept", covers="Billet").count()
    assert (promoted.state, 0 < kept <= VOUCHERS) == ("accepted", True)
    return promoted


def she_takes_the_last_seat(story: Story, row: AidRound, promoted: AidApplication) -> TravelPool:
    at = story.until(CLOSES + timedelta(days=3))
    leaves = datetime.combine(STARTS, datetime.min.time(), UTC) - timedelta(hours=18)
    pool = start_pool(
        community=story.community, name=TranslatedText(story.told["bus"]["name"]), seats=SEATS,
        leaves_at=leaves, zone=story.community.zone, languages=["fr", "en"], elsewhere=row.elsewhere,
        leaves_from="Gare routière", currency="XOF", by=COMMAND_LINE, at=at,
    )  # fmt: skip
    pool = move_pool(pool=pool, move="open", by=COMMAND_LINE, at=at)
    others = [person for person in story.asking if person != promoted.person]
    for person in others[: SEATS - 1]:
        answer_rsvp(event=pool.event, person=person, wish=Wish(GOING, language=story.language),
                    by=Actor("member", person.pk), at=at)  # fmt: skip
    page = story.tab(promoted.person, 390)
    story.go(page, f"/{story.community.slug}/{pool.event.slug}/answer/")
    story.send(page)
    expect(page.get_by_role("heading", name=story.say("You have a place"))).to_be_visible()
    organiser = story.tab(story.organiser, 1280)
    story.desk(organiser, f"{pool.event.slug}/journey/")
    expect(organiser.get_by_text(f"{SEATS} / {SEATS}")).to_be_visible()
    story.go(page, award_path(promoted))
    expect(page.get_by_text(story.say("Your seat is kept."))).to_be_visible()
    return pool


def she_is_paid_for_her_receipt(story: Story, row: AidRound, promoted: AidApplication) -> None:
    award = AidAward.objects.get(community=row.community, application=promoted)
    page = story.tab(None, 390)
    story.go(page, f"{award_path(promoted)}receipts/")
    paper = drawn_paper(["Gare routière", "20 000 F CFA"])
    page.set_input_files("#file", [{"name": "recu.jpg", "mimeType": "image/jpeg", "buffer": paper}])
    page.select_option("#part", str(award.lines.filter(part__kind="travel").first().part_id))
    page.fill("#amount", "20 000")
    page.fill("#day", str((CLOSES + timedelta(days=2)).date()))
    story.send(page, "button[value=send]")
    page.select_option("#way", "mobile")
    page.fill("#destination", "90 00 00 00")
    story.send(page, "button[value=way]")
    desk = story.tab(story.committee[0], 1280)
    story.desk(desk, f"aid/{row.pk}/awards/{award.pk}/receipts/{award.receipts.get().pk}/")
    expect(desk.get_by_role("img", name=story.say("Photo of the receipt"))).to_be_visible()
    story.send(desk, "button[value=count]")
    story.desk(desk, f"aid/{row.pk}/awards/{award.pk}/")
    story.send(desk, "form[action*='ask/'] button.main")
    asked = Payout.objects.filter(community=row.community, person=promoted.person)
    assert (sum(asked.values_list("minor", flat=True)), asked.first().currency) == (20_000, "XOF")
    for payout in asked:
        _two_pay(story, payout)
    story.go(page, f"{award_path(promoted)}receipts/")
    amount = page.locator("main").inner_text().replace("\u202f", " ").replace("\xa0", " ")
    assert re.search(r"20[ ,]000", amount)


def _two_pay(story: Story, payout: Payout) -> None:
    for payer, state in zip(story.payers, ("requested", "approved"), strict=True):
        page = story.tab(payer, 1280)
        story.desk(page, f"payouts/{payout.pk}/")
        story.send(page, "form[action$='approve/'] button.main")
        payout.refresh_from_db()
        assert payout.state == state
    for step in ("send", "confirm"):
        story.desk(page, f"payouts/{payout.pk}/{step}/")
        if page.locator("#proof").count():
            page.fill("#proof", "TM-1234")
        story.send(page, "main form button.main")
    payout.refresh_from_db()
    assert payout.state == "confirmed"


def everybody_arrives(story: Story, row: AidRound) -> None:
    """The conference is over: who came is noted, and the others are paid too."""
    at = story.until(datetime.combine(STARTS + timedelta(days=5), datetime.min.time(), UTC))
    may = rights_of(story.payers, at)
    for award in awards_of(row):
        if award.application.state == "accepted":
            say_was_there(award=award, by=COMMAND_LINE, at=at)
            with suppress(NothingDue):  # a voucher alone
                pay(award, may, at)


def the_giver_reads(story: Story, grant: Fund) -> None:
    page = story.tab(story.treasurer, 1280)
    story.desk(page, f"funds/{grant.pk}/report/")
    story.send(page, "form[action$='send/'] button.main")
    jobs.run_due()
    link = re.search(r"/(?:fr|en)/[\w-]+/reports/\S+/", story.last_mail_to("don@example.org").body)
    giver = story.tab(None, 390)
    giver.goto(link[0])
    expect(giver.get_by_role("heading", name=story.say("What your money did"))).to_be_visible()
    axe_clean(giver)
    assert re.search(r"600.000", giver.locator(".sums").inner_text())
    assert "Afi" not in giver.locator("main").inner_text()


def anybody_reads(story: Story, row: AidRound) -> None:
    page = story.tab(None, 390)
    story.go(page, f"/{story.community.slug}/aid/{row.slug}/")
    result = page.locator("section", has=page.get_by_role("heading", name=story.say("What came of it")))
    expect(result).to_be_visible()
    small = story.say("Not shown, because a number in it would be small: %(tables)s.")
    expect(result.get_by_text(small % {"tables": story.say("Students")})).to_be_visible()
    assert not re.search(r"^[1-4]$", "\n".join(result.locator("td").all_inner_texts()), re.MULTILINE)
    axe_clean(page)
