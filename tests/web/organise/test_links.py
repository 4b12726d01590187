"""Links that two sides must want, asked for and answered in a browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from teranga.domains.communities.models import CommunityLink
from teranga.domains.events.models import EventLink
from teranga.web.organise.link_views import parts_of_address
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.web.organise.desks import form_of, organiser

pytestmark = pytest.mark.django_db
SECRETS = r'name="csrf[^>]+|name="key"[^>]+'


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("https://python.example/fr/lome/?x=1", 1, ["lome"]), ("lome", 1, ["lome"]),
        ("/en/lome/", 1, ["lome"]),
        ("https://python.example/fr/africa/pycon-2026/", 2, ["africa", "pycon-2026"]),
        ("africa/pycon-2026", 2, ["africa", "pycon-2026"]), ("africa", 2, []), ("a/b/c/d", 2, []),
        ("../../etc", 2, []), ("", 1, []), ("<b>", 1, []),
    ],
)  # fmt: skip
def test_a_pasted_address_is_read(text: str, count: int, parts: list[str]) -> None:
    assert parts_of_address(text, count) == parts


def test_a_link_is_asked_for_and_answered_by_the_other_side_alone() -> None:
    ours, theirs = a_community("lome"), a_community("accra")
    asking, answering = organiser(community=ours), organiser(community=theirs)
    page = "/en/organise/lome/links/"
    asking.post(page, form_of(asking.get(page)) | {"address": "/en/accra/", "kind": "sister"})
    link = CommunityLink.objects.filter(community=ours).get()
    assert link.state == "proposed"
    assert asking.post(f"{page}{link.pk}/", {"answer": "yes"}).status_code == 404
    assert b"Accra" not in Client().get("/en/lome/network/").content
    assert "1 link asks for a yes" in answering.get("/en/organise/").content.decode()
    assert answering.post(f"/en/organise/accra/links/{link.pk}/", {"answer": "yes"}).status_code == 302
    link.refresh_from_db()
    assert link.state == "confirmed"
    assert b"Accra" in Client().get("/en/lome/network/").content
    assert asking.post(f"{page}{link.pk}/", {"answer": "no"}).status_code == 302
    assert CommunityLink.objects.filter(community=ours).count() == 0


def test_c17_a_draft_answers_like_what_does_not_exist() -> None:
    ours = a_community("lome")
    a_community("unseen", visibility="draft")
    an_event(a_community("accra"), "secret", visibility="draft")
    an_event(ours, "fete")
    browser = organiser(community=ours)
    browser.get("/en/organise/")
    before = everything()
    for page, draft, missing in (
        ("/en/organise/lome/links/", "unseen", "nothin"),
        ("/en/organise/lome/fete/settings/links/propose/", "accra/secret", "accra/nothin"),
    ):
        sent = form_of(browser.get(page)) | {"kind": "sister"}
        answers = [browser.post(page, sent | {"address": address}) for address in (draft, missing)]
        assert [answer.status_code for answer in answers] == [422, 422]
        pages = [re.sub(SECRETS, "", answer.content.decode()) for answer in answers]
        assert pages[0].replace(draft, missing) == pages[1]
    assert everything() == before


def test_a_satellite_is_asked_for_and_answered_by_the_other_events_organisers() -> None:
    ours, theirs = a_community("lome"), a_community("africa")
    pyday, pycon = an_event(ours, "pyday"), an_event(theirs, "pycon")
    asking, answering = organiser(event=pyday), organiser(event=pycon)
    page = "/en/organise/lome/pyday/settings/links/"
    propose = f"{page}propose/"
    asking.post(propose, form_of(asking.get(propose)) | {"address": "http://localhost:8000/fr/africa/pycon/"})
    link = EventLink.objects.filter(event=pyday).get()
    assert link.state == "proposed"
    assert asking.post(f"{page}{link.pk}/", {"answer": "yes"}).status_code == 404
    assert answering.post(f"{page}{link.pk}/", {"answer": "yes"}).status_code == 404
    assert b"Pyday" not in Client().get("/en/africa/pycon/").content
    theirs_page = f"/en/organise/africa/pycon/settings/links/{link.pk}/"
    assert answering.post(theirs_page, {"answer": "yes"}).status_code == 302
    assert b"Pyday" in Client().get("/en/africa/pycon/").content


def test_a_link_of_two_others_is_nobodys_to_answer() -> None:
    ours = a_community("lome")
    link = CommunityLink.objects.create(
        community=a_community("accra"), other=a_community("dakar"), kind="sister"
    )
    browser = organiser(community=ours)
    for answer in ("yes", "no", ""):
        page = f"/en/organise/lome/links/{link.pk}/"
        assert browser.post(page, {"answer": answer}).status_code == 404
    assert CommunityLink.objects.filter(pk=link.pk, community=link.community).get().state == "proposed"
