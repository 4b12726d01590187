"""From a template and its values to an answer: public pages for everybody, personal pages for one person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import Resolver404, resolve
from django.utils import translation
from markupsafe import Markup

from teranga.base import stamps
from teranga.foundation.translated import TranslatedText
from teranga.web import assets
from teranga.web.palette import FIRST, SECOND, palette

STAMP_HEADER = "X-Teranga-Stamp"  # for the page cache in front; never sent to a browser
UNTIL_HEADER = "X-Teranga-Until"
PREVIEW = "/organise/preview/"  # below a language: the public pages as organisers see them before others


@dataclass(frozen=True, slots=True)
class Head:
    """The community whose colours and name stand at the top of a page, and the event when there is one."""

    slug: str
    name: TranslatedText
    kind: str = "live"
    first: str = FIRST
    second: str = SECOND
    languages: tuple[str, ...] = ()
    event_slug: str = ""
    event_name: TranslatedText = field(default_factory=TranslatedText)
    menu: tuple[tuple[str, str], ...] = ()  # (path below the community or event, label)
    home: str = ""  # where the name leads, when not to the public page
    until: datetime | None = None  # when the clock alone makes the menu wrong

    @property
    def path(self) -> str:
        if self.home:
            return self.home
        return f"/{self.slug}/{self.event_slug}/" if self.event_slug else f"/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Info:
    """What a page says about itself to browsers, search engines and those who share it."""

    title: str
    path: str  # without the language prefix
    description: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()  # (path without language, name), the page itself left out
    linked_data: tuple[Mapping[str, Any], ...] = ()
    card: str = ""  # path of the picture for sharing, without the language prefix
    feeds: tuple[tuple[str, str], ...] = ()  # (path, title)
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ("site.js",)
    own_style: str = ""  # rules that only this page needs
    indexed: bool = True


def public_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    info: Info,
    head: Head | None = None,
    scope: str = stamps.INSTALLATION,
    until: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page that is the same for everybody: it may be kept while the stamp of its scope is unchanged.

    `until` is the moment at which the clock alone makes the page wrong (now and next, days left).
    """
    if is_preview(request):
        return _preview(request, template, context, info, head, status)
    response = _render(request, template, context, info, head, status, personal=False)
    response.headers[STAMP_HEADER] = scope
    moments = [moment for moment in (until, head and head.until) if moment]
    if moments:
        response.headers[UNTIL_HEADER] = str(int(min(moments).timestamp()))
    return response


def is_preview(request: HttpRequest) -> bool:
    """Whether a public page is shown at its preview's address, where the guard let only organisers in."""
    return getattr(request, "is_preview", False)


def _kept_in_preview(link: re.Match[str]) -> str:
    """The link's preview, if its page has one; forms and files stay where they are for everybody."""
    language, root, below = link.groups()
    try:
        page = resolve(f"/{translation.get_language()}{root}{below}").func
    except Resolver404:
        return link[0]
    return f'href="/{language}{PREVIEW}{root[1:]}{below}' if getattr(page, "has_preview", False) else link[0]


def _preview(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    info: Info,
    head: Head | None,
    status: int,
) -> HttpResponse:
    """The public page, for nobody but who asks: never kept or indexed; links stay in the preview."""
    seen = replace(info, indexed=False, feeds=(), linked_data=())
    response = _render(request, template, context, seen, head, status, personal=True)
    if head:
        own = re.compile(rf'href="/([a-z]{{2}})(/{re.escape(head.slug)}/)([^"#?]*)')
        response.content = own.sub(_kept_in_preview, response.content.decode()).encode()
    response.headers["Cache-Control"] = "private, no-store"
    return response


def personal_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    head: Head | None = None,
    styles: tuple[str, ...] = ("forms",),
    scripts: tuple[str, ...] = ("site.js",),
    status: int = 200,
) -> HttpResponse:
    """A page for the one person who asks: never kept by anybody, never indexed."""
    path = request.path.removeprefix(f"/{translation.get_language()}")
    info = Info(title=title, path=path, styles=styles, scripts=scripts, indexed=False)
    response = _render(request, template, context, info, head, status, personal=True)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _render(
    request: HttpRequest, template: str, context: Mapping[str, Any], info: Info, head: Head | None,
    status: int, *, personal: bool,
) -> HttpResponse:  # fmt: skip
    language = translation.get_language() or "en"
    colours = palette(head.first, head.second) if head else palette()
    blocks = [assets.style("core"), colours, *(assets.style(name) for name in info.styles)]
    if info.own_style:
        blocks.append(info.own_style)
    values = {
        **context,
        "lang": language,
        "info": info,
        "head": head,
        "base_url": settings.BASE_URL,
        "prefix": f"/{language}",
        "style_blocks": [Markup(block) for block in blocks],  # noqa: S704 -- our own style sheets
        "linked_data": [json_script(item) for item in info.linked_data],
        "breadcrumb_data": json_script(_breadcrumbs(info, language)) if info.crumbs else "",
        "personal": personal,
        "preview": is_preview(request),
    }
    html = engines["jinja2"].get_template(template).render(values, request if personal else None)
    response = HttpResponse(html, status=status)
    response.headers["Content-Language"] = language
    response.style_hashes = tuple(assets.csp_hash(block) for block in blocks)
    return response


def _breadcrumbs(info: Info, language: str) -> dict[str, Any]:
    trail = [*info.crumbs, (info.path, info.title)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": f"{settings.BASE_URL}/{language}{path}",
            }
            for place, (path, name) in enumerate(trail, 1)
        ],
    }


def json_script(value: Mapping[str, Any]) -> Markup:
    """JSON that cannot end its script element (the characters that could are written as escapes)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 -- escaped here
