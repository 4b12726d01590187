"""What an event's public page still lacks, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.events.queries_online import has_link
from teranga.web.localised import language_name


def gaps_of(event: Event) -> list[tuple[str, str]]:
    """(what is missing, the desk's page that mends it); the emptiest page comes first."""
    languages = event.languages or event.community.languages
    found = []
    for text, missing, path in (
        (event.name, _("The name is missing in {language}."), "start/"),
        (event.summary, _("The text about the event is missing in {language}."), "settings/"),
    ):
        lacking = text.missing(languages) if text else languages
        found += [(missing.format(language=language_name(code)), path) for code in lacking]
    if event.mode != Event.Mode.ONLINE and event.venue_id is None:
        found.append((_("The place is not chosen yet."), "settings/facts/"))
    if event.mode != Event.Mode.IN_PERSON and not has_link(event):
        found.append((_("The link to come online is missing."), "online/"))
    return found
