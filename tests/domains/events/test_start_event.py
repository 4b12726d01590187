"""An event in the making: a draft, its address and house, and what only its own side may name."""

from __future__ import annotations

from datetime import date

import pytest

from teranga.base.editing import EditedMeanwhile, seen_values
from teranga.base.models import SearchDocument
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.change_address import AddressSettled
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.cancel_event import ReasonMissing, cancel_event, reinstate_event
from teranga.domains.events.actions.change_address import change_event_address
from teranga.domains.events.actions.create_event import (
    EventSlugReserved,
    EventSlugTaken,
    NotOfThisCommunity,
    PartOfItself,
)
from teranga.domains.events.actions.publish_event import publish_event
from teranga.domains.events.actions.settle_place import settle_series
from teranga.domains.events.actions.start_event import House, start_event
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event, Venue
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import LATER, NOON, ORGANISER, community, event
from tests.everything import everything

pytestmark = pytest.mark.django_db
DAY = date(2027, 5, 8)
HOUSE = House(TranslatedText({"fr": "Université de Lomé"}), "Lomé", "TG")


def started(place: Community, name: str = "Atelier d’été", house: House | None = None) -> Event:
    return start_event(
        community=place, house=house, by=ORGANISER, at=NOON, kind="meetup", start=DAY, end=DAY,
        name=TranslatedText({"fr": name}), zone="Africa/Lome",
    )  # fmt: skip


def test_a_started_event_is_a_draft_with_a_folded_address() -> None:
    made = started(community())
    assert (made.slug, made.visibility, made.shown_at) == ("atelier-d-ete", "draft", None)


def test_taken_reserved_and_unwritable_addresses_find_another() -> None:
    place = community()
    assert [started(place, name).slug for name in ("Fête", "Fête", "Pages", "日本")] == [
        "fete", "fete-2", "pages-2", "meetup-2027-05-08",
    ]  # fmt: skip


def test_a_house_of_the_same_name_is_the_same_house() -> None:
    place = community()
    first, second = started(place, house=HOUSE), started(place, house=HOUSE)
    assert first.venue == second.venue == Venue.objects.filter(community=place).get()


def test_publishing_shows_the_event_and_its_draft_community() -> None:
    place = community(visibility="draft")
    made = started(place)
    assert SearchDocument.objects.count() == 0
    publish_event(event=made, with_community=True, by=ORGANISER, at=LATER)
    place.refresh_from_db()
    assert (place.visibility, place.shown_at, made.visibility, made.shown_at) == (
        "public", LATER, "public", LATER,
    )  # fmt: skip
    assert sorted(SearchDocument.objects.values_list("kind", flat=True)) == ["community", "event"]


def test_publishing_an_event_alone_leaves_its_community_a_draft_and_nothing_is_found() -> None:
    place = community(visibility="draft")
    publish_event(event=started(place), with_community=False, by=ORGANISER, at=LATER)
    place.refresh_from_db()
    assert place.visibility == "draft"
    assert SearchDocument.objects.count() == 0


def test_the_address_changes_until_the_event_is_shown() -> None:
    place = community()
    made, _other = started(place), event(place, slug="2026")
    assert change_event_address(event=made, slug="2027", by=ORGANISER, at=LATER)
    before = everything()
    with pytest.raises(EventSlugTaken):
        change_event_address(event=made, slug="2026", by=ORGANISER, at=LATER)
    with pytest.raises(EventSlugReserved):
        change_event_address(event=made, slug="settings", by=ORGANISER, at=LATER)
    assert everything() == before
    update_event(event=made, visibility="public", by=ORGANISER, at=LATER)
    before = everything()
    with pytest.raises(AddressSettled):
        change_event_address(event=made, slug="2028", by=ORGANISER, at=LATER)
    assert everything() == before


def test_c09_a_row_of_another_community_cannot_be_named() -> None:
    place, other = community("lome"), community("accra")
    made, foreign = started(place), event(other)
    series = settle_series(community=other, slug="pycon", name={"en": "PyCon"}, by=ORGANISER, at=NOON)
    venue = started(other, house=HOUSE).venue
    before = everything()
    for fields in ({"series": series}, {"venue": venue}, {"part_of": foreign}):
        with pytest.raises(NotOfThisCommunity):
            update_event(event=made, by=ORGANISER, at=LATER, **fields)
    assert everything() == before


def test_an_event_is_never_part_of_its_own_part() -> None:
    place = community()
    whole, part = started(place), started(place)
    update_event(event=part, part_of=whole, by=ORGANISER, at=LATER)
    before = everything()
    for inner in (part, whole):
        with pytest.raises(PartOfItself):
            update_event(event=whole, part_of=inner, by=ORGANISER, at=LATER)
    assert everything() == before


def test_two_organisers_never_overwrite_each_other_unseen() -> None:
    made = started(community())
    seen = seen_values(made, ["city"])
    update_event(event=made, city="Lomé", by=ORGANISER, at=LATER, seen=seen)
    before = everything()
    with pytest.raises(EditedMeanwhile):
        update_event(event=made, city="Kara", by=ORGANISER, at=LATER, seen=seen)
    assert everything() == before


def test_the_log_tells_each_field_before_and_after() -> None:
    place = community()
    made = started(place, house=HOUSE)
    update_event(event=made, venue=None, city="Kara", by=ORGANISER, at=LATER)
    entry = AuditEntry.objects.filter(community_id=place.pk, verb="event.update").get()
    assert entry.changes == {"venue": ["universite-de-lome", None], "city": ["", "Kara"]}


def test_an_event_is_called_off_with_a_reason_and_held_after_all() -> None:
    made = started(community())
    why = TranslatedText({"fr": "La salle a été inondée."})
    assert cancel_event(event=made, why=why, by=ORGANISER, at=LATER)
    assert (made.cancelled_at, made.cancelled_why) == (LATER, why)
    assert not cancel_event(event=made, why=why, by=ORGANISER, at=LATER)
    assert reinstate_event(event=made, by=ORGANISER, at=LATER)
    assert (made.cancelled_at, made.cancelled_why) == (None, {})


def test_nobody_calls_an_event_off_without_a_reason() -> None:
    made = started(community())
    before = everything()
    with pytest.raises(ReasonMissing):
        cancel_event(event=made, why=TranslatedText(), by=ORGANISER, at=LATER)
    assert everything() == before
