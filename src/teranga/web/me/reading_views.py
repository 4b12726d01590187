"""What readers of a story ask for each time anew: portraits of its authors, and every comment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries, queries_comments, queries_stories
from teranga.web.media_views import file_answer
from teranga.web.public import notfound
from teranga.web.public.heads import community_head
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def author_photo(request: HttpRequest, community: str, slug: str, author: int) -> HttpResponse:
    """Asked each time: the photo is gone the moment its owner shows it to fewer people."""
    place = queries.community_by_slug(community)
    page = queries.page_by_slug(place, slug, timezone.now())
    photo = queries_stories.author_photo(page, author)
    if photo is None:
        raise queries.NotFound(slug)
    return file_answer(bytes(photo.jpeg), "portrait.jpg")


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def all_comments(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    """Every shown comment of a page, from the first one, some at a time."""
    place = queries.community_by_slug(community)
    page = queries.page_by_slug(place, slug, timezone.now())
    after = request.GET.get("after", "")
    length = queries_comments.PAGE_LENGTH
    rows = queries_comments.shown_comments(
        page, after=int(after) if after.isdecimal() and len(after) < 18 else 0, limit=length + 1
    )
    title = _("Comments on “{title}”").format(title=translated_plain(page.title))
    context = {
        "community": place, "text": page, "comments": rows[:length], "title": title,
        "more": rows[length - 1].pk if len(rows) > length else 0,
    }  # fmt: skip
    return personal_page(
        request, "public/comments.html", context, title=title, head=community_head(place), styles=()
    )
