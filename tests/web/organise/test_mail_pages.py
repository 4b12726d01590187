"""The mail room of the desk: outbox, letters, mails to many."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from teranga.base.models import Job
from teranga.domains.communities.models import Community, Membership
from teranga.domains.mail.actions.check_domain import look_up
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.letters import MailText
from teranga.domains.mail.models import BulkMail, DomainCheck, MailTemplate, OutgoingMail
from teranga.domains.mail.templates import join_code
from teranga.domains.people.models import Consent
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.web.organise.desk import at_the_desk, audited, queries_of, send, text_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROOT = "/en/organise/lome/mail/"
VALUES = {"name": "Ama", "community": "Python Lomé", "code": "482915", "link": "https://x.example/l/"}


def a_member(community: Community, name: str, *, news: bool = True, **more: Any) -> None:
    person = a_person(name, f"{name.lower()}@example.org", **more)
    Membership.objects.create(
        community=community, person=person, state="confirmed", joined_at=MADE, confirmed_at=MADE
    )
    if news:
        Consent.objects.create(
            person=person, community_id=community.pk, purpose="news", wording="1", given_at=MADE
        )


def a_mail(community: Community, name: str, **more: Any) -> OutgoingMail:
    text = MailText("fr", f"Bonjour {name}", "Texte", "<p>Texte</p>", "membership")
    return queue_mail(
        more.pop("text", text), to=f"{name}@example.org", cause=f"test:{name}", at=NOON,
        community_id=community.pk, **more,
    )  # fmt: skip


def draft(browser: Client, **typed: Any) -> BulkMail:
    form = {
        "category": "news", "subject_en": "A meetup", "body_en": "Hello {name}, come!", "per_minute": "60",
        **typed,
    }  # fmt: skip
    answer = send(browser, f"{ROOT}many/new/", **form)
    assert answer.status_code == 302, text_of(answer)
    return BulkMail.objects.across_communities("the test has one").latest("id")


def state(bulk: BulkMail) -> str:
    return BulkMail.objects.across_communities("the test has one").get(pk=bulk.pk).state


def test_the_outbox_says_what_became_of_each_mail_and_hides_codes() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    a_mail(lome, "ama")
    secret = a_mail(lome, "kofi", text=join_code("en", **VALUES))
    page = text_of(browser.get(ROOT))
    assert "Bonjour ama ama@example.org · leaves soon" in page
    assert "Codes and links kofi@example.org" in page
    one = text_of(browser.get(f"{ROOT}{secret.pk}/"))
    assert "only its reader sees it" in one
    assert "482915" not in page + one
    assert "x.example" not in page + one


def test_c02_c04_another_community_s_mails_are_not_found() -> None:
    lome, accra = a_community("lome"), a_community("accra")
    browser = at_the_desk(community=lome)
    foreign = a_mail(accra, "esi")
    OutgoingMail.objects.update(state="failed")
    assert "esi" not in text_of(browser.get(ROOT))
    assert browser.post(f"{ROOT}{foreign.pk}/").status_code == 404
    assert browser.get("/en/organise/accra/mail/").status_code == 404
    assert OutgoingMail.objects.get().state == "failed"


@pytest.mark.parametrize("path", ["", "many/", "many/new/", "letters/", "letters/join_code/"])
def test_who_may_not_write_to_people_sees_no_page_of_mails(path: str) -> None:
    lome = a_community("lome")
    assert at_the_desk(community=lome).get(ROOT + path).status_code == 200
    assert at_the_desk("read_only", community=lome).get(ROOT + path).status_code == 404


def test_the_outbox_takes_as_many_queries_for_three_mails_as_for_one() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    a_mail(lome, "ama")
    first = queries_of(browser, ROOT)
    for name in ("kofi", "efua"):
        a_mail(lome, name)
    assert queries_of(browser, ROOT) == first


def test_a_failed_mail_is_sent_again_and_a_sent_one_is_not() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    mail = a_mail(lome, "ama")
    OutgoingMail.objects.update(state="sent")
    assert browser.post(f"{ROOT}{mail.pk}/").status_code == 400
    assert OutgoingMail.objects.get().state == "sent"
    OutgoingMail.objects.update(state="failed", attempts=7)
    assert browser.post(f"{ROOT}{mail.pk}/").status_code == 302
    assert OutgoingMail.objects.values_list("state", "attempts").get() == ("queued", 0)
    assert audited("mail.sent_again") == [{"state": ["failed", "queued"]}]


def test_a_community_s_own_words_are_previewed_saved_sent_and_taken_back() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    path = f"{ROOT}letters/join_code/"
    words = {"subject_fr": "Ton code : {code}", "body_fr": "Salut {name} ! {code} {link}"}
    looked = send(browser, path, **words, look="yes")
    assert "Salut Afi Mensah ! 284 915" in text_of(looked)
    assert MailTemplate.objects.filter(community_id=lome.pk).count() == 0
    assert send(browser, path, **words).status_code == 302
    assert join_code("fr", **VALUES, community_id=lome.pk).subject == "Ton code : 482915"
    assert join_code("en", **VALUES, community_id=lome.pk).subject == "482915 is your code for Python Lomé"
    assert send(browser, path, reset="yes").status_code == 302
    assert join_code("fr", **VALUES, community_id=lome.pk).subject != "Ton code : 482915"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "{code} {link} {event.__init__.__code__.co_filename}",
            "“{event.__init__.__code__.co_filename}” cannot",
        ),
        ("{code} {link} {{7*7}}", "“{{7*7}}” cannot stand in a mail"),
        ("{code} {link} <script>alert(1)</script>", "“<script>” cannot stand in a mail"),
        ("{code} only", "The text needs {link}"),
    ],
)
def test_a01_a28_words_that_cannot_be_sent_are_refused_with_a_sentence(body: str, sentence: str) -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    answer = send(browser, f"{ROOT}letters/join_code/", subject_en="Code", body_en=body)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert "<script>alert" not in answer.content.decode()
    assert MailTemplate.objects.filter(community_id=lome.pk).count() == 0


def test_words_that_somebody_else_saved_meanwhile_are_not_overwritten() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    path = f"{ROOT}letters/join_code/"
    first = {"subject_en": "One", "body_en": "{code} {link}"}
    send(browser, path, **first)
    answer = browser.post(path, {**first, "subject_en": "Two", "seen": "1.0"})
    assert answer.status_code == 400
    assert MailTemplate.objects.filter(community_id=lome.pk).get().subject == {"en": "One"}


def test_a_mail_to_many_from_draft_to_approval() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    a_member(lome, "Ama")
    a_member(lome, "Kofi")
    a_member(lome, "Efua", news=False)
    bulk = draft(browser)
    root = f"{ROOT}many/{bulk.pk}/"
    assert OutgoingMail.objects.count() == 0
    assert browser.post(f"{root}choose/").status_code == 302
    page = text_of(browser.get(root))
    assert "2 people get it Why: you asked Lome for news." in page
    assert "Left out: do not want such mails: 1" in page
    assert re.search(r"ama@example\.org English · drafted", page)
    wrong = browser.post(f"{root}approve/", {"count": "3"})
    assert (wrong.status_code, state(bulk), Job.objects.filter(name="mail.release").count()) == (
        400,
        "ready",
        0,
    )
    assert browser.post(f"{root}approve/", {"count": "2"}).status_code == 302
    assert state(bulk) == "approved"
    assert browser.get(f"{root}progress/").json() == {
        "done": 0, "total": 2, "over": False, "text": "approved, leaves in a few minutes",
    }  # fmt: skip
    assert browser.post(f"{root}take-back/").status_code == 302
    assert (state(bulk), OutgoingMail.objects.filter(state="drafted").count()) == ("ready", 2)
    assert browser.post(f"{root}stop/").status_code == 400
    assert browser.post(f"{root}fly/").status_code == 404


def test_a_mail_goes_to_those_who_have_in_common_what_was_ticked() -> None:
    lome = a_community("lome")
    browser = at_the_desk(community=lome)
    a_member(lome, "Ama", preferred_language="fr")
    a_member(lome, "Kofi")
    bulk = draft(browser, category="membership", spoken=["fr"])
    browser.post(f"{ROOT}many/{bulk.pk}/choose/")
    assert list(bulk.mails.values_list("to_address", flat=True)) == ["ama@example.org"]


def test_chapters_can_be_written_to_together_and_nobody_twice() -> None:
    togo = a_community("lome")
    kara = a_community("kara", parent=togo)
    browser = at_the_desk(community=togo)
    a_member(togo, "Ama")
    a_member(kara, "Kofi")
    both = a_person("Efua", "efua@example.org")
    for place in (togo, kara):
        Membership.objects.create(community=place, person=both, state="confirmed", joined_at=MADE)
    bulk = draft(browser, category="membership", communities=[str(togo.pk), str(kara.pk)])
    browser.post(f"{ROOT}many/{bulk.pk}/choose/")
    assert sorted(bulk.mails.values_list("to_address", flat=True)) == [
        "ama@example.org", "efua@example.org", "kofi@example.org",
    ]  # fmt: skip
    assert "there twice, get one mail: 1" in text_of(browser.get(f"{ROOT}many/{bulk.pk}/"))


def test_a_mail_about_an_event_stands_at_the_event() -> None:
    lome = a_community("lome")
    event = an_event(lome, "pyday")
    browser = at_the_desk(community=lome)
    path = "/en/organise/lome/pyday/mail/many/"
    form = {"category": "event", "subject_en": "Bring water", "body_en": "For {event}.", "per_minute": "9"}
    assert send(browser, f"{path}new/", **form).status_code == 302
    bulk = BulkMail.objects.filter(event_id=event.pk).get()
    assert browser.get(f"{path}{bulk.pk}/").status_code == 200
    assert browser.get(f"{ROOT}many/{bulk.pk}/").status_code == 404
    nobody = browser.post(f"{path}{bulk.pk}/choose/")
    assert (nobody.status_code, state(bulk)) == (400, "draft")
    assert "Nobody would get this mail" in text_of(nobody)


def test_the_domain_page_says_in_words_what_the_name_servers_say(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Teranga <teranga@python.example>"
    browser = at_the_desk()
    path = "/en/organise/mail/domain/"
    assert send(browser, path, selector="mail").status_code == 302
    assert "Asking the name servers" in text_of(browser.get(path))
    answers = {"python.example": ["v=spf1 include:mail.example -all"], "mail._domainkey.python.example": None}
    check = DomainCheck.objects.get()
    look_up(check_id=check.pk, clock=lambda: NOON, ask=lambda name: answers.get(name, []))
    page = text_of(browser.get(path))
    assert "SPF · good It says which servers may send for python.example" in page
    assert "DKIM · not known No name server could be asked from here." in page
    assert "DMARC · to be mended Nothing says what receivers do with forged mails." in page
    assert at_the_desk(community=a_community("lome")).get(path).status_code == 404
