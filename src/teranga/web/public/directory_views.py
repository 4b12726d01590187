"""One community's directory as open data."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities import queries, queries_listing
from teranga.domains.communities.models import Community
from teranga.formats.directory_file import Entry, write_csv, write_json
from teranga.web.public import notfound
from teranga.web.public.export_views import kept
from teranga.web.templating import translated_plain

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def entries_of(place: Community) -> list[Entry]:
    return [
        Entry(
            row.kind, dict(row.title), dict(row.text), row.url, row.feed_url, row.country, row.language,
            tuple(row.tags), row.last_seen.isoformat() if row.last_seen else "",
            row.quiet_since.isoformat() if row.quiet_since else "",
        )
        for row in queries_listing.entries_for_export(place)
    ]  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def as_json(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    source = f"{settings.BASE_URL}/{translation.get_language()}/{place.slug}/directory/"
    body = write_json(entries_of(place), title=translated_plain(place.name), licence=LICENCE, source=source)
    return kept(body, "application/json; charset=utf-8", community_scope(place.pk))


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def as_csv(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    rows = entries_of(place)
    languages = [*place.languages, *(code for row in rows for code in (*row.title, *row.text))]
    response = kept(
        write_csv(rows, languages=languages), "text/csv; charset=utf-8", community_scope(place.pk)
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{place.slug}-directory.csv"'
    return response
