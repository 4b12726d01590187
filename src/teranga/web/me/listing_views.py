"""The directory over all public communities: looked through by words, kind, country and language."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_listing as queries
from teranga.domains.communities.models import DirectoryEntry
from teranga.web import labels
from teranga.web.localised import country_name, language_name
from teranga.web.rendering import personal_page

LANGUAGES = ("fr", "en", "es", "pt", "ar", "sw")


@access(Access.ANYONE)
@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    asked = queries.Asked(
        words=" ".join(request.GET.get("q", "").split())[:100], kind=_one_of("kind", request),
        country=request.GET.get("country", "")[:2].upper(), language=request.GET.get("language", "")[:3],
        after=request.GET.get("after", "")[:200],
    )  # fmt: skip
    rows, following = queries.listed(asked)
    chosen = {"q": asked.words, "kind": asked.kind, "country": asked.country, "language": asked.language}
    more = {name: value for name, value in chosen.items() if value}
    context = {
        "rows": rows, "asked": asked,
        "following": urlencode({**more, "after": following}) if following else "",
        "kinds": [(code, labels.directory_kind(code)) for code in DirectoryEntry.Kind.values],
        "countries": sorted(
            ((code, country_name(code)) for code in queries.listed_countries()), key=lambda pair: pair[1]
        ),
        "languages": [(code, language_name(code)) for code in LANGUAGES], "kind_name": labels.directory_kind,
    }  # fmt: skip
    return personal_page(request, "public/everywhere.html", context, title=_("Directory"))


def _one_of(name: str, request: HttpRequest) -> str:
    value = request.GET.get(name, "")
    return value if value in DirectoryEntry.Kind.values else ""
