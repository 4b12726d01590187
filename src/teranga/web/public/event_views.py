"""The pages of an event, except its timetable."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import event_scope
from teranga.domains.aid.queries import rounds_to
from teranga.domains.events import queries, queries_schedule
from teranga.domains.events.models import Event
from teranga.domains.places.queries_counts import arrived_count
from teranga.foundation.folding import fold
from teranga.web import call_words, errors, labels, localised
from teranga.web.public import linked_data, notfound
from teranga.web.public.aid_cards import next_edge, open_cards
from teranga.web.public.call_cards import call_card
from teranga.web.public.community_views import is_listed, next_midnight
from teranga.web.public.event_after import remains_of
from teranga.web.public.heads import event_crumbs, event_head
from teranga.web.public.looking import event_of
from teranga.web.public.places_view import places_of
from teranga.web.public.rows import event_line
from teranga.web.public.steps import steps_of
from teranga.web.rendering import Info, public_page
from teranga.web.templating import markdown_in, translated_plain


def root_of(event: Event) -> str:
    return f"/{event.community.slug}/{event.slug}/"


def event_page(
    request: HttpRequest, event: Event, template: str, context: dict[str, Any], *, title: str, path: str,
    until: datetime | None = None, deep: bool = True, **more: Any,
) -> HttpResponse:  # fmt: skip
    """A page of the event with its head, crumbs, feeds and picture; kept under the event's stamp."""
    root = root_of(event)
    feeds = ((f"{root}changes.atom", _("Programme changes")),) if event.schedule_version else ()
    more.setdefault("crumbs", event_crumbs(event) if deep else event_crumbs(event)[:1])
    if event.visibility != Event.Visibility.PUBLIC or not is_listed(event.community):
        more["indexed"] = False
    info = Info(title=title, path=root + path, card=f"{root}card.png", feeds=feeds, **more)
    return public_page(
        request, template, {"event": event, "root": root, **context}, info=info, head=event_head(event),
        scope=event_scope(event.pk), until=until,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def home(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition, now = event_of(request, community, event), timezone.now()
    today = queries.today_of(edition, now)
    timetable = queries_schedule.timetable_of(edition) if edition.schedule_version else None
    running, following, edge = queries_schedule.now_and_next(timetable.items if timetable else (), now)
    is_on = edition.start <= today <= edition.end
    places = places_of(edition, now)
    rounds = rounds_to(edition)
    call = call_card(edition, now) if today <= edition.end and not edition.cancelled_at else None
    told = (next_midnight(edition.zone, now), edge, places and places.edge, next_edge(rounds, now))
    edges = [moment for moment in told if moment]
    context = {
        "aid": open_cards(rounds, now),
        "call": call,
        "call_words": call_words,
        "community": edition.community,
        "today": today,
        "days_left": (edition.start - today).days,
        "is_on": is_on,
        "running": running,
        "following": following if is_on else [],
        "places": places,
        "counted": bool(edition.attended) and arrived_count(edition) == edition.attended,
        "steps": steps_of(edition, today),
        "kind": labels.event_kind(edition.kind),
        "mode": labels.mode(edition.mode),
        "keynotes": _keynotes(timetable),
        "summary_pills": _pills(timetable),
        "parts": [event_line(row, now) for row in queries.parts_of(edition)],
        "satellites": [event_line(row, now, with_community=True) for row in queries.satellites_of(edition)],
        "satellite_of": [event_line(row, now, with_community=True) for row in queries.satellite_of(edition)],
        "editions": [event_line(row, now) for row in queries.editions_of(edition)],
        "summary": markdown_in(edition.summary),
        "programme_note": markdown_in(edition.programme_note),
        "after": remains_of(edition) if today >= edition.start else {},
    }
    return event_page(
        request, edition, "public/event.html", context, title=translated_plain(edition.name),
        path="", deep=False,
        description=plain_text(translated_plain(edition.summary) or translated_plain(edition.tagline), 200),
        until=min(edges), linked_data=(linked_data.event(edition),),
        styles=("schedule", "after") if context["after"] else ("schedule",),
    )  # fmt: skip


def _keynotes(timetable: queries_schedule.Timetable | None) -> list[queries_schedule.Item]:
    items = timetable.items if timetable else []
    return [item for item in items if item.speakers and item.kind.lower() == "keynote"][:4]


def _pills(timetable: queries_schedule.Timetable | None) -> list[str]:
    """What the programme is made of, counted: kinds, then spoken languages."""
    items = [item for item in timetable.items if not item.is_break] if timetable else []
    kinds = sorted(labels.session_kind(item.kind) for item in items if item.kind and item.speakers)
    counted = sorted(((len(list(same)), kind) for kind, same in groupby(kinds)), reverse=True)[:4]
    spoken = [code for item in items if item.speakers for code in item.languages]
    shares = [
        f"{code.upper()} {localised.number(round(100 * spoken.count(code) / len(spoken)))} %"
        for code in sorted(set(spoken), key=lambda code: -spoken.count(code))[:3]
    ]
    return [f"{localised.number(number)} × {kind}" for number, kind in counted] + [" · ".join(shares)] * bool(
        shares
    )


@access(Access.PUBLIC)
@notfound.as_page
def session(request: HttpRequest, community: str, event: str, slug: str) -> HttpResponse:
    edition = event_of(request, community, event)
    talk = queries.session_by_slug(edition, slug)
    title = translated_plain(talk.title)
    if talk.cancelled_at:
        back = (f"{root_of(edition)}schedule/", _("To the programme"))
        heading = _("This session was taken off the programme")
        return errors.gone(request, head=event_head(edition), title=heading, name=title, back=back)
    speakers = queries.speakers_of_session(talk)
    start = talk.starts_at
    context = {
        "session": talk,
        "speakers": [(speaker, markdown_in(speaker.biography, 4)) for speaker in speakers],
        "abstract": markdown_in(talk.abstract),
        "description": markdown_in(talk.description),
        "end": start + timedelta(minutes=talk.minutes or 0) if start else None,
        "kind": labels.session_kind(talk.kind) if talk.kind else "",
        "level": labels.level(talk.level) if talk.level else "",
    }
    return event_page(
        request, edition, "public/session.html", context, title=title, path=f"sessions/{slug}/",
        description=plain_text(translated_plain(talk.abstract) or translated_plain(talk.description), 200),
        linked_data=(linked_data.session(talk, edition, speakers),),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def speakers(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = event_of(request, community, event)
    rows = sorted(queries_schedule.speakers_of(edition), key=lambda row: fold(row.name))
    letters = [
        (letter.upper(), list(group)) for letter, group in groupby(rows, key=lambda row: fold(row.name)[:1])
    ]
    context = {"letters": letters, "count": len(rows), "guests": edition.guests}
    return event_page(
        request,
        edition,
        "public/speakers.html",
        context,
        title=_("Speakers"),
        path="speakers/",
        styles=("speakers",),
    )


@access(Access.PUBLIC)
@notfound.as_page
def speaker(request: HttpRequest, community: str, event: str, slug: str) -> HttpResponse:
    edition = event_of(request, community, event)
    person = queries.speaker_by_slug(edition, slug)
    timetable = queries_schedule.timetable_of(edition)
    context = {
        "speaker": person,
        "biography": markdown_in(person.biography),
        "sessions": [
            item for item in timetable.items if any(slug == person.slug for slug, _ in item.speakers)
        ],
    }
    return event_page(
        request, edition, "public/speaker.html", context, title=person.name, path=f"speakers/{slug}/",
        crumbs=(*event_crumbs(edition), (f"{root_of(edition)}speakers/", _("Speakers"))),
        styles=("schedule",),
        description=plain_text(translated_plain(person.biography), 200),
        linked_data=(linked_data.person(person, edition),),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def venue(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = event_of(request, community, event)
    context = {
        "venue": edition.venue,
        "rooms": queries.rooms_of(edition),
        "access": markdown_in(edition.venue.access) if edition.venue else "",
    }
    return event_page(request, edition, "public/venue.html", context, title=_("Venue"), path="venue/")


@access(Access.PUBLIC)
@notfound.as_page
def changes(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = event_of(request, community, event)
    context = {"changes": queries.changes_of(edition), "change_kind": labels.change_kind}
    return event_page(
        request, edition, "public/changes.html", context, title=_("Changes to the programme"), path="changes/"
    )
