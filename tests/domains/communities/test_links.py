"""A link between two communities of one installation is shown when both want it."""

from __future__ import annotations

import pytest

from teranga.base import stamps
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities import queries
from teranga.domains.communities.actions.links import (
    LinkedWithItself,
    confirm_link,
    drop_link,
    propose_link,
)
from teranga.domains.communities.models import Community, CommunityLink
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import LATER, NOON, ORGANISER, community
from tests.everything import everything

pytestmark = pytest.mark.django_db
NOTE = TranslatedText({"en": "We drive to each other."})


def proposed(ours: Community, theirs: Community, kind: str = "sister") -> CommunityLink:
    return propose_link(community=ours, other=theirs, kind=kind, note=NOTE, by=ORGANISER, at=NOON)


def shown(place: Community) -> list[tuple[str, str]]:
    return [(row.kind, row.path) for row in queries.network_of(place)]


def test_a_proposed_link_shows_on_neither_side() -> None:
    ours, theirs = community("lome"), community("accra")
    proposed(ours, theirs)
    assert (shown(ours), shown(theirs)) == ([], [])
    assert not queries.sections_of(ours, NOON).network


def test_a_confirmed_link_shows_on_both_sides_at_once() -> None:
    ours, theirs = community("lome"), community("accra")
    link = proposed(ours, theirs)
    before = stamps.read(stamps.community_scope(ours.pk)), stamps.read(stamps.community_scope(theirs.pk))
    assert confirm_link(link=link, by=ORGANISER, at=LATER)
    assert not confirm_link(link=link, by=ORGANISER, at=LATER)
    assert (shown(ours), shown(theirs)) == ([("sister", "/accra/")], [("sister", "/lome/")])
    after = stamps.read(stamps.community_scope(ours.pk)), stamps.read(stamps.community_scope(theirs.pk))
    assert after[0] > before[0]
    assert after[1] > before[1]


def test_both_logs_tell_of_a_link() -> None:
    ours, theirs = community("lome"), community("accra")
    confirm_link(link=proposed(ours, theirs), by=ORGANISER, at=LATER)
    for place in (ours, theirs):
        rows = AuditEntry.objects.filter(community_id=place.pk, object_type="community_link").order_by("id")
        assert [(row.verb, row.changes["state"]) for row in rows] == [
            ("community.propose_link", ["", "proposed"]),
            ("community.confirm_link", ["proposed", "confirmed"]),
        ]


def test_two_proposals_that_meet_are_a_yes() -> None:
    ours, theirs = community("lome"), community("accra")
    link = proposed(ours, theirs, "chapter")
    assert proposed(theirs, ours, "parent").pk == link.pk
    assert CommunityLink.objects.filter(community__in=[ours, theirs]).get().state == "confirmed"


def test_the_same_proposal_again_is_one_row() -> None:
    ours, theirs = community("lome"), community("accra")
    assert proposed(ours, theirs).pk == proposed(ours, theirs).pk
    assert CommunityLink.objects.filter(community=ours).count() == 1


def test_either_side_ends_a_link_and_both_pages_know_at_once() -> None:
    ours, theirs = community("lome"), community("accra")
    link = proposed(ours, theirs)
    confirm_link(link=link, by=ORGANISER, at=LATER)
    before = stamps.read(stamps.community_scope(theirs.pk))
    drop_link(link=link, by=ORGANISER, at=LATER)
    drop_link(link=link, by=ORGANISER, at=LATER)
    assert (shown(ours), shown(theirs)) == ([], [])
    assert stamps.read(stamps.community_scope(theirs.pk)) > before


def test_a_community_does_not_link_to_itself() -> None:
    ours = community("lome")
    before = everything()
    with pytest.raises(LinkedWithItself):
        proposed(ours, ours)
    assert everything() == before
