"""A member writes, an editor publishes: the states of a story, and the names under it."""

from __future__ import annotations

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities import queries_stories
from teranga.domains.communities.actions import story_drafts as actions
from teranga.domains.communities.models import Community, Page, PageAuthor, StoryDraft
from teranga.domains.people.models import Person
from tests.domains.communities.joining import NOON, community, join, mails_to
from tests.factories.people import a_person
from tests.factories.stories import a_draft, a_story, an_author

pytestmark = pytest.mark.django_db
EDITOR = Actor("organiser")


@pytest.fixture
def place() -> Community:
    return community()


@pytest.fixture
def ama(place: Community) -> Person:
    return join(place).person


def actor(person: Person) -> Actor:
    return Actor("member", person.pk)


def start(place: Community, person: Person, key: str = "a-key-of-a-story-001") -> int:
    return actions.start_story(
        community=place, person=person, key=key, by=actor(person), at=NOON, title="Our room",
        description="", body="We asked.", tags=["Rooms"], language="fr", shows_name=True, shows_photo=False,
    )  # fmt: skip


def test_only_a_member_writes_and_a_form_sent_twice_starts_one(place: Community, ama: Person) -> None:
    with pytest.raises(actions.StoryRefused):
        start(place, a_person())
    assert StoryDraft.objects.filter(community=place).count() == 0
    assert start(place, ama) == start(place, ama)
    assert StoryDraft.objects.filter(community=place).count() == 1


def test_what_is_being_written_is_seen_by_no_editor(place: Community, ama: Person) -> None:
    row = a_draft(place, ama)
    assert queries_stories.stories_sent_in(place) == []
    assert queries_stories.story_sent_in(place, row.pk) is None
    actions.submit_story(story=row, by=actor(ama), at=NOON)
    assert queries_stories.stories_sent_in(place) == [row]


def test_a_story_sent_in_is_not_changed_until_it_is_taken_back(place: Community, ama: Person) -> None:
    row = a_draft(place, ama)
    actions.submit_story(story=row, by=actor(ama), at=NOON)
    with pytest.raises(actions.StoryMoveRefused):
        actions.change_story(story=row, by=actor(ama), at=NOON, title="Other")
    row.refresh_from_db()
    assert (row.state, row.title) == ("submitted", "How we found a room")
    actions.take_story_back(story=row, by=actor(ama), at=NOON)
    actions.change_story(story=row, by=actor(ama), at=NOON, title="Other")
    row.refresh_from_db()
    assert (row.state, row.title) == ("writing", "Other")


def test_an_editor_takes_it_over_as_a_draft_with_its_author(place: Community, ama: Person) -> None:
    row = a_draft(place, ama, language="fr")
    actions.submit_story(story=row, by=actor(ama), at=NOON)
    page = actions.take_story(story=row, by=EDITOR, at=NOON)
    assert (page.kind, page.title, page.tags, page.published_at) == (
        "news", {"fr": "How we found a room"}, ["rooms"], None,
    )  # fmt: skip
    assert [line.name for line in queries_stories.bylines_of(page)] == ["Ama Mensah"]
    assert actions.take_story(story=row, by=EDITOR, at=NOON) == page
    assert mails_to()[-1].subject == "Your story “How we found a room” is with the editors"


def test_a_question_goes_back_by_mail_and_needs_words(place: Community, ama: Person) -> None:
    row = a_draft(place, ama, state="submitted", submitted_at=NOON)
    with pytest.raises(actions.StoryRefused):
        actions.return_story(story=row, note="  ", by=EDITOR, at=NOON)
    row.refresh_from_db()
    assert row.state == "submitted"
    actions.return_story(story=row, note="In which year?", by=EDITOR, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.note) == ("returned", "In which year?")
    assert "In which year?" in mails_to()[-1].body


def test_what_an_editor_took_cannot_be_taken_back(place: Community, ama: Person) -> None:
    row = a_draft(place, ama, state="submitted", submitted_at=NOON)
    actions.take_story(story=row, by=EDITOR, at=NOON)
    with pytest.raises(actions.StoryMoveRefused):
        actions.take_story_back(story=row, by=actor(ama), at=NOON)
    row.refresh_from_db()
    assert row.state == "taken"


def test_a_name_stands_there_by_consent_and_goes_when_its_owner_says_so(
    place: Community, ama: Person
) -> None:
    page = a_story(place)
    actions.show_author(page=page, person=ama, shows_photo=False, by=actor(ama), at=NOON)
    assert [line.name for line in queries_stories.bylines_of(page)] == ["Ama Mensah"]
    actions.hide_author(page=page, person=ama, by=actor(ama), at=NOON)
    assert queries_stories.bylines_of(page) == []


def test_f12_a_name_is_the_one_that_its_owner_has_today(place: Community, ama: Person) -> None:
    page = a_story(place)
    an_author(page, ama)
    Person.objects.filter(pk=ama.pk).update(name="Ama K.")
    assert [line.name for line in queries_stories.bylines_of(page)] == ["Ama K."]


def test_tags_gather_pages_however_they_are_written(place: Community) -> None:
    first = a_story(place, tags=["Données ouvertes", "Lomé"])
    second = a_story(place, tags=["données ouvertes"])
    a_story(place, tags=["Lomé"], published_at=None)
    found = queries_stories.tagged(place, "donnees-ouvertes", NOON)
    assert found is not None
    assert {page.pk for page in found.pages} == {first.pk, second.pk}
    assert queries_stories.tagged(place, "nothing-like-it", NOON) is None


def test_related_stories_share_most_tags(place: Community) -> None:
    page = a_story(place, "mine", tags=["a", "b", "c"])
    a_story(place, "one-tag", tags=["a"])
    a_story(place, "two-tags", tags=["b", "c"])
    a_story(place, "no-tag", tags=["z"])
    assert [row.slug for row in queries_stories.related_to(page, NOON)] == ["two-tags", "one-tag"]


def test_erasing_takes_drafts_and_names_and_leaves_the_published_page(place: Community, ama: Person) -> None:
    from teranga.domains.events.actions.erase_person import erase_person  # an upper floor's action

    page = a_story(place)
    an_author(page, ama)
    a_draft(place, ama)
    erase_person(person=ama, by=actor(ama), at=NOON)
    assert not StoryDraft.objects.filter(community=place).exists()
    assert not PageAuthor.objects.filter(community=place).exists()
    assert Page.objects.filter(community=place).count() == 1
