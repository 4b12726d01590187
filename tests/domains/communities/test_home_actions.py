"""A community's home: created, changed, listed; the same again writes nothing, and neighbours are told."""

from __future__ import annotations

from datetime import date

import pytest

from teranga.base import search, stamps
from teranga.base.models import SearchDocument
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.create_community import SlugTaken
from teranga.domains.communities.actions.practice import (
    NotForPractice,
    PracticeMember,
    PracticeParticipation,
    enrol_practice_members,
)
from teranga.domains.communities.actions.publish_page import PageValues, publish_page
from teranga.domains.communities.actions.set_lists import set_channels, set_goals, set_links
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Channel, Community, CommunityLink, Goal, Page
from teranga.domains.people.models import ContactPoint, Person
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import LATER, NOON, ORGANISER, community
from tests.everything import everything


def stale(place: Community) -> int:
    return stamps.read(stamps.community_scope(place.pk))


def goals(*titles: str) -> list[Goal]:
    return [
        Goal(title=TranslatedText({"en": title}), target=100, deadline=date(2026, 12, 31)) for title in titles
    ]


pytestmark = pytest.mark.django_db


def test_a_new_community_is_found_at_once_and_audited() -> None:
    place = community(summary=TranslatedText({"en": "Fishermen and coders"}))
    assert [row.path for row in search.search("fishermen").documents] == ["/python-lome/"]
    entry = AuditEntry.objects.filter(community_id=place.pk).get()
    assert (entry.verb, entry.acting_as, entry.at) == ("community.create", "organiser", NOON)


def test_a_taken_address_is_refused_and_changes_nothing() -> None:
    community()
    before = everything()
    with pytest.raises(SlugTaken):
        community()
    assert everything() == before


def test_only_what_differs_is_changed() -> None:
    place = community()
    before = everything()
    assert update_community(community=place, name=place.name, by=ORGANISER, at=LATER) == []
    assert everything() == before
    assert update_community(community=place, name={"fr": "Lomé"}, zone="UTC", by=ORGANISER, at=LATER) == [
        "name"
    ]
    assert [row.title for row in SearchDocument.objects.filter(kind="community")] == ["Lomé"]


def test_a_list_is_put_in_place_of_the_earlier_one_in_its_order() -> None:
    place = community()
    assert set_goals(community=place, goals=goals("Grow", "Teach"), by=ORGANISER, at=NOON)
    before = everything()
    assert not set_goals(community=place, goals=goals("Grow", "Teach"), by=ORGANISER, at=LATER)
    assert everything() == before
    told = stale(place)
    assert set_goals(community=place, goals=goals("Teach", "Grow"), by=ORGANISER, at=LATER)
    assert [str(goal.title) for goal in Goal.objects.filter(community=place).order_by("position")] == [
        "Teach",
        "Grow",
    ]
    assert stale(place) > told


def test_lists_of_two_communities_never_mix() -> None:
    ours, theirs = community(), community("python-accra")
    for place in (ours, theirs):
        channel = Channel(kind="github", label=place.slug, url="https://example.org/")
        set_channels(community=place, channels=[channel], by=ORGANISER, at=NOON)
    set_channels(community=ours, channels=[], by=ORGANISER, at=LATER)
    assert Channel.objects.filter(community=ours).count() == 0
    assert Channel.objects.filter(community=theirs).count() == 1


def test_old_and_new_neighbours_pages_grow_stale() -> None:
    place, old, new, strange = (community(slug) for slug in ("place", "old", "newer", "strange"))
    set_links(community=place, links=[CommunityLink(other=old, kind="sister")], by=ORGANISER, at=NOON)
    before = {other.slug: stale(other) for other in (old, new, strange)}
    set_links(community=place, links=[CommunityLink(other=new, kind="sister")], by=ORGANISER, at=LATER)
    after = {other.slug: stale(other) for other in (old, new, strange)}
    assert [slug for slug in before if after[slug] > before[slug]] == ["old", "newer"]


def test_a_chapters_change_is_seen_on_its_parents_page() -> None:
    parent = community("parent")
    chapter = community("chapter", parent=parent)
    before = stale(parent)
    update_community(community=chapter, name={"en": "North"}, by=ORGANISER, at=LATER)
    assert stale(parent) > before


def test_a_page_is_found_when_published_and_not_while_it_is_a_draft() -> None:
    place = community()
    values = PageValues(
        slug="rules", title=TranslatedText({"en": "House rules"}), body=TranslatedText({"en": "Be kind."})
    )
    publish_page(community=place, page=values, by=ORGANISER, at=NOON)
    assert search.search("house rules").total == 0
    values.published_at = NOON
    page = publish_page(community=place, page=values, by=ORGANISER, at=LATER)
    assert [row.path for row in search.search("house rules", at=LATER).documents] == [
        "/python-lome/pages/rules/"
    ]
    before = everything()
    assert publish_page(community=place, page=values, by=ORGANISER, at=LATER).pk == page.pk
    assert everything() == before
    assert Page.objects.filter(community=place).count() == 1


MEMBER = PracticeMember("Ama Mensah", "Ama@example.org", "+33 6 39 98 00 01", "Lomé", "beginner", ("fr",),
                        ("mentor",), date(2025, 3, 1))  # fmt: skip


def test_practice_members_are_confirmed_and_marked_as_generated() -> None:
    place = community("practice", kind="practice")
    facts = [PracticeParticipation(0, None, "helped", date(2025, 4, 1))]
    (person,) = enrol_practice_members(
        community=place, members=[MEMBER], participations=facts, by=ORGANISER, at=NOON
    )
    assert (person.is_generated, person.folded_name, person.preferred_language) == (True, "ama mensah", "fr")
    points = ContactPoint.objects.filter(person=person).order_by("kind").values_list("kind", "value")
    assert list(points) == [("email", "ama@example.org"), ("phone", "+33639980001")]
    assert place.memberships.get().state == "confirmed"
    assert place.participations.get().kind == "helped"


@pytest.mark.parametrize("kind", ["live", "story"])
def test_generated_people_never_enter_another_kind_of_community(kind: str) -> None:
    place = community(kind=kind)
    before = everything()
    with pytest.raises(NotForPractice):
        enrol_practice_members(community=place, members=[MEMBER], participations=[], by=ORGANISER, at=NOON)
    assert everything() == before
    assert Person.objects.count() == 0
