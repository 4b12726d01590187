"""A newsletter: drafted from what happened, edited, sent through the outbox, subscribed to by a code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from teranga.base.editing import EditedMeanwhile, content_mark
from teranga.domains.activity.actions.decisions import decide
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions import newsletters as actions
from teranga.domains.communities.actions import subscribe
from teranga.domains.communities.models import Community, Newsletter
from teranga.domains.communities.queries_newsletter import subscriber_count, subscribers_in
from teranga.domains.mail.actions.preferences import switch_off
from teranga.domains.mail.models import BulkMail, OutgoingMail
from teranga.domains.people.models import Consent, ContactPoint, Person
from teranga.foundation.translated import TranslatedText
from tests.domains.communities.joining import NOON, code_in, community, join, mails_to, minutes, token_in
from tests.factories.communities import a_goal, in_three
from tests.factories.decisions import a_decision, a_draft
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.stories import a_newsletter, a_story

pytestmark = pytest.mark.django_db
EDITOR = Actor("organiser")
OCTOBER = date(2026, 10, 1)
SUBSCRIBER = "kofi@example.org"


@pytest.fixture
def place() -> Community:
    return community(zone="Africa/Lome")


def ask(place: Community, key: str = "a-key-of-a-form-0009", at: object = NOON) -> None:
    subscribe.ask_for_news(community=place, contact=SUBSCRIBER, language="fr", key=key, at=NOON)


def test_a_draft_tells_members_events_stories_and_goals_in_each_language(place: Community) -> None:
    join(place, at=NOON - timedelta(days=40))
    a_goal(place, title=in_three("Grow"), metric="members", target=100)
    a_story(place, "rooms", published_at=NOON - timedelta(days=30), description=in_three("About rooms."))
    decide(
        decision=a_draft(place, question=in_three("Which city next?")), decided_by="The board",
        decided_on=date(2026, 10, 3), is_public=True, by=EDITOR, at=NOON,
    )  # fmt: skip
    a_decision(place)  # of another month
    an_event(place, "meetup", start=date(2026, 10, 8), end=date(2026, 10, 8), attended=31, city="Lomé")
    an_event(place, "next", start=date(2026, 11, 12), end=date(2026, 11, 12), city="Lomé")
    an_event(place, "draft", start=date(2026, 11, 12), end=date(2026, 11, 12), visibility="draft")
    row = actions.draft_newsletter(community=place, month=OCTOBER, by=EDITOR, at=NOON)
    assert sorted(row.body) == ["en", "fr"]
    told = row.body["en"]
    assert [line for line in told.splitlines() if line.startswith("## ")] == [
        "## New here", "## What we did", "## What comes", "## To read", "## Our goals",
        "## What we decided",
    ]  # fmt: skip
    assert "- One person joined us; we are 1." in told
    assert "31 people came." in told
    assert "- Which city next?: <" in told
    assert told.count("/decisions/") == 1
    assert "/en/python-lome/meetup/>" in told
    assert "draft" not in told
    assert "About rooms." in told
    assert row.subject["en"] == "Python Lomé, October 2026"


def test_a_month_is_drafted_once_and_nothing_of_a_person_is_overwritten(place: Community) -> None:
    row = actions.draft_newsletter(community=place, month=OCTOBER, by=EDITOR, at=NOON)
    words = TranslatedText({"en": "Mine"})
    actions.change_newsletter(newsletter=row, subject=words, body=words, by=EDITOR, at=NOON)
    assert actions.draft_newsletter(community=place, month=OCTOBER, by=EDITOR, at=NOON).body == {"en": "Mine"}
    assert Newsletter.objects.filter(community=place).count() == 1


def test_drafts_come_by_themselves_only_where_that_is_wanted(place: Community) -> None:
    assert actions.draft_newsletters(NOON) == 0
    Community.objects.filter(pk=place.pk).update(drafts_newsletter=True)
    assert [actions.draft_newsletters(NOON), actions.draft_newsletters(NOON)] == [1, 0]
    assert Newsletter.objects.get(community=place).month == OCTOBER


def test_two_editors_do_not_overwrite_each_other(place: Community) -> None:
    row = a_newsletter(place)
    seen = content_mark(row)
    first, second = TranslatedText({"en": "First"}), TranslatedText({"en": "Second"})
    actions.change_newsletter(newsletter=row, subject=first, body=first, seen=seen, by=EDITOR, at=NOON)
    with pytest.raises(EditedMeanwhile):
        actions.change_newsletter(newsletter=row, subject=second, body=second, seen=seen, by=EDITOR, at=NOON)
    row.refresh_from_db()
    assert row.body == {"en": "First"}


def test_the_mail_is_a_draft_for_a_person_and_signs_in_it_are_no_placeholders(place: Community) -> None:
    row = a_newsletter(place, body=TranslatedText({"en": "We {code} at night."}))
    bulk = actions.prepare_mail(newsletter=row, by=EDITOR, at=NOON)
    assert (bulk.state, bulk.category, bulk.body) == (
        "draft", "news", {"en": "Hello {name},\n\nWe (code) at night."},
    )  # fmt: skip
    row.refresh_from_db()
    assert actions.prepare_mail(newsletter=row, by=EDITOR, at=NOON) == bulk
    assert (BulkMail.objects.filter(community_id=place.pk).count(), OutgoingMail.objects.count()) == (1, 0)


def test_nothing_without_words_is_published(place: Community) -> None:
    row = a_newsletter(place, body=TranslatedText({}), published_at=None)
    with pytest.raises(actions.NewsletterRefused):
        actions.publish_newsletter(newsletter=row, shown=True, by=EDITOR, at=NOON)
    row.refresh_from_db()
    assert row.published_at is None


def test_a_stranger_subscribes_by_two_steps_and_is_reached_without_being_a_member(place: Community) -> None:
    ask(place)
    ask(place)
    assert (len(mails_to(SUBSCRIBER)), Consent.objects.count()) == (1, 0)
    subscribe.confirm_news_by_code(
        community=place, contact=SUBSCRIBER, code=code_in(mails_to(SUBSCRIBER)[0]), at=minutes(1)
    )
    consent = Consent.objects.get()
    assert (consent.purpose, consent.community_id, consent.language) == ("news", place.pk, "fr")
    assert [(one.address, one.is_confirmed) for one in subscribers_in((place.pk,))] == [(SUBSCRIBER, True)]
    assert place.memberships.count() == 0


def test_a_wrong_code_subscribes_nobody(place: Community) -> None:
    ask(place)
    wrong = f"{(int(code_in(mails_to(SUBSCRIBER)[0])) + 1) % 10**6:06d}"
    with pytest.raises(subscribe.SubscriptionCodeRefused):
        subscribe.confirm_news_by_code(community=place, contact=SUBSCRIBER, code=wrong, at=minutes(1))
    assert Consent.objects.count() == 0


def test_who_switched_news_off_gets_them_again_only_by_the_two_steps(place: Community) -> None:
    person = a_person("Kofi", SUBSCRIBER)
    switch_off(community_id=place.pk, category="news", person=person, by=EDITOR, at=NOON)
    ask(place)
    assert subscriber_count(place) == 0
    subscribe.confirm_news_by_link(community=place, token=token_in(mails_to(SUBSCRIBER)[0]), at=minutes(1))
    assert subscriber_count(place) == 1


def test_an_address_that_nobody_confirmed_is_forgotten(place: Community) -> None:
    ask(place)
    person = Person.objects.get()
    assert subscribe.forget_unconfirmed_address(person_id=person.pk, at=minutes(60 * 48))
    assert ContactPoint.objects.count() == 0
    known = join(place).person
    assert not subscribe.forget_unconfirmed_address(person_id=known.pk, at=minutes(60 * 48))


def test_nobody_subscribes_to_a_told_story() -> None:
    with pytest.raises(subscribe.NotSubscribable):
        ask(community("a-story", kind="story"))
    assert (ContactPoint.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_members_who_asked_for_news_are_counted_once_and_not_listed_as_outsiders(place: Community) -> None:
    join(place)
    assert (subscriber_count(place), subscribers_in((place.pk,))) == (1, [])
