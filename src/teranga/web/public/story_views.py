"""Around a story: its tags and their feed, and its picture for sharing."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities import queries, queries_stories
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.queries_stories import Tagged
from teranga.formats import feed
from teranga.papers.card import share_card
from teranga.web import localised
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page, next_midnight
from teranga.web.public.export_views import atom_of_community, kept
from teranga.web.public.looking import community_of
from teranga.web.tag_words import tag_words
from teranga.web.templating import translated_plain


def _tag(place: Community, slug: str, now: datetime) -> Tagged:
    found = queries_stories.tagged(place, slug, now)
    if found is None:
        raise queries.NotFound(slug)
    return found


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def tag(request: HttpRequest, community: str, tag: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    found = _tag(place, tag, now)
    label = tag_words(found.label)
    return community_page(
        request, place, "public/tag.html", {"tag": found, "label": label}, title=label,
        path=f"tags/{tag}/", now=now,
        crumbs=((f"/{place.slug}/news/", _("News")),),
        feeds=((f"/{place.slug}/tags/{tag}.atom", _("Feed of “{tag}”").format(tag=label)),),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def tag_atom(request: HttpRequest, community: str, tag: str) -> HttpResponse:
    place, now = queries.community_by_slug(community), timezone.now()
    found = _tag(place, tag, now)
    title = f"{translated_plain(place.name)} · {tag_words(found.label)}"
    return atom_of_community(
        place, f"/{community}/tags/{tag}.atom", f"/{community}/tags/{tag}/", title,
        [_entry(place, page) for page in found.pages[:30]], now,
    )  # fmt: skip


def _entry(place: Community, page: Page) -> feed.FeedEntry:
    address = f"{settings.BASE_URL}/{translation.get_language()}/{place.slug}/pages/{page.slug}/"
    return feed.FeedEntry(
        id=address, title=translated_plain(page.title), link=address, updated=page.updated_at,
        summary=translated_plain(page.description),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def page_card(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place, now = queries.community_by_slug(community), timezone.now()
    page = queries.page_by_slug(place, slug, now)
    day = localised.day(page.published_at, "long") if page.kind == Page.Kind.NEWS else ""
    names = ", ".join(line.name for line in queries_stories.bylines_of(page)) or page.author
    body = share_card(
        title=translated_plain(page.title), over=translated_plain(place.name),
        under=" · ".join(part for part in (names, day) if part), first=place.first_colour,
        second=place.second_colour,
    )  # fmt: skip
    return kept(body, "image/png", community_scope(place.pk), next_midnight(place.zone, now))
