"""A mail to many: frozen recipients, a typed count, time to take it back, so many a minute, stopping."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail

from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.mail.actions.bulk import (
    BulkContent,
    BulkRefused,
    Recipient,
    approve_bulk,
    change_bulk,
    draft_bulk,
    freeze_recipients,
    take_back,
)
from teranga.domains.mail.actions.bulk_stop import cancel_bulk, resume_bulk, stop_bulk, void_event_mails
from teranga.domains.mail.actions.preferences import switch_off
from teranga.domains.mail.actions.release_bulk import release
from teranga.domains.mail.actions.send_queued import send_queued
from teranga.domains.mail.models import BulkMail, OutgoingMail
from teranga.domains.mail.rules import MailMoveRefused
from teranga.domains.people.models import Consent, Person
from teranga.foundation.translated import TranslatedText
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AFI = Actor("organiser", None)
TEXT = TranslatedText({"en": "Hello {name}, come to {event}.", "fr": "Bonjour {name}, viens à {event}."})


def content(**more: Any) -> BulkContent:
    values: dict[str, Any] = {
        "category": "membership", "audience": {},
        "subject": TranslatedText({"en": "News", "fr": "Nouvelles"}),
        "body": TEXT, "per_minute": 2,
        "names": {"community": {"en": "Python Lomé"}, "event": {"en": "PyDay", "fr": "la PyDay"}},
    }  # fmt: skip
    return BulkContent(**{**values, **more})


def a_draft(event_id: int | None = None, **more: Any) -> BulkMail:
    return draft_bulk(community_id=3, event_id=event_id, content=content(**more), by=AFI, at=NOON)


def to(person: Person, language: str = "en", **more: Any) -> Recipient:
    address = person.contact_points.get().value
    return Recipient(person.pk, 3, more.pop("address", address), language, "member", **more)


def people(*names: str) -> list[Person]:
    return [a_person(name, f"{name.lower()}@example.org") for name in names]


def frozen(bulk: BulkMail, *recipients: Recipient) -> BulkMail:
    return freeze_recipients(bulk=bulk, recipients=recipients, fallback="en", by=AFI, at=NOON)


def approved(*names: str, **more: Any) -> BulkMail:
    bulk = frozen(a_draft(**more), *(to(person) for person in people(*names)))
    return approve_bulk(bulk=bulk, typed_count=len(names), by=AFI, at=NOON)


def let_out(bulk: BulkMail, after: timedelta) -> int:
    number = BulkMail.objects.filter(community_id=3).get(pk=bulk.pk).releases
    return release(bulk_id=bulk.pk, number=number, at=NOON + after)


def state(bulk: BulkMail) -> str:
    return BulkMail.objects.filter(community_id=3).get(pk=bulk.pk).state


def mails() -> dict[str, int]:
    return dict(Counter(OutgoingMail.objects.values_list("state", flat=True)))


def send(after: timedelta) -> int:
    return send_queued(clock=lambda: NOON + after)


MINUTES = [timedelta(minutes=number) for number in range(20)]


def test_each_person_is_frozen_once_with_the_reason_why_others_get_nothing() -> None:
    ama, kofi, efua, yao = people("Ama", "Kofi", "Efua", "Yao")
    OutgoingMail.objects.create(
        to_address="yao@example.org", cause="x:1", language="en", subject="", body="", state="bounced",
        created_at=NOON, sent_at=NOON - timedelta(days=3),
    )  # fmt: skip
    bulk = frozen(
        a_draft(), to(ama, "fr"), to(ama), to(kofi, address=""), to(efua, is_confirmed=False), to(yao)
    )
    rows = list(bulk.mails.values_list("to_address", "language", "state", "reason"))
    assert rows == [("ama@example.org", "fr", "drafted", "member")]
    assert bulk.left_out == {"merged": 1, "no_address": 1, "not_confirmed": 1, "returned": 1}


def test_h17_what_changes_after_the_list_was_frozen_changes_nobody_on_it() -> None:
    bulk = frozen(a_draft(), to(people("Ama")[0]))
    people("Kofi")
    approve_bulk(bulk=bulk, typed_count=1, by=AFI, at=NOON)
    let_out(bulk, MINUTES[5])
    assert list(bulk.mails.values_list("to_address", flat=True)) == ["ama@example.org"]


def test_h17_a_mail_is_approved_by_typing_how_many_get_it() -> None:
    bulk = frozen(a_draft(), *(to(person) for person in people("Ama", "Kofi")))
    with pytest.raises(BulkRefused, match="not the number of recipients"):
        approve_bulk(bulk=bulk, typed_count=3, by=AFI, at=NOON)
    assert (state(bulk), mails(), Job.objects.count()) == ("ready", {"drafted": 2}, 0)
    approve_bulk(bulk=bulk, typed_count=2, by=AFI, at=NOON)
    assert (state(bulk), mails()) == ("approved", {"approved": 2})
    assert Job.objects.get(name="mail.release").run_after == NOON + timedelta(minutes=5)


def test_h17_nothing_leaves_in_the_first_five_minutes_and_it_can_be_taken_back_whole() -> None:
    bulk = approved("Ama", "Kofi")
    assert let_out(bulk, MINUTES[5] - timedelta(seconds=1)) == 0
    number = BulkMail.objects.filter(community_id=3).get().releases
    take_back(bulk=bulk, by=AFI, at=NOON + MINUTES[4])
    assert (state(bulk), mails()) == ("ready", {"drafted": 2})
    assert release(bulk_id=bulk.pk, number=number, at=NOON + MINUTES[6]) == 0
    assert mails() == {"drafted": 2}


def test_only_so_many_leave_in_a_minute_until_all_have(settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    bulk = approved("Ama", "Kofi", "Efua", "Yao", "Esi")
    counts = []
    for minute in range(5, 9):
        counts.append((let_out(bulk, MINUTES[minute]), send(MINUTES[minute])))
    assert counts == [(2, 2), (2, 2), (1, 1), (0, 0)]
    assert (state(bulk), mails()) == ("done", {"sent": 5})
    assert [message.to[0] for message in django_mail.outbox] == [
        f"{name}@example.org" for name in ("ama", "kofi", "efua", "yao", "esi")
    ]


def test_while_the_mail_server_is_away_no_more_pile_up_than_leave_in_a_minute() -> None:
    bulk = approved("Ama", "Kofi", "Efua")
    assert [let_out(bulk, MINUTES[minute]) for minute in (5, 6, 7)] == [2, 0, 0]
    assert mails() == {"queued": 2, "approved": 1}


def test_a_mail_that_is_stopped_half_way_goes_on_with_those_who_have_not_got_it(settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    bulk = approved("Ama", "Kofi", "Efua", "Yao", "Esi")
    let_out(bulk, MINUTES[5])
    send(MINUTES[5])
    let_out(bulk, MINUTES[6])
    stale = BulkMail.objects.filter(community_id=3).get().releases
    stop_bulk(bulk=bulk, by=AFI, at=NOON + MINUTES[6])
    assert (state(bulk), mails()) == ("stopped", {"sent": 2, "approved": 3})
    assert (release(bulk_id=bulk.pk, number=stale, at=NOON + MINUTES[7]), send(MINUTES[7])) == (0, 0)
    resume_bulk(bulk=bulk, by=AFI, at=NOON + MINUTES[8])
    for minute in (8, 9, 10):
        let_out(bulk, MINUTES[minute])
        send(MINUTES[minute])
    assert (state(bulk), mails()) == ("done", {"sent": 5})
    assert len({message.to[0] for message in django_mail.outbox}) == len(django_mail.outbox) == 5


def test_a_mail_given_up_half_way_never_reaches_the_others() -> None:
    bulk = approved("Ama", "Kofi", "Efua")
    let_out(bulk, MINUTES[5])
    stop_bulk(bulk=bulk, by=AFI, at=NOON + MINUTES[5])
    cancel_bulk(bulk=bulk, by=AFI, at=NOON + MINUTES[6])
    assert (state(bulk), mails()) == ("cancelled", {"void": 3})
    with pytest.raises(MailMoveRefused, match="What is cancelled cannot become sending"):
        resume_bulk(bulk=bulk, by=AFI, at=NOON)
    assert mails() == {"void": 3}


@pytest.mark.parametrize(
    ("now", "move", "to"),
    [
        ("draft", stop_bulk, "stopped"), ("ready", stop_bulk, "stopped"), ("approved", stop_bulk, "stopped"),
        ("done", stop_bulk, "stopped"), ("draft", resume_bulk, "sending"),
        ("approved", resume_bulk, "sending"),
        ("sending", take_back, "ready"), ("done", take_back, "ready"), ("sending", cancel_bulk, "cancelled"),
        ("done", cancel_bulk, "cancelled"),
    ],
)  # fmt: skip
def test_a_move_that_the_machine_does_not_have_is_refused(now: str, move: Any, to: str) -> None:
    bulk = a_draft()
    BulkMail.objects.filter(community_id=3).update(state=now)
    with pytest.raises(MailMoveRefused, match=f"What is {now} cannot become {to}"):
        move(bulk=bulk, by=AFI, at=NOON)
    assert (state(bulk), Job.objects.count()) == (now, 0)


def test_a_changed_text_throws_the_frozen_list_away() -> None:
    bulk = frozen(a_draft(), to(people("Ama")[0]))
    change_bulk(bulk=bulk, content=content(per_minute=9), by=AFI, at=NOON)
    assert (state(bulk), mails()) == ("draft", {})
    with pytest.raises(MailMoveRefused):
        approve_bulk(bulk=bulk, typed_count=0, by=AFI, at=NOON)


def test_somebody_who_takes_the_consent_back_meanwhile_gets_nothing(settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    ama, kofi = people("Ama", "Kofi")
    for person in (ama, kofi):
        Consent.objects.create(person=person, community_id=3, purpose="news", wording="1", given_at=NOON)
    bulk = frozen(a_draft(category="news"), to(ama), to(kofi))
    approve_bulk(bulk=bulk, typed_count=2, by=AFI, at=NOON)
    switch_off(community_id=3, category="news", person=ama, by=AFI, at=NOON)
    let_out(bulk, MINUTES[5])
    assert send(MINUTES[5]) == 1
    assert [message.to for message in django_mail.outbox] == [["kofi@example.org"]]
    assert Consent.objects.get(person=ama).withdrawn_at == NOON


def test_news_go_only_to_those_who_asked_for_them() -> None:
    ama, kofi = people("Ama", "Kofi")
    Consent.objects.create(person=ama, community_id=3, purpose="news", wording="1", given_at=NOON)
    bulk = frozen(a_draft(category="news"), to(ama), to(kofi))
    assert list(bulk.mails.values_list("to_address", flat=True)) == ["ama@example.org"]
    assert bulk.left_out == {"switched_off": 1}


def test_an_event_that_is_called_off_voids_every_mail_about_it_that_has_not_left() -> None:
    bulk = approved("Ama", "Kofi", event_id=9)
    assert void_event_mails(community_id=3, event_id=9, by=AFI, at=NOON) == 1
    assert (state(bulk), mails()) == ("cancelled", {"void": 2})


def test_h22_each_reads_it_in_their_language_with_why_they_get_it_and_how_to_end_it(settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    ama, kofi = people("Ama", "Kofi")
    bulk = frozen(a_draft(category="event"), to(ama, "fr"), to(kofi, "sw"))
    approve_bulk(bulk=bulk, typed_count=2, by=AFI, at=NOON)
    let_out(bulk, MINUTES[5])
    send(MINUTES[5])
    french, other = django_mail.outbox
    assert french.subject == "Nouvelles"
    assert french.body.startswith("Bonjour Ama, viens à la PyDay.\n\n")
    assert other.body.startswith(
        "Hello Kofi, come to PyDay.\n\nYou get this mail because you are a member of"
    )
    link = other.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in other.body
    assert other.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("Hello {event.__init__.__code__}", "{event.__init__.__code__}"),
        ("Hello {{7*7}}", "{7*7}"),
        ("Hello {password}", "{password}"),
        ("<script>alert(1)</script>", "<script>"),
        ('<a href="https://evil.example">x</a>', '<a href="https://evil.example">'),
    ],
)
def test_a01_a28_a_text_with_other_placeholders_or_html_is_refused(body: str, part: str) -> None:
    with pytest.raises(BulkRefused) as refused:
        a_draft(body=TranslatedText({"en": body}))
    assert part in str(refused.value)
    assert "{name}, {community}, {event}" in str(refused.value)
    assert BulkMail.objects.filter(community_id=3).count() == 0


def test_a02_a22_a_name_is_words_in_the_text_and_in_the_page(settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    name = '{event} [x](https://evil.example) <a href="https://evil.example">y</a>'
    bulk = frozen(a_draft(), to(a_person(name, "odd@example.org")))
    approve_bulk(bulk=bulk, typed_count=1, by=AFI, at=NOON)
    let_out(bulk, MINUTES[5])
    row = OutgoingMail.objects.get()
    assert row.body.startswith(f"Hello {name}, come to PyDay.")
    assert "<a" not in row.html
    assert "{event} [x](https://evil.example) &lt;a href=" in row.html
