"""The form of one's profile: what to tell, and to whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from teranga.domains.people.audiences import DEFAULTS, Audience, audience_of
from teranga.domains.people.models import GENDERS, Person, Profile
from teranga.domains.people.normal_forms import DetailRefused, person_name
from teranga.web.labels import gender_name
from teranga.web.localised import language_name
from teranga.web.me.pages import LANGUAGES_OFFERED
from teranga.web.organise.forms import DeskForm, TextInLanguages

OWN_WORDS = "own"
BIO_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class ProfileForm(DeskForm):
    name = forms.CharField(max_length=120)
    badge_name = forms.CharField(required=False, max_length=60)
    passport_name = forms.CharField(required=False, max_length=120)
    pronouns = forms.CharField(required=False, max_length=40)
    gender = forms.ChoiceField(required=False)
    gender_words = forms.CharField(required=False, max_length=40)
    city = forms.CharField(required=False, max_length=80)
    spoken = forms.MultipleChoiceField(required=False)
    links = forms.CharField(required=False, max_length=1500)
    bio = TextInLanguages(required=False, longest=2000, lines=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, languages=BIO_LANGUAGES, **kwargs)
        self.fields["spoken"].choices = [(code, language_name(code)) for code in LANGUAGES_OFFERED]
        self.fields["gender"].choices = gender_choices()
        for field in DEFAULTS:
            self.fields[f"for_{field}"] = forms.ChoiceField(choices=audience_names())

    def clean_name(self) -> str:
        try:
            return person_name(self.cleaned_data["name"])
        except DetailRefused as refused:
            raise ValidationError(str(refused)) from None

    def clean_links(self) -> list[str]:
        """One address a line."""
        links = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        check = URLValidator(schemes=["https", "http"])
        for link in links:
            try:
                check(link)
            except ValidationError:
                message = _("“{link}” is no web address: it should look like https://example.org.")
                raise ValidationError(message.format(link=link)) from None
        return links

    def profile(self) -> dict[str, Any]:
        """What the action takes."""
        plain = self.values("name", "badge_name", "passport_name", "pronouns", "city", "links", "bio")
        audiences = {field: self.cleaned_data[f"for_{field}"] for field in DEFAULTS}
        gender = self.cleaned_data["gender"]
        return {
            **plain,
            "languages": self.cleaned_data["spoken"],
            "audiences": audiences,
            "gender": self.cleaned_data["gender_words"] if gender == OWN_WORDS else gender,
        }


def gender_choices() -> list[tuple[str, str]]:
    return [
        ("", _("I do not say")),
        *((code, gender_name(code)) for code in GENDERS),
        (OWN_WORDS, _("in my own words, below")),
    ]


def audience_names() -> list[tuple[str, str]]:
    return [
        (Audience.ME.name.lower(), _("only me")),
        (Audience.ORGANISERS.name.lower(), _("organisers where I take part")),
        (Audience.MEMBERS.name.lower(), _("members of my communities")),
        (Audience.PUBLIC.name.lower(), _("everybody")),
    ]


def shown_gender(gender: str) -> dict[str, str]:
    own = bool(gender) and gender not in GENDERS
    return {"gender": OWN_WORDS if own else gender, "gender_words": gender if own else ""}


def shown(person: Person, profile: Profile | None) -> dict[str, Any]:
    """The form's values before anything is typed."""
    values = {"name": person.name, "city": person.city, "spoken": person.languages}
    if profile is not None:
        values |= {
            "badge_name": profile.badge_name, "passport_name": profile.passport_name,
            "pronouns": profile.pronouns, "links": "\n".join(profile.links), "bio": profile.bio,
            **shown_gender(profile.gender),
        }  # fmt: skip
    return values | {f"for_{field}": audience_of(profile, field).name.lower() for field in DEFAULTS}
