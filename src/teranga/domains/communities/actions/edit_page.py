"""One page, story or piece of news, as somebody writes it in the browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from teranga.base import search
from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.findable import index_pages
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.publishing import announce_community
from teranga.foundation.folding import slug as slug_of

LONGEST_SLUG = 70


class PageFields(TypedDict, total=False):
    kind: str
    title: dict[str, str]
    description: dict[str, str]
    body: dict[str, str]
    author: str
    tags: list[str]
    categories: list[str]
    takes_comments: bool


class PageSlugTaken(Exception):
    """Another page of the community has this address."""


def write_page(
    *, community: Community, by: Actor, at: datetime, slug: str = "", **fields: Unpack[PageFields]
) -> Page:
    """A new draft. Its address is made from its title unless one is given. Raises PageSlugTaken."""
    with write():
        taken = set(Page.objects.filter(community=community).values_list("slug", flat=True))
        if slug and slug in taken:
            raise PageSlugTaken(slug)
        position = Page.objects.filter(community=community).count()
        page = Page.objects.create(
            community=community, slug=slug or _free_slug(fields["title"], taken), updated_at=at,
            position=min(position, 32_767), **fields,
        )  # fmt: skip
        _note("page.create", page, changed({}, {**fields, "slug": page.slug}), by, at)
    return page


def change_page(
    *, page: Page, seen: str = "", by: Actor, at: datetime, **fields: Unpack[PageFields]
) -> list[str]:
    """Returns the names of the fields that differed. Raises EditedMeanwhile."""
    with write():
        row = _locked(page)
        check_same(row, seen)
        return _settle(row, dict(fields), "page.update", by, at)


def set_publication(*, page: Page, published_at: datetime | None, by: Actor, at: datetime) -> bool:
    """Show the page from that moment on; None makes it a draft again."""
    with write():
        verb = "page.publish" if published_at else "page.unpublish"
        return bool(_settle(_locked(page), {"published_at": published_at}, verb, by, at))


def delete_page(*, page: Page, by: Actor, at: datetime) -> None:
    """Take the page away for good; the log keeps what it said."""
    with write():
        row = _locked(page)
        told = {name: getattr(row, name) for name in ("slug", *PageFields.__annotations__, "published_at")}
        _note("page.delete", row, changed(told, {}), by, at)
        search.replace([], kind="page", object_ids=[row.pk])
        announce_community(row.community)
        row.delete()


def _settle(row: Page, wanted: dict[str, Any], verb: str, by: Actor, at: datetime) -> list[str]:
    before = {name: getattr(row, name) for name in wanted}
    differing = changed(before, wanted)
    if differing:
        for name, value in wanted.items():
            setattr(row, name, value)
        row.updated_at = at
        row.save(update_fields=[*wanted, "updated_at"])
        _note(verb, row, differing, by, at)
        index_pages(row.community, [row])
        announce_community(row.community)
    return sorted(differing)


def _locked(page: Page) -> Page:
    rows = Page.objects.filter(community=page.community_id).select_for_update(of=("self",))
    return rows.select_related("community").get(pk=page.pk)


def _free_slug(title: dict[str, str], taken: set[str]) -> str:
    words = next((text for text in title.values() if text), "")
    base = slug_of(words, limit=LONGEST_SLUG) or "page"
    chosen, counter = base, 2
    while chosen in taken:
        chosen, counter = f"{base}-{counter}", counter + 1
    return chosen


def _note(verb: str, page: Page, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="page", object_id=page.pk, at=at, community_id=page.community_id,
           changes=changes)  # fmt: skip
