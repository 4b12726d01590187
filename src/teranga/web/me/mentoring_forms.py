"""What somebody types who asks for a mentor or offers to be one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.learning.actions.apply import Joining, Wishes
from teranga.domains.learning.models import TIMES, Application, Programme
from teranga.domains.people.consents import REQUIRED
from teranga.domains.people.normal_forms import DetailRefused, contact, person_name
from teranga.web.me.forms import AnyOf
from teranga.web.public_forms import KeyedForm

MANY = ("goals", "topics", "languages", "times", "wants")


class ApplicationForm(KeyedForm):
    """`is_member`: who is asked neither for a name nor for an address, because both are known."""

    name = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    consents = AnyOf(required=False)
    goals = AnyOf(required=False)
    topics = AnyOf(required=False)
    languages = AnyOf(required=False)
    times = AnyOf(required=False)
    wants = AnyOf(required=False)
    level = forms.CharField(required=False)
    places = forms.CharField(required=False)
    gender = forms.CharField(required=False)
    words = forms.CharField(required=False, max_length=1000)

    def __init__(self, programme: Programme, role: str, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.role, self.is_member = programme, role, is_member

    def clean_name(self) -> str:
        return self._unless_known("name", lambda text: person_name(text))

    def clean_contact(self) -> str:
        countries = self.programme.community.countries
        typed = self.cleaned_data["contact"]
        self._unless_known("contact", lambda text: contact(text, countries))
        return typed

    def clean_consents(self) -> list[str]:
        given = self.cleaned_data["consents"]
        if not self.is_member and not set(REQUIRED).issubset(given):
            raise forms.ValidationError(
                _("Tick the first box: without it the community cannot keep you as a member.")
            )
        return given

    def clean_languages(self) -> list[str]:
        if not self.cleaned_data["languages"]:
            raise forms.ValidationError(_("Tick at least one language in which you like to talk."))
        return self.cleaned_data["languages"]

    def clean_times(self) -> list[str]:
        if self.programme.kind == Programme.Kind.FIRST_TIME:
            return list(TIMES)  # buddies meet at the event
        if not self.cleaned_data["times"]:
            raise forms.ValidationError(_("Tick at least one time at which you could talk."))
        return self.cleaned_data["times"]

    def wishes(self) -> Wishes:
        value = self.cleaned_data
        return Wishes(
            role=Application.Role(self.role), level=_number(value["level"], 0),
            places=_number(value["places"], 1), gender=value["gender"], words=value["words"],
            **{name: tuple(value[name]) for name in MANY},
        )  # fmt: skip

    def joining(self, language: str) -> Joining | None:
        if self.is_member:
            return None
        value = self.cleaned_data
        return Joining(value["name"], value["contact"], tuple(value["consents"]), language)

    def _unless_known(self, name: str, read: Any) -> str:
        text = self.cleaned_data[name]
        if self.is_member:
            return ""
        try:
            read(text)
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        return text


class MeetingForm(forms.Form):
    day = forms.DateField()
    line = forms.CharField(required=False, max_length=280)

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > timezone.localdate():
            raise forms.ValidationError(_("Write it down once you have met."))
        return self.cleaned_data["day"]


class NoteForm(KeyedForm):
    text = forms.CharField(required=False, max_length=4000)

    def clean_text(self) -> str:
        if not self.cleaned_data["text"].strip():
            raise forms.ValidationError(_("Write what happened; a few words are enough."))
        return self.cleaned_data["text"]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else otherwise
