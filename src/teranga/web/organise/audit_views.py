"""The log of changes: looked through by what, who, how and when; and its heads, to be kept elsewhere."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.queries import Sought, actors_in, entries_of, head_of, verbs_in
from teranga.domains.activity.queries_chain import noted_heads
from teranga.domains.activity.rules import KnownHead, head_line
from teranga.domains.communities.models import Community
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise.audit_words import lines_of, names_of, object_words, verb_words
from teranga.web.organise.desk import desk_page

KINDS = ("community", "event", "page", "membership", "goal", "seat", "session", "person", "mail")
LARGEST = 2**62


@access(Access.ROLE, verb=Verb.VIEW, area=Area.AUDIT)
@require_safe
def audit(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community
    asked = request.GET
    page = entries_of(place.pk, _sought(asked, place.zone), below=_number(asked.get("below")))
    people = names_of(actors_in(place.pk))
    context: dict[str, Any] = {
        "lines": lines_of(page.entries),
        "older": _with(asked, below=page.below) if page.below else "",
        "asked": {name: asked.get(name, "") for name in ("verb", "who", "type", "object", "since", "until")},
        "verbs": [(verb, verb_words(verb)) for verb in verbs_in(place.pk)],
        "people": sorted(
            ((str(pk), name) for pk, name in people.items()), key=lambda pair: pair[1].casefold()
        ),
        "kinds": [(kind, object_words(kind)) for kind in KINDS],
        "chain_head": head_of(place.pk),
        "zone": place.zone,
    }
    return desk_page(request, "audit", context, title=_("Changes"))


@access(Access.ROLE, verb=Verb.VIEW, area=Area.AUDIT)
@require_safe
def heads(request: HttpRequest, community: str) -> HttpResponse:
    """The noted heads and the one of this moment, for “teranga audit verify --heads”."""
    place: Community = request.community
    lines = [head_line(head) for head in noted_heads(place.pk)]
    head = head_of(place.pk)
    if head:
        now = KnownHead(place.pk, head.last_sequence, head.last_hash, timezone.now().date())
        lines.append(head_line(now))
    return HttpResponse(
        "".join(f"{line}\n" for line in dict.fromkeys(lines)),
        content_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="heads-{place.slug}.txt"',
            "Cache-Control": "private, no-store",
        },
    )


def _sought(asked: QueryDict, zone: str) -> Sought:
    """What the address asks for; what makes no sense in it is not asked."""
    until = _day(asked.get("until"), zone)
    return Sought(
        object_type=asked.get("type", "")[:40], object_id=_number(asked.get("object")),
        actor_id=_number(asked.get("who")), verb=asked.get("verb", "")[:60].replace("\x00", ""),
        since=_day(asked.get("since"), zone), until=until + timedelta(days=1) if until else None,
    )  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and int(text[:19]) < LARGEST else None


def _day(text: str | None, zone: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text or ""), time(0), ZoneInfo(zone))
    except (ValueError, OverflowError):
        return None


def _with(asked: QueryDict, **more: Any) -> str:
    kept = {name: value for name, value in asked.items() if value and name != "below"}
    return "?" + urlencode({**kept, **more})
