"""What the public pages of a community show: public communities and published pages only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from teranga.base.kept_queries import KeptQuery
from teranga.domains.activity.models import Decision
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
    TeamSeat,
)
from teranga.foundation.translated import TranslatedText

SHOWN = (Community.Visibility.PUBLIC, Community.Visibility.UNLISTED)


BY_SLUG: KeptQuery[Community] = KeptQuery(
    lambda slug: (
        Community.objects.select_related("parent").filter(slug=slug, visibility__in=SHOWN).order_by()[:1]
    ),
    slug="example",
)  # fmt: skip


class NotFound(Exception):
    """Nothing public stands at this address."""


def community_by_slug(slug: str) -> Community:
    """A public or unlisted community. Raises NotFound."""
    community = BY_SLUG.one(slug=slug)
    if community is None:
        raise NotFound(slug)
    return community


def public_slugs() -> list[str]:
    """Addresses of all public communities, chapters included."""
    rows = Community.objects.filter(visibility=Community.Visibility.PUBLIC)
    return list(rows.order_by("id").values_list("slug", flat=True))


def listed_communities(most: int) -> list[Community]:
    """The first public communities of each kind without a parent, in one query; the directory has all."""
    rows = Community.objects.filter(visibility=Community.Visibility.PUBLIC, parent=None)
    place = Window(RowNumber(), partition_by="kind", order_by="id")
    rows = rows.only("slug", "kind", "name", "tagline").annotate(place=place).filter(place__lte=most)
    return list(rows.order_by("id"))


def is_any_community() -> bool:
    return Community.objects.exists()


def chapters_of(community: Community) -> list[Community]:
    return list(
        Community.objects.filter(parent=community, visibility=Community.Visibility.PUBLIC).order_by("id")
    )


@dataclass(frozen=True, slots=True)
class NetworkRow:
    kind: str
    name: TranslatedText
    note: TranslatedText
    path: str  # below the language prefix, "" when it lives elsewhere
    url: str
    since: str = ""


def network_of(community: Community) -> list[NetworkRow]:
    """Parent, chapters, sister communities and partners, those that link here included."""
    rows = []
    if community.parent and community.parent.visibility == Community.Visibility.PUBLIC:
        rows.append(_row("parent", community.parent))
    rows += [_row("chapter", chapter) for chapter in chapters_of(community)]
    links = (
        CommunityLink.objects.filter(community=community).select_related("other").order_by("position", "id")
    )
    known = {row.path for row in rows}
    for link in links:
        if link.other is None:
            rows.append(NetworkRow(link.kind, link.name, link.note, "", link.url))
        elif (
            link.state == CommunityLink.State.CONFIRMED
            and link.other.visibility == Community.Visibility.PUBLIC
            and f"/{link.other.slug}/" not in known
        ):
            rows.append(_row(link.kind, link.other, link.note, link.since))
            known.add(f"/{link.other.slug}/")
    backwards = CommunityLink.objects.across_communities(
        "a link is public and shown on both communities' pages"
    ).filter(
        other=community, community__visibility=Community.Visibility.PUBLIC,
        state=CommunityLink.State.CONFIRMED, kind__in=(CommunityLink.Kind.SISTER, CommunityLink.Kind.PARTNER),
    )  # fmt: skip
    for link in backwards.select_related("community"):
        if f"/{link.community.slug}/" not in known:
            rows.append(_row(link.kind, link.community, link.their_note, link.since))
    return rows


def _row(kind: str, other: Community, note: TranslatedText | None = None, since: str = "") -> NetworkRow:
    return NetworkRow(kind, other.name, note or other.tagline, f"/{other.slug}/", "", since)


def published_pages(community: Community, now: datetime) -> list[Page]:
    """Story and pages in their order, without bodies."""
    return list(
        Page.objects.filter(community=community, published_at__lte=now)
        .exclude(kind=Page.Kind.NEWS)
        .defer("body")
        .order_by("position", "id")
    )


def news_of(community: Community, now: datetime, limit: int = 50) -> list[Page]:
    return list(
        Page.objects.filter(community=community, kind=Page.Kind.NEWS, published_at__lte=now).order_by(
            "-published_at", "-id"
        )[:limit]
    )


def page_by_slug(community: Community, slug: str, now: datetime) -> Page:
    """A published page of this community. Raises NotFound."""
    page = Page.objects.filter(community=community, slug=slug, published_at__lte=now).first()
    if page is None:
        raise NotFound(slug)
    return page


def goals_of(community: Community) -> list[Goal]:
    return list(Goal.objects.filter(community=community).order_by("position", "id"))


def figures_of(community: Community) -> list[Figure]:
    return list(Figure.objects.filter(community=community).order_by("position", "id"))


def channels_of(community: Community) -> list[Channel]:
    return list(Channel.objects.filter(community=community).order_by("position", "id"))


@dataclass(frozen=True, slots=True)
class SeatGroup:
    name: TranslatedText
    seats: list[TeamSeat]


def team_of(community: Community) -> list[SeatGroup]:
    """Those who hold a role and those who held it, by group, in the community's own order."""
    groups: dict[str, SeatGroup] = {}
    seats = TeamSeat.objects.filter(community=community).exclude(name="")  # an open seat is the team's matter
    for seat in seats.order_by("position", "id"):
        key = str(sorted(seat.group.items()))
        groups.setdefault(key, SeatGroup(seat.group, [])).seats.append(seat)
    return list(groups.values())


def directory_of(community: Community) -> dict[str, list[DirectoryEntry]]:
    rows = DirectoryEntry.objects.filter(community=community).order_by("kind", "position", "id")
    found: dict[str, list[DirectoryEntry]] = {kind: [] for kind in DirectoryEntry.Kind.values}
    for row in rows:
        found[row.kind].append(row)
    return {kind: entries for kind, entries in found.items() if entries}


@dataclass(frozen=True, slots=True)
class Sections:
    """Which pages of a community have something to show: its menu."""

    next_page_at: datetime | None  # when the next page or piece of news that is dated ahead appears
    story: str  # slug, "" when there is none
    news: bool
    goals: bool
    people: bool
    network: bool
    directory: bool
    decisions: bool
    partners: bool
    opportunities: bool
    more: frozenset[str] = frozenset()  # of what floors above show under the community's address


_more: dict[str, Callable[[], list[QuerySet[Any]]]] = {}


def join_sections(name: str, rows: Callable[[], list[QuerySet[Any]]]) -> None:
    """A floor above has something to show when any of these has a row; it joins at start-up.

    The querysets name their community as `OuterRef("pk")`: the menu asks for everything in one query.
    """
    _more[name] = rows


def sections_of(community: Community, now: datetime) -> Sections:
    dated = list(
        Page.objects.filter(community=community)
        .exclude(published_at=None)
        .order_by("position", "id")
        .values_list("kind", "slug", "published_at")
    )
    pages = [(kind, slug) for kind, slug, moment in dated if moment <= now]
    has = WHAT_THERE_IS.one(community=community.pk)
    if has is None:
        raise NotFound(community.slug)
    return Sections(
        next_page_at=min((moment for _, _, moment in dated if moment > now), default=None),
        story=next((slug for kind, slug in pages if kind == Page.Kind.STORY), ""),
        news=any(kind == Page.Kind.NEWS for kind, _ in pages),
        goals=has.has_goals,
        people=has.has_people,
        network=bool(community.parent_id) or has.has_chapters or has.has_linked,
        directory=has.has_directory,
        decisions=has.has_decisions,
        more=frozenset(name for name in _more if getattr(has, f"has_{name}")),
        partners=has.has_partners,
        opportunities=has.has_opportunities,
    )


def _what_there_is(community: int) -> QuerySet[Community]:
    """The community with `has_…` for each name, whether it has a row of it, all in one query."""
    here = Q(community=OuterRef("pk"))
    links = CommunityLink.objects.across_communities("links are public").filter(
        Q(community=OuterRef("pk"), other=None)
        | (Q(state=CommunityLink.State.CONFIRMED) & (here | Q(other=OuterRef("pk"))))
    )
    wanted = {
        "goals": Goal.objects.filter(community=OuterRef("pk")),
        "people": TeamSeat.objects.filter(community=OuterRef("pk")),
        "chapters": Community.objects.filter(parent=OuterRef("pk")),
        "linked": links,
        "directory": DirectoryEntry.objects.filter(community=OuterRef("pk")),
        "partners": Partner.objects.filter(community=OuterRef("pk"), is_shown=True),
        "decisions": Decision.objects.filter(community_id=OuterRef("pk"), is_public=True),
        "opportunities": Opportunity.objects.filter(community=OuterRef("pk"), state=Opportunity.State.SHOWN),
    }
    asked: dict[str, Any] = {f"has_{name}": Exists(rows) for name, rows in wanted.items()}
    for name, joined in _more.items():
        asked[f"has_{name}"] = reduce(or_, (Exists(rows) for rows in joined()))
    return Community.objects.filter(pk=community).only("id").annotate(**asked).order_by()


# Kept: with a question for each section it took longer to put into SQL than the rest of many a page.
WHAT_THERE_IS: KeptQuery[Any] = KeptQuery(_what_there_is, community=-1)


def days_left(deadline: date | None, today: date) -> int | None:
    return (deadline - today).days if deadline else None
