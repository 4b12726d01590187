"""What mails somebody wants, and the one click that ends them (me/unsubscribe.html)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from teranga.domains.communities.models import Membership
from teranga.domains.mail.models import OutgoingMail, Unsubscribed
from teranga.domains.mail.numbers import unsubscribe_address
from teranga.domains.people.models import Consent
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_person, signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_mail(**more: object) -> OutgoingMail:
    return OutgoingMail.objects.create(
        **{"to_address": "ama@example.org", "cause": "x:1", "category": "news", "language": "fr",
           "subject": "", "body": "", "created_at": NOON, "community_id": 3, **more}
    )  # fmt: skip


def path_of(mail: OutgoingMail) -> str:
    return "/" + unsubscribe_address(mail).split("/", 3)[3]


def test_looking_at_the_link_changes_nothing_and_one_press_ends_the_mails() -> None:
    lome, ama = a_community("lome"), a_person("Ama")
    Consent.objects.create(person=ama, community_id=lome.pk, purpose="news", wording="1", given_at=MADE)
    mail = a_mail(community_id=lome.pk, person_id=ama.pk)
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path_of(mail))
    assert page.status_code == 200
    assert page["Content-Language"] == "fr"
    assert (
        Unsubscribed.objects.filter(community_id=lome.pk).count(),
        Consent.objects.get().withdrawn_at,
    ) == (0, None)
    for _press in range(2):
        assert browser.post(path_of(mail), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Unsubscribed.objects.filter(community_id=lome.pk, person=ama, category="news").count() == 1
    assert Consent.objects.get().withdrawn_at is not None
    assert OutgoingMail.objects.get().state == "void"


def test_an_address_without_a_person_can_end_its_mails_too() -> None:
    lome = a_community("lome")
    mail = a_mail(community_id=lome.pk, category="event")
    assert Client().post(path_of(mail)).status_code == 200
    kept = Unsubscribed.objects.filter(community_id=lome.pk).values_list("person", "address", "category")
    assert list(kept) == [(None, "ama@example.org", "event")]


def test_a_link_that_was_changed_opens_nothing() -> None:
    lome = a_community("lome")
    path = path_of(a_mail(community_id=lome.pk))
    assert Client().post(path[:-3] + "AAA").status_code == 404
    assert Unsubscribed.objects.filter(community_id=lome.pk).count() == 0


def test_each_kind_is_switched_off_and_on_at_one_s_own_page() -> None:
    lome, ama = a_community("lome"), a_person("Ama")
    Membership.objects.create(community=lome, person=ama, state="confirmed", joined_at=MADE)
    browser = signed_in(ama)
    assert browser.get("/en/me/mail/").status_code == 200
    form = {"community": lome.pk, "category": "event", "wanted": "no"}
    assert browser.post("/en/me/mail/", form).status_code == 302
    assert Unsubscribed.objects.filter(community_id=lome.pk).count() == 1
    browser.post("/en/me/mail/", {**form, "wanted": "yes"})
    assert Unsubscribed.objects.filter(community_id=lome.pk).count() == 0
    browser.post("/en/me/mail/", {**form, "category": "news", "wanted": "yes"})
    assert Consent.objects.filter(person=ama, purpose="news", withdrawn_at=None).count() == 1
    assert browser.post("/en/me/mail/", {**form, "category": "sign_in"}).status_code == 404
    other = a_community("accra")
    assert browser.post("/en/me/mail/", {**form, "community": other.pk}).status_code == 404
    assert Unsubscribed.objects.filter(community_id=other.pk).count() == 0
