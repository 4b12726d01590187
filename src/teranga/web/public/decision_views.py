"""What a community decided: every decision with its reasons, the feed, and how and by whom it decides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.activity import queries_decisions as decisions_of
from teranga.domains.activity.models import Decision, DecisionVersion
from teranga.domains.activity.rules_decisions import STORED
from teranga.domains.communities import queries
from teranga.domains.communities.queries_deciders import deciders_of
from teranga.domains.people.roles import ORDINARY
from teranga.domains.people.wording import area_name, role_name
from teranga.formats import feed
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText
from teranga.web import localised
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page
from teranga.web.public.export_views import kept
from teranga.web.public.looking import community_of
from teranga.web.templating import markdown_in, translated_plain

NEWEST = 30


@access(Access.PUBLIC)
@notfound.as_page
def decisions(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    context = {
        "decisions": decisions_of.public_decisions(place.pk),
        "way": decisions_of.words_of_the_way(place.pk),
        "state_words": state_words,
    }
    return community_page(
        request, place, "public/decisions.html", context, title=_("What we decided"), path="decisions/",
        now=now, description=_("Every public decision with its reasons."),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def decision(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row = decisions_of.public_decision(place.pk, number)
    if row is None:
        raise queries.NotFound(str(number))
    before, after = decisions_of.neighbours(row)
    context = {
        "decision": row,
        "options": [TranslatedText(option) for option in row.options],
        "reasons": markdown_in(row.reasons, 3) if row.reasons else "",
        "history": history_of(decisions_of.versions_of(row, public=True)),
        "before": before,
        "after": after,
        "state_words": state_words,
    }
    return community_page(
        request, place, "public/decision.html", context, title=translated_plain(row.question),
        path=f"decisions/{number}/", now=now, description=plain_text(translated_plain(row.answer), 200),
        crumbs=((f"/{place.slug}/decisions/", _("Decisions")),),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def deciding(request: HttpRequest, community: str) -> HttpResponse:
    """How and why this community decides as it does; who decides what, and since when."""
    place, now = community_of(request, community), timezone.now()
    way = decisions_of.words_of_the_way(place.pk)
    context = {
        "way": markdown_in(way) if way else "",
        "deciders": [
            (role_name(one.role, one.own_name), areas_words(one.areas), one)
            for one in deciders_of(place, now)
        ],
        "groups": queries.team_of(place),
    }
    return community_page(
        request, place, "public/deciding.html", context, title=_("How and why we decide here"),
        path="decisions/how/", now=now, crumbs=((f"/{place.slug}/decisions/", _("Decisions")),),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def decisions_atom(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    root = f"{settings.BASE_URL}/{translation.get_language()}/{place.slug}/decisions"
    rows = decisions_of.public_decisions(place.pk, NEWEST)
    entries = [
        feed.FeedEntry(
            id=f"{root}/{row.number}/", title=f"{row.number}. {translated_plain(row.question)}",
            link=f"{root}/{row.number}/", updated=row.updated_at,
            summary=" · ".join((state_words(row.state), plain_text(translated_plain(row.answer), 300))),
        )
        for row in rows
    ]  # fmt: skip
    body = feed.write_atom(
        id=f"{root}.atom", title=f"{_('Decisions')} · {translated_plain(place.name)}",
        updated=max((row.updated_at for row in rows), default=place.created_at), self_link=f"{root}.atom",
        home_link=f"{root}/", language=translation.get_language() or "en", entries=entries,
    )  # fmt: skip
    return kept(body, "application/atom+xml; charset=utf-8", community_scope(place.pk))


def areas_words(areas: Collection[str]) -> str:
    if set(ORDINARY) <= set(areas):
        return _("everything but conduct cases")
    return ", ".join(area_name(area) for area in areas)


def state_words(state: str) -> str:
    return {
        Decision.State.DRAFT: _("draft"),
        Decision.State.DECIDED: _("decided"),
        Decision.State.AMENDED: _("amended"),
        Decision.State.WITHDRAWN: _("withdrawn"),
    }[Decision.State(state)]


def kind_words(kind: str) -> str:
    return {
        DecisionVersion.Kind.DECIDED: _("Decided"),
        DecisionVersion.Kind.PUBLISHED: _("Made public"),
        DecisionVersion.Kind.AMENDED: _("Amended"),
        DecisionVersion.Kind.WITHDRAWN: _("Withdrawn"),
    }[DecisionVersion.Kind(kind)]


def part_words(name: str) -> str:
    return {
        "question": _("The question"), "options": _("What was possible"), "answer": _("What was decided"),
        "reasons": _("Why"), "decided_by": _("Who decided"), "decided_on": _("Decided on"),
        "cost": _("What it costs"),
    }[name]  # fmt: skip


def history_of(versions: list[DecisionVersion]) -> list[dict[str, Any]]:
    """Each version with its reason and, part by part, what stood there before and what stands there now."""
    told = []
    before: dict[str, str] = {}
    for version in versions:
        now = _readable(version.content)
        changes = [
            (part_words(name), before[name], words)
            for name, words in now.items()
            if before and before[name] != words
        ]
        told.append(
            {"kind": kind_words(version.kind), "at": version.at, "why": version.why, "changes": changes}
        )
        before = now
    return told[::-1]


def _readable(content: dict[str, Any]) -> dict[str, str]:
    """The parts of a version as text in the reader's language."""
    stored = {name: content.get(name) for name in STORED}
    minor, day = stored["cost_minor"], stored["decided_on"]
    return {
        **{name: translated_plain(TranslatedText(stored[name] or {})) for name in ("question", "answer")},
        "options": "; ".join(translated_plain(TranslatedText(option)) for option in stored["options"] or []),
        "reasons": translated_plain(TranslatedText(stored["reasons"] or {})),
        "decided_by": str(stored["decided_by"] or ""),
        "decided_on": localised.day(date.fromisoformat(day), "long") if day else "",
        "cost": "" if minor is None else localised.money(Money(minor, str(stored["currency"]))),
    }
