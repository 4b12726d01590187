"""Each personal field with the reason it is kept, as the page about oneself shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A field, what it is called, why it is kept. All are erased when their person leaves."""

    name: str
    label: str | Promise
    purpose: str | Promise


PERSON_FIELDS = (
    PersonalField("name", _("Name"), _("To greet you and to find you on the list at an event.")),
    PersonalField("city", _("City"), _("To tell you what happens near you.")),
    PersonalField(
        "languages", _("Languages you speak"), _("To plan sessions and mentoring in your languages.")
    ),
    PersonalField("preferred_language", _("Language of our mails"), _("To write to you in your language.")),
)
MEMBERSHIP_FIELDS = (
    PersonalField("level", _("Level in Python"), _("To plan sessions that fit you.")),
    PersonalField("help_ways", _("How you want to help"), _("So that organisers can ask you.")),
    PersonalField("came_from", _("How you found us"), _("To know which posters and events work.")),
)
CONTACT_PURPOSE = _("To confirm that it is you, and to reach you when needed.")
