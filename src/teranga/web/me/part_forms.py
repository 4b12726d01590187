"""What a member types to share and offer something in a community."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from teranga.web.me.forms import AnyOf


class SpeakForm(forms.Form):
    about = forms.CharField(required=False, max_length=400)
    languages = AnyOf(required=False)
    city = forms.CharField(required=False, max_length=80)
    travels = forms.BooleanField(required=False)
    remote = forms.BooleanField(required=False)
    for_sisters = forms.BooleanField(required=False)

    def clean_about(self) -> str:
        text = self.cleaned_data["about"]
        if not text.strip():
            raise forms.ValidationError(_("Say in a few words what you would speak about."))
        return text


class WelcomeForm(forms.Form):
    languages = AnyOf(required=False)
    city = forms.CharField(required=False, max_length=80)
    most = forms.IntegerField(required=False, min_value=1, max_value=10)

    def clean_languages(self) -> list[str]:
        if not self.cleaned_data["languages"]:
            raise forms.ValidationError(_("Tick at least one language in which you welcome people."))
        return self.cleaned_data["languages"]


class HeardForm(forms.Form):
    title = forms.CharField(required=False, max_length=200)
    event_name = forms.CharField(required=False, max_length=160)
    city = forms.CharField(required=False, max_length=80)
    day = forms.DateField(required=False)
    url = forms.CharField(required=False, max_length=300)

    def clean_title(self) -> str:
        return self._said("title", _("Write the talk’s title."))

    def clean_event_name(self) -> str:
        return self._said("event_name", _("Write at which event it was."))

    def clean_day(self) -> object:
        if not self.cleaned_data["day"]:
            raise forms.ValidationError(_("Write the day, such as 2026-11-28."))
        return self.cleaned_data["day"]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if url and (not url.startswith(("https://", "http://")) or any(sign in url for sign in "<>\"' \n")):
            raise forms.ValidationError(_("Write a whole address that starts with https://"))
        return url

    def _said(self, name: str, refusal: str) -> str:
        text = " ".join(self.cleaned_data[name].split())
        if not text:
            raise forms.ValidationError(refusal)
        return text
