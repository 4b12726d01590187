from __future__ import annotations

import re
from typing import Any

import pytest

from teranga.domains.communities.models import Community
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import MailText
from teranga.domains.people.models import ClaimCode
from tests.domains.communities.joining import NOON, code_in, community, link_in, mails_to, membership
from tests.web.me.visiting import Visitor, text_of

pytestmark = pytest.mark.django_db


def test_the_demo_s_mails_are_read_on_a_page(ama: Visitor, settings: Any) -> None:
    settings.DEMO = True
    assert "No mail yet." in text_of(ama.open("/en/demo/mail/"))
    asked = ama.ask()
    assert "Read them here" in text_of(ama.open(asked["Location"]))
    page = ama.open("/en/demo/mail/")
    assert code_in(mails_to()[0]) in text_of(page)
    assert f'<a href="{link_in(mails_to()[0])}"' in page.content.decode()
    assert ama.open("/demo/mail/")["Location"] == "/en/demo/mail/"


@pytest.mark.parametrize("path", ["/demo/mail/", "/en/demo/mail/"])
def test_outside_the_demo_there_is_no_such_page(ama: Visitor, settings: Any, path: str) -> None:
    settings.DEMO = False
    ama.ask()
    page = ama.open(path, follow=True)
    assert page.status_code == 404
    assert code_in(mails_to()[0]) not in page.content.decode()


def test_without_a_mail_server_the_page_says_what_to_do(ama: Visitor, settings: Any) -> None:
    settings.DEMO, settings.MAIL_CONFIGURED = False, False
    asked = ama.ask()
    assert "This place cannot send mails yet. What you wrote is kept." in text_of(ama.open(asked["Location"]))


def test_a22_what_stands_in_a_mail_is_shown_as_text(ama: Visitor, settings: Any) -> None:
    settings.DEMO = True
    text = MailText("en", "<b>Subject</b>", "<script>x</script>\n")
    queue_mail(text, to="<i>@example.org", cause="test", at=NOON)
    html = ama.open("/en/demo/mail/").content.decode()
    assert "&lt;b&gt;Subject&lt;/b&gt;" in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<script>x" not in html


def test_in_the_demo_one_plays_the_organiser_and_gets_a_paper_code(
    kofi: Visitor, db: None, settings: Any
) -> None:
    settings.DEMO = True
    practice = community("practice", kind=Community.Kind.PRACTICE)
    asked = kofi.ask("practice", contact="90 12 34 56")
    assert "Give me a paper code" in text_of(kofi.open(asked["Location"]))
    page = kofi.send("/en/demo/paper-code/practice/").content.decode()
    code = re.search(r'<p class="paper">([A-Z379]{5}-[A-Z379])</p>', page)[1]
    typed = {"contact": "90 12 34 56", "code": code}
    assert kofi.send("/en/practice/join/code/", typed)["Location"] == "/en/me/?joined=practice"
    assert membership(practice, "+22890123456").state == "confirmed"


@pytest.mark.parametrize(("demo", "slug"), [(False, "practice"), (True, "python-lome"), (True, "nowhere")])
def test_nobody_plays_the_organiser_of_a_real_community_or_outside_the_demo(
    ama: Visitor, settings: Any, demo: bool, slug: str
) -> None:
    settings.DEMO = demo
    community("practice", kind=Community.Kind.PRACTICE)
    assert ama.send(f"/en/demo/paper-code/{slug}/").status_code == 404
    assert ClaimCode.objects.count() == 0
