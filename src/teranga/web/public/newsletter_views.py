"""The public archive of a community's newsletters."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text, with_titled_links
from teranga.base.permissions import Access, access
from teranga.domains.communities import queries, queries_newsletter
from teranga.domains.communities.rules import is_joinable
from teranga.foundation.translated import TranslatedText
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page
from teranga.web.public.looking import community_of
from teranga.web.templating import markdown_in, translated_plain


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def archive(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    context = {
        "rows": queries_newsletter.published_newsletters(place), "joinable": is_joinable(place),
    }  # fmt: skip
    return community_page(
        request, place, "public/newsletters.html", context, title=_("Newsletter"), path="newsletter/",
        now=now, description=_("What happened, once a month, by mail."),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def newsletter(request: HttpRequest, community: str, issue: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row = queries_newsletter.published_newsletter(place, month_of(issue))
    if row is None:
        raise queries.NotFound(issue)
    readable = TranslatedText({code: with_titled_links(text) for code, text in row.body.items()})
    return community_page(
        request, place, "public/newsletter.html",
        {"row": row, "body": markdown_in(readable), "joinable": is_joinable(place)},
        title=translated_plain(row.subject), path=f"newsletter/{issue}/", now=now,
        description=plain_text(translated_plain(row.body), 200),
        crumbs=((f"/{place.slug}/newsletter/", _("Newsletter")),),
    )  # fmt: skip


def month_of(issue: str) -> date:
    """The first day of a month written like 2026-10. Raises NotFound."""
    try:
        return date.fromisoformat(f"{issue}-01")
    except ValueError:
        raise queries.NotFound(issue) from None
