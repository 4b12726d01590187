"""What a person can agree to, one by one, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext as _

CONTACT, NEWS, FIRST_NAME, PHOTOS = "contact", "news", "first-name", "photos"
DIRECTORY = "directory"  # asked for later, on one's own page
REQUIRED = (CONTACT,)
PURPOSES = (CONTACT, NEWS, FIRST_NAME, PHOTOS)
WORDING = "2026-11"  # changes with the sentences below, so that each consent says what was read


def consent_sentence(purpose: str) -> str:
    """What the person agrees to, in the reader's language."""
    return {
        CONTACT: _("The organisers may keep my name and my address or number, to run the community."),
        NEWS: _("Write to me when there is news or an event."),
        FIRST_NAME: _("Other members may see my first name."),
        PHOTOS: _("Photos of events with me in them may be published."),
        DIRECTORY: _("I may stand in the members’ directory, with what my profile shows to members."),
    }[purpose]
