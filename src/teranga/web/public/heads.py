"""The top of a page: the community, the event, and the menu of what they have to show."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import Sections
from teranga.domains.events.models import Event
from teranga.domains.events.rules_call import call_changes_at, shows_call
from teranga.web.rendering import Head
from teranga.web.templating import translated_plain


def community_head(community: Community, sections: Sections | None = None) -> Head:
    """The head of a community's pages; the menu stands only where its sections are known."""
    return Head(
        slug=community.slug,
        name=community.name,
        kind=community.kind,
        first=community.first_colour,
        second=community.second_colour,
        languages=tuple(community.languages),
        menu=community_menu(community, sections) if sections else (),
    )


def community_menu(community: Community, sections: Sections) -> tuple[tuple[str, str], ...]:
    root = f"/{community.slug}/"
    entries = [
        (sections.story, f"pages/{sections.story}/", _("Story")),
        (True, "events/", _("Events")),
        (sections.news, "news/", _("News")),
        ("learning" in sections.more, "learning/", _("Learning")),
        (sections.opportunities, "opportunities/", _("Opportunities")),
        ("aid" in sections.more, "aid/", _("Aid")),
        (True, "timeline/", _("Timeline")),
        (sections.goals, "goals/", _("Goals")),
        (sections.people, "people/", _("Team")),
        (sections.partners, "partners/", _("Partners")),
        (sections.decisions, "decisions/", _("Decisions")),
        (sections.network, "network/", _("Network")),
        (sections.directory, "directory/", _("Directory")),
        (community.kind != Community.Kind.STORY, "join/", _("Join")),
    ]
    return tuple((root + path, label) for shown, path, label in entries if shown)


def event_head(event: Event) -> Head:
    community, now = event.community, timezone.now()
    root = f"/{community.slug}/{event.slug}/"
    entries = [
        (True, "", _("The event")),
        (event.schedule_version, "schedule/", _("Programme")),
        (event.schedule_version or event.guests, "speakers/", _("Speakers")),
        (shows_call(event, now), "call/", _("Call for proposals")),
        (event.venue_id or event.schedule_version, "venue/", _("Venue")),
        (
            event.kind == Event.Kind.CONFERENCE and community.kind != Community.Kind.STORY,
            "first-time/",
            _("First time?"),
        ),
        (
            event.kind == Event.Kind.HACKATHON and community.kind != Community.Kind.STORY,
            "teams/",
            _("Teams"),
        ),
    ]
    return Head(
        slug=community.slug,
        name=community.name,
        kind=community.kind,
        first=community.first_colour,
        second=community.second_colour,
        languages=tuple(event.languages or community.languages),
        event_slug=event.slug,
        event_name=event.name,
        menu=tuple((root + path, label) for shown, path, label in entries if shown),
        until=call_changes_at(event, now),
    )


def community_crumbs(community: Community) -> tuple[tuple[str, str], ...]:
    return ((f"/{community.slug}/", translated_plain(community.name)),)


def event_crumbs(event: Event) -> tuple[tuple[str, str], ...]:
    return (
        *community_crumbs(event.community),
        (f"/{event.community.slug}/{event.slug}/", translated_plain(event.name)),
    )
