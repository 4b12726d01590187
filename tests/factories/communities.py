"""Rows of communities for tests, each with the least that makes it whole."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from teranga.domains.communities.models import (
    Channel,
    Community,
    CommunityLink,
    DirectoryEntry,
    Figure,
    Goal,
    Opportunity,
    Page,
    Partner,
    PartnerLogo,
    TeamSeat,
)
from teranga.foundation.translated import TranslatedText

MADE = datetime(2026, 1, 5, 9, tzinfo=UTC)
_numbers = count(1)


def number() -> int:
    return next(_numbers)


def in_three(text: str) -> TranslatedText:
    return TranslatedText({"en": text, "fr": f"{text} (fr)", "es": f"{text} (es)"})


def a_community(slug: str = "", **more: Any) -> Community:
    slug = slug or f"community-{number()}"
    name = slug.replace("-", " ").title()
    return Community.objects.create(
        **{
            "slug": slug, "name": in_three(name), "tagline": in_three(f"{name} tagline"),
            "summary": in_three(f"{name} summary"), "languages": ["fr", "en"], "zone": "Africa/Lome",
            "countries": ["TG"], "cities": ["Lomé"], "created_at": MADE, **more,
        }
    )  # fmt: skip


def a_page(community: Community, slug: str = "", **more: Any) -> Page:
    slug = slug or f"page-{number()}"
    return Page.objects.create(
        **{
            "community": community, "slug": slug, "title": in_three(f"Title {slug}"),
            "body": in_three(f"Body of {slug}."), "published_at": MADE, "updated_at": MADE, **more,
        }
    )  # fmt: skip


def a_goal(community: Community, **more: Any) -> Goal:
    return Goal.objects.create(**{"community": community, "title": in_three(f"Goal {number()}"), **more})


def a_figure(community: Community, **more: Any) -> Figure:
    return Figure.objects.create(
        **{"community": community, "label": in_three(f"Figure {number()}"), "value": "200", **more}
    )


def a_seat(community: Community, **more: Any) -> TeamSeat:
    name = f"Seated {number()}"
    return TeamSeat.objects.create(
        **{"community": community, "name": name, "role": in_three("Lead"), "group": in_three("Board"), **more}
    )


def a_channel(community: Community, **more: Any) -> Channel:
    return Channel.objects.create(
        **{"community": community, "kind": "discord", "label": f"Channel {number()}",
           "url": "https://chat.example.org/", **more}
    )  # fmt: skip


def an_entry(community: Community, **more: Any) -> DirectoryEntry:
    return DirectoryEntry.objects.create(
        **{"community": community, "kind": "conference", "title": in_three(f"Entry {number()}"),
           "url": "https://conf.example.org/", **more}
    )  # fmt: skip


def an_opportunity(community: Community, **more: Any) -> Opportunity:
    """One that is open all year, for everybody."""
    return Opportunity.objects.create(
        **{
            "community": community, "kind": "call", "title": in_three(f"Call {number()}"),
            "url": "https://call.example.org/", "zone": community.zone, "written_at": MADE,
            "updated_at": MADE, **more,
        }
    )  # fmt: skip


def a_partner(community: Community, **more: Any) -> Partner:
    """Shown, with a logo."""
    partner = Partner.objects.create(
        **{"community": community, "kind": "school", "name": f"School {number()}", "is_shown": True,
           "what": in_three("Lends a room"), **more}
    )  # fmt: skip
    PartnerLogo.objects.create(
        partner=partner, community=community, webp=b"RIFF0000WEBP", width=20, height=10, updated_at=MADE
    )
    return partner


def a_link(community: Community, other: Community, **more: Any) -> CommunityLink:
    return CommunityLink.objects.create(
        **{"community": community, "other": other, "kind": "sister", "state": "confirmed", **more}
    )
