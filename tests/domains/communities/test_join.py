from __future__ import annotations

from typing import Any

import pytest

from teranga.base.models import IdempotencyKey, Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.join import JoinResult, NotJoinable, resend_code
from teranga.domains.communities.actions.join_details import ConsentMissing
from teranga.domains.communities.models import Community, Membership
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Consent, ContactPoint, Person, SignInCode
from teranga.domains.people.normal_forms import DetailRefused
from tests.domains.communities.joining import (
    NOON,
    ask,
    code_in,
    community,
    join,
    link_in,
    mails_to,
    membership,
    minutes,
)

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    return {
        "persons": Person.objects.count(),
        "contact points": ContactPoint.objects.count(),
        "memberships": Membership.objects.across_communities("a test counts").count(),
        "consents": Consent.objects.count(),
        "codes": SignInCode.objects.count(),
        "mails": OutgoingMail.objects.count(),
        "keys": IdempotencyKey.objects.count(),
    }


NOTHING = dict.fromkeys(("persons", "contact points", "memberships", "consents", "codes", "mails", "keys"), 0)


def test_a_newcomer_waits_with_what_they_wrote() -> None:
    place = community()
    assert ask(place) == JoinResult("email", membership(place).pk)
    row = membership(place)
    assert (row.state, row.level, row.help_ways, row.came_from, row.asked) == (
        "pending", "beginner", ["attend", "mentor"], "qr", {},
    )  # fmt: skip
    person = row.person
    assert (person.name, person.folded_name, person.city) == ("Ama Mensah", "ama mensah", "Lomé")
    assert (person.languages, person.preferred_language) == (["fr", "ee"], "en")
    assert sorted(person.consents.values_list("purpose", "wording", "community_id")) == [
        ("contact", "2026-11", place.pk),
        ("news", "2026-11", place.pk),
    ]
    assert person.contact_points.get().verified_at is None


def test_the_mail_is_written_with_the_wish_and_expires_with_its_code() -> None:
    place = community()
    ask(place, language="en")
    [mail] = mails_to()
    code = SignInCode.objects.get()
    assert mail.cause == f"join-code:{code.pk}"
    assert mail.expires_at == code.expires_at == minutes(20)
    assert mail.subject == f"{code_in(mail)} is your code for Python Lomé"
    assert Job.objects.filter(name="mail.send_queued").count() == 1


def test_d01_the_link_begins_with_the_configured_address(settings: Any) -> None:
    settings.BASE_URL = "https://python.example.org"
    ask(community(), language="fr")
    assert link_in(mails_to()[0]).startswith("https://python.example.org/fr/python-lome/join/link/")


def test_codes_and_links_are_kept_as_digests_only() -> None:
    ask(community())
    [mail] = mails_to()
    stored = str(vars(SignInCode.objects.get()))
    assert code_in(mail) not in stored
    assert link_in(mail).rstrip("/").rpartition("/")[2] not in stored


def test_the_audit_row_names_no_personal_value() -> None:
    place = community()
    ask(place)
    [entry] = AuditEntry.objects.filter(community_id=place.pk)
    assert (entry.verb, entry.changes) == ("membership.ask", {"state": [None, "pending"]})
    assert (entry.object_id, entry.acting_as) == (membership(place).pk, "visitor")


def test_j13_the_same_form_sent_again_after_a_lost_answer_does_nothing_new() -> None:
    place = community()
    first = ask(place)
    before = rows()
    assert ask(place, at=minutes(10)) == first
    assert rows() == before


def test_the_kept_result_of_a_key_holds_nothing_personal() -> None:
    ask(community())
    assert list(IdempotencyKey.objects.get().result) == ["next_step", "membership_id"]


def test_a_corrected_form_with_the_same_key_is_another_sending() -> None:
    place = community()
    ask(place, "amma@example.org")
    ask(place, "ama@example.org")
    assert [len(mails_to("amma@example.org")), len(mails_to("ama@example.org"))] == [1, 1]
    ask(place, "ama@example.org", name="Ama K. Mensah")
    assert membership(place).person.name == "Ama K. Mensah"
    assert len(mails_to("ama@example.org")) == 1


def test_however_an_address_is_written_it_is_one_person() -> None:
    place = community()
    first = ask(place, "Ama@Example.org")
    second = ask(place, " ama@example.ORG ", key="another-key-of-a-form")
    assert first.membership_id == second.membership_id
    assert rows() == {**NOTHING, "persons": 1, "contact points": 1, "memberships": 1, "consents": 2,
                      "codes": 1, "mails": 1, "keys": 2}  # fmt: skip


def test_a_phone_number_asks_for_a_paper_code_and_sends_no_mail() -> None:
    place = community()
    assert ask(place, "90 12 34 56").next_step == "phone"
    assert ContactPoint.objects.get().value == "+22890123456"
    assert OutgoingMail.objects.count() == 0


def test_d05_one_address_gets_three_mails_an_hour_whoever_asks() -> None:
    place = community()
    for minute in range(60):
        ask(place, key=f"another-key-of-a-form-{minute}", at=minutes(minute))
    assert [mail.created_at for mail in mails_to()] == [minutes(0), minutes(1), minutes(2)]
    ask(place, key="another-key-of-a-form-60", at=minutes(60))
    assert len(mails_to()) == 4


def test_d05_sending_again_has_the_same_limit() -> None:
    place = community()
    ask(place)
    for minute in (0.5, 2, 4, 6):
        resend_code(community=place, contact="ama@example.org", language="en", at=minutes(minute))
    assert [mail.created_at for mail in mails_to()] == [minutes(0), minutes(2), minutes(4)]


def test_sending_again_to_an_unknown_address_writes_nothing() -> None:
    resend_code(community=community(), contact="nobody@example.org", language="en", at=NOON)
    assert rows() == NOTHING


def test_d04_a_member_s_address_gives_the_same_answer_and_changes_nothing_of_theirs() -> None:
    place = community()
    join(place)
    before = Person.objects.values().get()
    written = {"name": "Somebody Else", "city": "Kara", "consents": ["contact", "photos"]}
    again = ask(place, key="another-key-of-a-form", at=minutes(5), **written)
    assert again.next_step == "email"
    assert Person.objects.values().get() == before
    assert membership(place).state == "confirmed"
    assert Consent.objects.filter(purpose="photos").count() == 0
    last = mails_to()[-1]
    assert "you are already a member" in last.body
    assert "Hello Ama Mensah," in last.body


def test_what_a_known_person_wrote_elsewhere_waits_until_it_is_proved() -> None:
    place, other = community(), community("python-kara")
    join(place)
    ask(other, name="Wrong Name", key="another-key-of-a-form", at=minutes(2))
    row = membership(other)
    assert (row.state, row.person.name, row.asked["name"]) == ("pending", "Ama Mensah", "Wrong Name")
    assert Consent.objects.filter(community_id=other.pk).count() == 0


def test_a_member_who_is_signed_in_joins_another_community_at_once() -> None:
    place, other = community(), community("python-kara")
    person = join(place).person
    result = ask(other, by=Actor("member", person.pk), key="another-key-of-a-form", at=minutes(2))
    assert result.next_step == "member"
    row = membership(other)
    assert (row.state, row.confirmed_by, row.confirmed_at) == ("confirmed", "email", minutes(2))
    assert len(mails_to()) == 1


def test_being_signed_in_proves_nothing_about_another_s_address() -> None:
    place = community()
    ama = join(place).person
    join(place, "kofi@example.org", name="Kofi", key="another-key-of-a-form")
    other = community("python-kara")
    result = ask(
        other, "kofi@example.org", by=Actor("member", ama.pk), key="another-key-of-a-form-2", at=minutes(9)
    )
    assert result.next_step == "email"
    assert membership(other, "kofi@example.org").state == "pending"


@pytest.mark.parametrize(
    "fields", [{"kind": Community.Kind.STORY}, {"visibility": Community.Visibility.DRAFT}]
)
def test_nobody_joins_a_story_or_a_draft(fields: dict[str, Any]) -> None:
    place = community(**fields)
    with pytest.raises(NotJoinable):
        ask(place)
    assert rows() == NOTHING


@pytest.mark.parametrize(
    "details", [{"name": ""}, {"contact": "ama"}, {"contact": "12345"}, {"consents": ["news"]}]
)
def test_a_refused_form_writes_nothing(details: dict[str, Any]) -> None:
    place = community()
    with pytest.raises(DetailRefused):
        ask(place, **details)
    assert rows() == NOTHING


def test_without_the_needed_consent_nobody_is_kept() -> None:
    with pytest.raises(ConsentMissing) as refusal:
        ask(community(), consents=[])
    assert refusal.value.field == "consents"


def test_codes_that_nobody_offered_are_left_out() -> None:
    place = community()
    ask(place, level="wizard", help_ways=["mentor", "rule"], consents=["contact", "sell"], came_from="<b>",
        languages=["fr", "<i>", "fr"])  # fmt: skip
    row = membership(place)
    assert (row.level, row.help_ways, row.came_from, row.person.languages) == ("", ["mentor"], "", ["fr"])
    assert [consent.purpose for consent in row.person.consents.all()] == ["contact"]
