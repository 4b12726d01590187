"""The page of a call: until when, what may be proposed, by which rules, and how earlier years went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.proposals.models import Call, SessionType
from teranga.domains.proposals.queries_call import (
    Whole,
    call_at_desk,
    shown_call,
    whole_of,
)
from teranga.domains.proposals.rules_call import (
    POLICIES,
    deadline_of,
    is_open,
    languages_of,
    last_deadline,
    next_edge,
    votes_are_open,
)
from teranga.foundation.translated import TranslatedText
from teranga.web import call_words, labels, localised
from teranga.web.public import notfound
from teranga.web.public.call_cards import days_until
from teranga.web.public.community_views import next_midnight
from teranga.web.public.event_views import event_page
from teranga.web.public.looking import event_of
from teranga.web.public.steps import Step
from teranga.web.rendering import is_preview
from teranga.web.templating import markdown_in, translated_plain


@dataclass(frozen=True, slots=True)
class TypeShown:
    type: SessionType
    until: datetime | None  # where it is not the call's
    is_over: bool


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def call_page(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition, now = event_of(request, community, event), timezone.now()
    row = call_at_desk(edition) if is_preview(request) else shown_call(edition)
    whole = whole_of(row)
    until, opened = last_deadline(row, whole.offered_types), is_open(row, whole.offered_types, now)
    context = {
        "call": row, "whole": whole, "words": call_words, "is_open": opened, "until": until,
        "is_ahead": row.state != Call.State.ENDED and now < row.opens_at,
        "left": days_until(until, now, edition.zone) if opened else 0,
        "types": [_shown(row, type, now) for type in whole.offered_types],
        "steps": call_steps(edition, row, until, now), "about": markdown_in(row.about),
        "how": markdown_in(row.rules), "policies": _policies(row), "past": _past(row),
        "levels": [labels.level(key) for key in row.levels], "languages": languages_of(row),
        "closed": [track for track in whole.tracks if track.slug in row.closed_tracks],
        "votes": votes_are_open(row, now),
    }  # fmt: skip
    return event_page(
        request, edition, "public/call.html", context, title=_("Call for proposals"), path="call/",
        description=_description(whole, until), until=_until(row, whole, opened, now), styles=("goals",),
    )  # fmt: skip


def call_steps(event: Event, call: Call, until: datetime, now: datetime) -> list[Step]:
    """From the opening to the event, with the point where it stands."""
    there = ZoneInfo(event.zone)
    today = now.astimezone(there).date()
    dates: list[tuple[str, str, bool]] = [
        (_("Opens"), localised.day(call.opens_at.astimezone(there).date(), "medium"),
         now >= call.opens_at),
        (_("Last day"), localised.moment(until, event.zone), now >= until),
    ]  # fmt: skip
    if call.decide_by:
        told = call.state == Call.State.ENDED
        dates.append((_("You hear from us"), localised.day(call.decide_by, "medium"), told))
    dates.append((_("The event"), localised.day(event.start, "medium"), today > event.end))
    here = next((place for place, (_n, _d, is_past) in enumerate(dates) if not is_past), len(dates))
    return [
        Step(name, note, "past" if place < here else "here" if place == here else "ahead")
        for place, (name, note, _past) in enumerate(dates)
    ]


def _shown(call: Call, type: SessionType, now: datetime) -> TypeShown:
    deadline = deadline_of(call, type)
    return TypeShown(type, deadline if deadline != call.closes_at else None, now >= deadline)


def _policies(call: Call) -> list[tuple[str, Markup]]:
    told = [(call_words.policy_name(key), TranslatedText(call.policies.get(key) or {})) for key in POLICIES]
    return [(name, markdown_in(text, 3)) for name, text in told if text]


def _past(call: Call) -> list[dict[str, Any]]:
    return [{**line, "rate": call_words.percent(line["accepted"], line["received"])} for line in call.past]


def _until(call: Call, whole: Whole, opened: bool, now: datetime) -> datetime | None:
    """Days left are told while it is open: they change at midnight."""
    moments = [next_edge(call, whole.offered_types, now)]
    moments += [next_midnight(call.event.zone, now)] if opened else []
    return min((moment for moment in moments if moment), default=None)


def _description(whole: Whole, until: datetime) -> str:
    about = plain_text(translated_plain(whole.call.about), 160)
    last = _("Until {moment}.").format(moment=localised.moment(until, whole.call.event.zone))
    return f"{last} {about}".strip()
