"""Pages that were read from another site's files; the same files again change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.publish_page import PageValues, PublishedPages, publish_pages
from teranga.domains.communities.models import Community, Page
from teranga.formats.pages import Page as ReadPage
from teranga.formats.programme import Finding, Outcome
from teranga.foundation.folding import slug as slug_of
from teranga.foundation.translated import TranslatedText

DATED_NAME = re.compile(r"(?:^|/)\d{4}-\d{1,2}-\d{1,2}-[^/]*$")
LONGEST_SLUG = 80
LAST_POSITION = 32_767


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page as it was read. `name` is its path inside the folder; `language` what the path says, or ""."""

    name: str
    page: ReadPage
    language: str = ""


@dataclass(slots=True)
class PagesSummary:
    pages: PublishedPages
    findings: list[Finding] = field(default_factory=list)


def import_pages(*, community: Community, files: Sequence[PageFile], by: Actor, at: datetime) -> PagesSummary:
    """Create or update a page per slug; files of one slug in several languages become one page.

    A page that was written here, and not imported, is never overwritten.
    """
    findings: list[Finding] = []
    with write():
        stored = {page.slug: page for page in Page.objects.filter(community=community)}
        groups = _by_slug(community, files, findings)
        values = []
        for slug, translations in groups.items():
            page = stored.get(slug)
            if page and not page.imported_from:
                what = "A page with this address was written here; the file was left out."
                findings.append(
                    Finding(Outcome.LEFT_OUT, "page-exists", next(iter(translations.values())).name, what)
                )
                continue
            values.append(_values(slug, translations, page, at))
        return PagesSummary(publish_pages(community=community, pages=values, by=by, at=at), findings)


def _by_slug(
    community: Community, files: Iterable[PageFile], findings: list[Finding]
) -> dict[str, dict[str, PageFile]]:
    """slug -> language -> file. A second file for the same slug and language gets its path as its slug."""
    groups: dict[str, dict[str, PageFile]] = {}
    for file in files:
        language = file.page.language or file.language or community.default_language
        slug = file.page.slug or slug_of(file.name, limit=LONGEST_SLUG) or "page"
        if language in groups.get(slug, {}):
            wanted, slug = slug, _free_slug(file, groups, language)
            what = f"Another file has the address “{wanted}” already; this one became “{slug}”."
            findings.append(Finding(Outcome.GUESSED, "slug-repeated", file.name, what))
        groups.setdefault(slug, {})[language] = file
    return groups


def _free_slug(file: PageFile, groups: dict[str, dict[str, PageFile]], language: str) -> str:
    base = slug_of(file.name.rpartition(".")[0].replace("/", " "), limit=LONGEST_SLUG - 5) or "page"
    slug, counter = base, 2
    while language in groups.get(slug, {}):
        slug, counter = f"{base}-{counter}", counter + 1
    return slug


def _values(slug: str, translations: dict[str, PageFile], stored: Page | None, at: datetime) -> PageValues:
    pages = {language: file.page for language, file in translations.items()}
    first = next(iter(pages.values()))
    name = next(iter(translations.values())).name
    texts = {
        part: TranslatedText(
            {
                **(getattr(stored, part) if stored else {}),
                **{code: getattr(page, part) for code, page in pages.items()},
            }
        )
        for part in ("title", "description", "body")
    }
    return PageValues(
        slug=slug, **texts, kind=Page.Kind.NEWS if _is_news(name, first) else Page.Kind.PAGE,
        author=first.author[:120], tags=list(first.tags), categories=list(first.categories),
        schema_org=_schema_org(first.structured_data), front_matter=_front_matter(first),
        imported_from=name[:300], position=_position(first.sort_order),
        published_at=_published_at(first, stored, at),
    )  # fmt: skip


def _is_news(name: str, page: ReadPage) -> bool:
    return page.layout == "post" or bool(DATED_NAME.search(name))


def _published_at(page: ReadPage, stored: Page | None, at: datetime) -> datetime | None:
    """The page's own date; one without a date keeps the moment of its first import."""
    if not page.published:
        return None
    return page.date or page.modified or (stored.published_at if stored else None) or at


def _schema_org(block: Any) -> dict[str, Any]:
    return block if isinstance(block, dict) else {"@graph": block} if block else {}


def _front_matter(page: ReadPage) -> dict[str, Any]:
    kept = {
        "keywords": list(page.keywords),
        "image": page.image,
        "layout": page.layout,
        "sort_order": page.sort_order,
        "modified": page.modified.isoformat() if page.modified else "",
        **page.extra,
    }
    return {key: value for key, value in kept.items() if value}


def _position(sort_order: str) -> int:
    return min(int(sort_order), LAST_POSITION) if sort_order.isascii() and sort_order.isdecimal() else 0
