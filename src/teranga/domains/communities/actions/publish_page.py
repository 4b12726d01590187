from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.findable import index_pages
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.publishing import announce_community
from teranga.foundation.translated import TranslatedText


@dataclass(slots=True)
class PageValues:
    """A page as it should be. `published_at` None keeps it a draft."""

    slug: str
    title: TranslatedText
    body: TranslatedText
    kind: str = Page.Kind.PAGE
    description: TranslatedText = field(default_factory=TranslatedText)
    author: str = ""
    tags: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    schema_org: dict[str, Any] = field(default_factory=dict)
    front_matter: dict[str, Any] = field(default_factory=dict)
    imported_from: str = ""
    published_at: datetime | None = None
    position: int = 0


FIELDS = tuple(name for name in PageValues.__dataclass_fields__ if name != "slug")


@dataclass(slots=True)
class PublishedPages:
    added: list[Page] = field(default_factory=list)
    changed: list[Page] = field(default_factory=list)
    unchanged: list[Page] = field(default_factory=list)


def publish_page(*, community: Community, page: PageValues, by: Actor, at: datetime) -> Page:
    """Create the page with this slug, or bring it up to date. Nothing is written when nothing differs."""
    outcome = publish_pages(community=community, pages=[page], by=by, at=at)
    return (outcome.added + outcome.changed + outcome.unchanged)[0]


def publish_pages(
    *, community: Community, pages: Iterable[PageValues], by: Actor, at: datetime
) -> PublishedPages:
    """The same for many pages, in one transaction."""
    outcome = PublishedPages()
    with write():
        stored = {page.slug: page for page in Page.objects.filter(community=community)}
        for values in pages:
            _settle(community, stored.get(values.slug), values, outcome, at)
        touched = outcome.added + outcome.changed
        if touched:
            for page in touched:
                verb = "page.create" if page in outcome.added else "page.update"
                record(
                    by=by, verb=verb, object_type="page", object_id=page.pk, at=at, community_id=community.pk
                )
            index_pages(community, touched)
            announce_community(community)
    return outcome


def _settle(
    community: Community, page: Page | None, values: PageValues, outcome: PublishedPages, at: datetime
) -> None:
    wanted = {name: getattr(values, name) for name in FIELDS}
    if page is None:
        page = Page.objects.create(community=community, slug=values.slug, updated_at=at, **wanted)
        outcome.added.append(page)
        return
    changed = [name for name, value in wanted.items() if getattr(page, name) != value]
    if not changed:
        outcome.unchanged.append(page)
        return
    for name in changed:
        setattr(page, name, wanted[name])
    page.updated_at = at
    page.save(update_fields=[*changed, "updated_at"])
    outcome.changed.append(page)
