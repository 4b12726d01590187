"""Forms of the team's page: giving a role to a member, inviting an address, ending a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.models import CustomRole
from teranga.domains.people.policy import Place, Scope
from teranga.domains.people.roles import READY_ROLES
from teranga.domains.people.rules_roles import RoleAt
from teranga.domains.people.wording import role_name


class RoleForm(forms.Form):
    """Which role, where (`reach`: "community", "chapter", "event:<id>", "installation"), until when."""

    email = forms.CharField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    role = forms.ChoiceField()
    reach = forms.ChoiceField()
    until = forms.DateField(required=False)

    def __init__(
        self, community: Community | None, events: Sequence[Event], own_roles: Sequence[CustomRole],
        *args: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.community, self.events, self.own_roles = community, events, own_roles
        self.fields["role"].choices = self._roles_offered()
        self.fields["reach"].choices = self._reaches_offered()
        refusals = {
            "email": _("Write the e-mail address of the person."),
            "language": _("Choose the language of the mail."),
            "role": _("Choose a role from the list."),
            "reach": _("Choose where the role counts."),
            "until": _("Write the day as 2027-05-31, or leave it empty."),
        }
        for name, words in refusals.items():
            messages = self.fields[name].error_messages
            messages.update(required=words, invalid=words, invalid_choice=words)

    def _roles_offered(self) -> list[tuple[str, str]]:
        ready = [(key, role_name(key)) for key in READY_ROLES]
        return ready + [(f"own:{role.pk}", role_name(role.key, role.name)) for role in self.own_roles]

    def _reaches_offered(self) -> list[tuple[str, str]]:
        if self.community is None:
            return [("installation", _("Everything here"))]
        first = [("community", _("This community, its chapters and events"))]
        if self.community.parent_id is None:
            first.append(("chapter", _("This community without its chapters")))
        return first + [(f"event:{event.pk}", str(event)) for event in self.events]

    def which(self) -> RoleAt:
        """The chosen role at its place; only after the form was found valid."""
        chosen, reach = self.cleaned_data["role"], self.cleaned_data["reach"]
        own = next((role for role in self.own_roles if chosen == f"own:{role.pk}"), None)
        kind, _colon, number = reach.partition(":")
        community = self.community
        place = Place(
            community.pk if community else None,
            community.parent_id if community else None,
            int(number) if number else None,
        )
        return RoleAt(own.key if own else chosen, Scope(kind), place, own)

    def until_moment(self) -> datetime | None:
        """The end of the chosen day, where the community lives."""
        day: date | None = self.cleaned_data["until"]
        zone = ZoneInfo(self.community.zone if self.community else "UTC")
        return datetime.combine(day, time(23, 59, 59), zone) if day else None
