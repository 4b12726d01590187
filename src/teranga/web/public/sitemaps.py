"""Every public address for search engines, with its other languages beside it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils import timezone

from teranga.domains.activity.queries_decisions import public_decisions
from teranga.domains.communities import queries
from teranga.domains.communities.models import Community
from teranga.domains.events import queries_export

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index() -> bytes:
    rows = "".join(
        f"<sitemap><loc>{escape(settings.BASE_URL)}/sitemap-{slug}.xml</loc></sitemap>"
        for slug in queries.public_slugs()
    )
    return f'{HEAD}<sitemapindex xmlns="{SCHEMA}">{rows}</sitemapindex>'.encode()


def of_community(community: Community) -> bytes:
    rows = "".join(_urls(path) for path in _paths(community))
    return (
        f'{HEAD}<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">{rows}</urlset>'
    ).encode()


def _paths(community: Community) -> Iterator[str]:
    root = f"/{community.slug}/"
    now = timezone.now()
    sections = queries.sections_of(community, now)
    yield root
    yield root + "events/"
    for name in ("news", "goals", "people", "partners", "opportunities", "decisions", "network", "directory"):
        if getattr(sections, name):
            yield f"{root}{name}/"
    for page in (*queries.published_pages(community, now), *queries.news_of(community, now)):
        yield f"{root}pages/{page.slug}/"
    if sections.decisions:
        yield f"{root}decisions/how/"
        for decision in public_decisions(community.pk):
            yield f"{root}decisions/{decision.number}/"
    yield from queries_export.public_paths(community, now)


def _urls(path: str) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}"'
        f' href="{escape(settings.BASE_URL)}/{code}{escape(path)}"/>'
        for code, _name in settings.LANGUAGES
    )
    return "".join(
        f"<url><loc>{escape(settings.BASE_URL)}/{code}{escape(path)}</loc>{others}</url>"
        for code, _name in settings.LANGUAGES
    )
