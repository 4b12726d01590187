"""A community made in a browser: a draft of its maker, with an address that may change until it is shown."""

from __future__ import annotations

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.change_address import AddressSettled, change_community_address
from teranga.domains.communities.actions.create_community import SlugReserved, SlugTaken
from teranga.domains.communities.actions.start_community import start_community
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.people.models import RoleGrant
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import LATER, NOON, ORGANISER, community
from tests.everything import everything
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db


def started(name: str) -> Community:
    person = a_person()
    return start_community(
        organiser=person, by=Actor("member", person.pk), at=NOON, languages=["fr"], default_language="fr",
        name=TranslatedText({"fr": name}),
    )  # fmt: skip


def test_a_started_community_is_a_draft_with_a_folded_address() -> None:
    place = started("Python Aného à Ɖapaong")
    assert (place.slug, place.visibility, place.shown_at) == ("python-aneho-a-dapaong", "draft", None)


def test_whoever_starts_a_community_becomes_its_organiser() -> None:
    place = started("Python Kara")
    grant = RoleGrant.objects.filter(community_id=place.pk).get()
    assert (grant.role, grant.scope, grant.scope_id) == ("organiser", "community", place.pk)


def test_taken_and_reserved_addresses_get_a_number() -> None:
    slugs = [started(name).slug for name in ("Python Kara", "Python Kara", "Search", "日本")]
    assert slugs == ["python-kara", "python-kara-2", "search-2", "community-2"]


def test_the_address_changes_until_the_community_is_shown() -> None:
    place = started("Python Kara")
    assert change_community_address(community=place, slug="kara", by=ORGANISER, at=LATER)
    assert not change_community_address(community=place, slug="kara", by=ORGANISER, at=LATER)
    update_community(community=place, visibility="unlisted", by=ORGANISER, at=LATER)
    update_community(community=place, visibility="draft", by=ORGANISER, at=LATER)
    before = everything()
    with pytest.raises(AddressSettled):
        change_community_address(community=place, slug="python", by=ORGANISER, at=LATER)
    assert everything() == before


def test_an_address_of_another_community_or_of_a_page_is_refused() -> None:
    place, _other = started("Python Kara"), community("taken")
    before = everything()
    with pytest.raises(SlugTaken):
        change_community_address(community=place, slug="taken", by=ORGANISER, at=LATER)
    with pytest.raises(SlugReserved):
        change_community_address(community=place, slug="organise", by=ORGANISER, at=LATER)
    assert everything() == before
