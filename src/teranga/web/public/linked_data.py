"""What search engines read: schema.org values of the same facts that the page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Session, Speaker
from teranga.web.templating import translated_plain as plain

CONTEXT = "https://schema.org"
MODES = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}


def address(path: str) -> str:
    return f"{settings.BASE_URL}/{translation.get_language()}{path}"


def organization(community: Community) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "Organization",
        "name": plain(community.name),
        "description": plain(community.summary),
        "url": address(f"/{community.slug}/"),
        **({"areaServed": community.countries} if community.countries else {}),
        **({"foundingDate": community.founded} if community.founded else {}),
    }


def event(event: Event) -> dict[str, Any]:
    place: dict[str, Any] = {
        "@type": "Place",
        "name": plain(event.venue.name) if event.venue else event.city,
        "address": {"@type": "PostalAddress", "addressLocality": event.city, "addressCountry": event.country},
    }
    online = {"@type": "VirtualLocation", "url": address(f"/{event.community.slug}/{event.slug}/")}
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "name": plain(event.name),
        "description": plain(event.summary) or plain(event.tagline),
        "url": address(f"/{event.community.slug}/{event.slug}/"),
        "startDate": event.start.isoformat(),
        "endDate": event.end.isoformat(),
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if event.cancelled_at else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/{MODES[event.mode]}",
        "inLanguage": event.languages,
        "location": {"in_person": place, "online": online, "hybrid": [place, online]}[event.mode],
        "image": [address(f"/{event.community.slug}/{event.slug}/card.png")],
        "organizer": {
            "@type": "Organization",
            "name": plain(event.community.name),
            "url": address(f"/{event.community.slug}/"),
        },
    }


def session(session: Session, event: Event, speakers: list[Speaker]) -> dict[str, Any]:
    root = f"/{event.community.slug}/{event.slug}/"
    value: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": plain(session.title),
        "url": address(f"{root}sessions/{session.slug}/"),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/{MODES[event.mode]}",
        "superEvent": {"@type": "Event", "name": plain(event.name), "url": address(root)},
        "location": {
            "@type": "Place",
            "name": plain(session.room.name) if session.room else event.city,
            "address": event.city,
        },
        "performer": [
            {"@type": "Person", "name": speaker.name, "url": address(f"{root}speakers/{speaker.slug}/")}
            for speaker in speakers
        ],
    }
    if session.starts_at:
        start = session.starts_at.astimezone(ZoneInfo(event.zone))
        value["startDate"] = start.isoformat()
        value["endDate"] = (start + timedelta(minutes=session.minutes or 0)).isoformat()
    if session.languages:
        value["inLanguage"] = session.languages
    return value


def person(speaker: Speaker, event: Event) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "Person",
        "name": speaker.name,
        "url": address(f"/{event.community.slug}/{event.slug}/speakers/{speaker.slug}/"),
        **({"affiliation": speaker.affiliation} if speaker.affiliation else {}),
        **({"sameAs": [link for _, link in speaker.links]} if speaker.links else {}),
    }
