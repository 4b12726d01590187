"""From a call to a programme that says why: a few hundred proposals in French and English.

The team opens the call; somebody writes on a phone without an account, the others bring theirs by the
domain's own actions. Reviews are shared out, a programme is chosen under quotas, signed by two, told, and
confirmed. Each decisive step is one person's, in a browser on the program itself; the test moves the clock.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from teranga.base import jobs
from teranga.cli.demo.practice_call import Idea, make_codes, make_ideas, make_readers
from teranga.cli.demo.practice_people import make_members
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.events.models import Event
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions.practice import PracticeProposal, fill_call
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    ReviewScore,
    Selection,
)
from tests.factories.events import an_event
from tests.factories.reviews import a_criterion, a_phase, a_reviewer
from tests.journeys.telling import (
    BEGUN,
    Story,
    story_in,  # noqa: F401 -- a fixture
)
from tests.web.account.test_in_a_browser import axe_clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STARTS, CLOSES = (BEGUN + timedelta(days=150)).date(), BEGUN + timedelta(days=30)
TOPICS = {"tools": "testing", "devices": "hardware"}  # as the ready-made call names them
SHARES = {"ai": 92, "data": 34, "web": 30, "tools": 22, "devices": 15, "education": 18, "community": 16,
          "security": 12}  # fmt: skip
CROWD = sum(SHARES.values())  # 239, and one on a phone
READERS, EACH, CHOSEN, WAIT = 24, 3, 60, 10
AFI = "afi.mensah@example.org"
YES = "button[name=do][value=yes]"
TITLE = "Des cartes dessinées à pied"


def test_a_call_becomes_a_programme_that_says_why(
    story_in: Callable[[str, Any], Story],  # noqa: F811
) -> None:
    with time_machine.travel(BEGUN, tick=True) as clock:
        story = story_in("fr", clock)
        event = an_event(story.community, "pycon", start=STARTS, end=STARTS + timedelta(days=2),
                         zone="Africa/Lome", languages=["fr", "en"])  # fmt: skip
        call = the_team_opens_a_call(story, event)
        she_writes_on_her_phone(story, call)
        ideas = the_others_send_theirs(story, call)
        reviews_are_shared_out(story, call)
        one_reads_and_so_do_the_others(story, call, ideas)
        chosen = a_programme_is_chosen_under_quotas(story, call)
        two_sign_and_it_is_decided(story, call, chosen)
        everybody_is_told(story, call)
        one_confirms_and_one_declines(story, call)
        anybody_reads_the_numbers(story, call)


def the_team_opens_a_call(story: Story, event: Event) -> Call:
    page = story.tab(story.organiser, 1280)
    story.desk(page, "pycon/call/begin/")
    page.fill("#opens_at", f"{BEGUN:%Y-%m-%dT%H:%M}")
    page.fill("#closes_at", f"{CLOSES:%Y-%m-%dT22:00}")
    story.send(page)
    for path, texts in (
        ("window", {"about": "Raconte ce que tu as essayé, et ce que cela a coûté."}),
        ("texts", {"conduct": "Notre code de conduite vaut partout.",
                   "payment": "Tout le monde paie sa place.",
                   "rules": "Trois personnes lisent sans voir de nom. Au plus 30 % d’IA."}),
    ):  # fmt: skip
        story.desk(page, f"pycon/call/{path}/")
        for name, text in texts.items():
            page.fill(f"#{name}_fr", text)
        story.send(page)
    story.desk(page, "pycon/call/")
    story.send(page, "form[action$='/move/'] button")
    axe_clean(page)
    call = Call.objects.select_related("event__community").get(event=event)
    assert (call.state, call.reviews_wanted, call.is_anonymous) == ("published", EACH, True)
    return call


def she_writes_on_her_phone(story: Story, call: Call) -> None:
    page = story.tab(None, 390)
    story.go(page, f"/{story.community.slug}/pycon/call/")
    page.locator("a[href$='/call/propose/']").first.click()
    page.fill("#title", TITLE)
    page.select_option("#type", index=1)
    page.fill(
        "#abstract", "La rue où nous habitons n’existait sur aucune carte. Nous l’avons dessinée à pied."
    )
    page.locator("input[name=topics][value=hardware]").check()
    page.select_option("#level", "beginner")
    page.select_option("#language", "fr")
    page.fill("#name", "Afi Mensah")
    page.fill("#contact", AFI)
    page.fill("#biography", "Marche beaucoup.")
    story.send(page)
    axe_clean(page)
    story.send(page)
    jobs.run_due()
    page.fill("input[name=code]", "".join(re.search(r"\b(\d{3})\D?(\d{3})\b", mail_to(story, AFI)).groups()))
    story.send(page)
    row = Proposal.objects.get(event=call.event, call=call)
    assert (row.state, row.title, row.version) == ("submitted", TITLE, 1)
    expect(page.get_by_text(row.code).first).to_be_visible()


def the_others_send_theirs(story: Story, call: Call) -> dict[str, Idea]:
    """Two hundred and thirty-nine of generated people; too many are about AI."""
    dice = random.Random("call-journey")
    ideas = make_ideas(dice, SHARES)
    types = [row.slug for row in call.types.all() if row.way == "open"]
    told = []
    for number, (idea, code, member) in enumerate(
        zip(ideas, make_codes(dice, CROWD), make_members(STARTS, 3), strict=False)
    ):
        at = BEGUN + timedelta(hours=2 * number)
        values = {
            "title": idea.title, "abstract": idea.abstract, "notes": idea.outline, "level": idea.level,
            "language": idea.language, "topics": [TOPICS.get(idea.topic, idea.topic)], "code": code,
            "is_first_time": idea.is_first_time, "state": "submitted", "told_state": "submitted",
            "interface_language": idea.language, "version": 1, "started_at": at, "submitted_at": at,
            "changed_at": at,
        }  # fmt: skip
        speaker = {"name": member.name, "contact": member.email, "state": "confirmed", "country": "TG"}
        told.append(
            PracticeProposal(values, type=types[number % 5 and number % len(types)], speakers=[speaker])
        )
    fill_call(call=call, told=told, by=COMMAND_LINE, at=BEGUN)
    return {one.values["code"]: idea for one, idea in zip(told, ideas, strict=True)}


def reviews_are_shared_out(story: Story, call: Call) -> None:
    """The engine asks each reader for as few as there must be, and every proposal gets its three."""
    story.until(CLOSES + timedelta(days=1))
    a_phase(call, starts_at=CLOSES, ends_at=CLOSES + timedelta(days=20), may_discuss=True)
    a_criterion(call, "Use", weight=2)
    a_criterion(call, "Clear")
    for person in story.asking[:READERS]:
        a_reviewer(call, person, most=40)
    page = story.tab(story.organiser, 1280)
    story.desk(page, "pycon/reviews/assign/")
    story.send(page, "form[action$='/compute/'] button")
    jobs.run_due()
    story.desk(page, "pycon/reviews/assign/")
    axe_clean(page)
    story.send(page, "form[action$='/apply/'] button")
    asked = ReviewAssignment.objects.filter(event=call.event)
    assert asked.count() == EACH * (CROWD + 1)
    assert max(Counter(asked.values_list("person", flat=True)).values()) <= 40


def one_reads_and_so_do_the_others(story: Story, call: Call, ideas: dict[str, Idea]) -> None:
    """One sees no name and sends a review by hand; the crowd has manners of its own."""
    reader = story.asking[0]
    page = story.tab(reader, 390)
    story.desk(page, "pycon/reviews/next/")
    assert [name for name in ("Mensah", "@") if name in page.locator("main").inner_text()] == []
    for line in page.locator("#review fieldset").all():
        line.locator("input[type=radio]").last.check()
    page.fill("#for_committee", "À prendre, même avec une salle à moitié pleine.")
    story.send(page, "#review button.main")
    axe_clean(page)
    assert Review.objects.get(event=call.event).person == reader
    dice, lines = random.Random("readers"), list(ReviewCriterion.objects.filter(event=call.event))
    manner = dict(zip((one.pk for one in story.asking), make_readers(dice, READERS), strict=False))
    read = Review.objects.filter(event=call.event).values("proposal", "person")
    done = {(one["proposal"], one["person"]) for one in read}
    reviews, scores = [], []
    here = {"community_id": call.community_id, "event_id": call.event_id}
    for one in ReviewAssignment.objects.filter(event=call.event).select_related("proposal"):
        if (one.proposal_id, one.person_id) in done:
            continue
        idea = ideas.get(one.proposal.code)
        points = manner[one.person_id].points(dice, idea.quality if idea else 3.6, len(lines))
        at = CLOSES + timedelta(days=10)
        reviews.append(Review(**here, proposal=one.proposal, person_id=one.person_id, version=1, sent_at=at,
                              changed_at=at))  # fmt: skip
        scores += [ReviewScore(**here, proposal=one.proposal, review=reviews[-1], criterion=line,
                               points=given)
                   for line, given in zip(lines, points, strict=True)]  # fmt: skip
    Review.objects.bulk_create(reviews)
    ReviewScore.objects.bulk_create(scores)
    jobs.run_due()
    assert Proposal.objects.filter(event=call.event, score=None).count() == 0


def a_programme_is_chosen_under_quotas(story: Story, call: Call) -> Selection:
    """Without a ceiling AI fills the programme; at most 30 % of it costs so many points, on the page."""
    story.until(CLOSES + timedelta(days=21))
    page = story.tab(story.organiser, 1280)
    story.desk(page, "pycon/selection/add/")
    page.fill("#name", "Au plus 30 % d’IA")
    page.fill("#choose", str(CHOSEN))
    page.uncheck("#usual")
    story.send(page)
    for rule, end, share in (("topic-ai", "most-topic:ai", "30"), ("language-en", "least-language:en", "35")):
        page.locator(f"#rule-{rule} > summary").click()
        page.fill(f"input[name='{end}']", share)
        page.press(f"input[name='{end}']", "Tab")
        expect(page.locator(f"#rule-{rule} .mark-words").first).to_be_visible()
    expect(page.locator("#rule-topic-ai .mark-words").first).to_contain_text("coûte")
    axe_clean(page)
    row = Selection.objects.get(event=call.event)
    chosen = Proposal.objects.filter(event=call.event, code__in=row.result["chosen"])
    about_ai = sum("ai" in topics for topics in chosen.values_list("topics", flat=True))
    assert (chosen.count(), about_ai) == (CHOSEN, 30 * CHOSEN // 100)
    assert chosen.filter(language="en").count() >= 35 * CHOSEN // 100
    assert row.result["prices"]["most topic:ai"]
    return row


def two_sign_and_it_is_decided(story: Story, call: Call, row: Selection) -> None:
    other = story.committee[0]
    story._give("programme_chair", other)
    for person in (story.organiser, other):
        page = story.tab(person, 1280)
        story.desk(page, f"pycon/selection/{row.pk}/")
        if person == story.organiser:
            page.locator("#part-decide > summary").click()
        story.send(page, "form[action$='/sign/'] button")
    story.send(page, "form[action$='/decide/'] button")
    states = Counter(Proposal.objects.filter(event=call.event).values_list("state", "told_state"))
    assert states == {
        ("accepted", "submitted"): CHOSEN, ("reserve", "submitted"): WAIT,
        ("rejected", "submitted"): CROWD + 1 - CHOSEN - WAIT,
    }  # fmt: skip


def everybody_is_told(story: Story, call: Call) -> None:
    """The sender types how many; five minutes later each speaker has one mail."""
    page = story.tab(story.organiser, 1280)
    story.desk(page, "pycon/telling/")
    axe_clean(page)
    page.fill("#count", str(CROWD + 1))
    before = OutgoingMail.objects.count()
    story.send(page, "form[action$='/approve/'] button.main")
    story.clock.shift(timedelta(minutes=6))
    jobs.run_due()
    assert OutgoingMail.objects.count() - before == CROWD + 1
    rows = Proposal.objects.filter(event=call.event)
    assert [row.code for row in rows if row.state != row.told_state] == []


def one_confirms_and_one_declines(story: Story, call: Call) -> None:
    first, second = Proposal.objects.filter(event=call.event, state="accepted").order_by("code")[:2]
    page = story.tab(None, 390)
    the_link_of(story, page, first)
    axe_clean(page)
    story.send(page, YES)
    first.refresh_from_db()
    assert (first.state, first.told_state) == ("confirmed", "confirmed")
    waiting = Proposal.objects.filter(event=call.event, state="reserve", type=second.type).order_by("rank")
    following = waiting.first()
    the_link_of(story, page, second)
    page.locator("details:has(button[value=no]) > summary").click()
    story.send(page, "button[name=do][value=no]")
    second.refresh_from_db()
    assert (second.state, second.told_state) == ("declined", "declined")
    jobs.run_due()
    if following is not None:
        following.refresh_from_db()
        assert following.state == "promoted"
        the_link_of(story, page, following)
        story.send(page, YES)
        following.refresh_from_db()
        assert following.state == "confirmed"


def mail_to(story: Story, address: str) -> str:
    return story.last_mail_to(address).body


def the_link_of(story: Story, page: Page, row: Proposal) -> None:
    """As it stands in the last mail to its speaker."""
    body = mail_to(story, row.speakers.get().contact)
    address = re.search(r"https?://[^\s/]+(/\S*/talk/\S+)", body)
    assert address, body
    page.goto(address[1])


def anybody_reads_the_numbers(story: Story, call: Call) -> None:
    page = story.tab(story.organiser, 1280)
    story.desk(page, "pycon/telling/answers/")
    story.send(page, "form:has(input[name=do][value=end]) button")
    call.refresh_from_db()
    assert call.state == "ended"
    reader = story.tab(None, 390)
    story.go(reader, f"/{story.community.slug}/pycon/call/statistics/")
    expect(reader.locator("main")).to_contain_text(str(CROWD + 1))
    axe_clean(reader)
