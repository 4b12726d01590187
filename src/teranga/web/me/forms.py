"""What people type about themselves. A refused field says what to do; everything typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.communities.models import Community
from teranga.domains.people.consents import REQUIRED
from teranga.domains.people.normal_forms import DetailRefused, contact, email_address, person_name
from teranga.web.public_forms import KeyedForm


class AnyOf(forms.MultipleChoiceField):
    """Ticked boxes; codes that nobody offered are left to the action, which drops them."""

    def validate(self, value: Any) -> None:
        return None


class JoinForm(KeyedForm):
    name = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    city = forms.CharField(required=False)
    level = forms.CharField(required=False)
    languages = AnyOf(required=False)
    help_ways = AnyOf(required=False)
    consents = AnyOf(required=False)
    came_from = forms.CharField(required=False)
    chapter = forms.CharField(required=False, max_length=60)

    def __init__(self, community: Community, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community

    def clean_name(self) -> str:
        return _typed(person_name, self.cleaned_data["name"])

    def clean_contact(self) -> str:
        typed = self.cleaned_data["contact"]
        _typed(lambda text: contact(text, self.community.countries), typed)
        return typed

    def clean_consents(self) -> list[str]:
        given = self.cleaned_data["consents"]
        if not set(REQUIRED).issubset(given):
            raise forms.ValidationError(
                _("Tick the first box: without it the community cannot keep you as a member.")
            )
        return given

    def details(self) -> dict[str, Any]:
        """What the action takes."""
        names = (
            "name",
            "contact",
            "city",
            "level",
            "languages",
            "help_ways",
            "consents",
            "came_from",
            "chapter",
        )
        return {name: self.cleaned_data[name] for name in names}


class CodeForm(forms.Form):
    """A code and the address or number it belongs to; which of them is wrong is never said."""

    contact = forms.CharField(required=False)
    code = forms.CharField(required=False)

    def __init__(self, community: Community | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.countries = community.countries if community else []

    def clean_contact(self) -> str:
        typed = self.cleaned_data["contact"]
        _typed(lambda text: contact(text, self.countries), typed)
        return typed

    def clean_code(self) -> str:
        if not self.cleaned_data["code"]:
            raise forms.ValidationError(_("Type the code."))
        return self.cleaned_data["code"]


class AddressForm(forms.Form):
    contact = forms.CharField(required=False)

    def clean_contact(self) -> str:
        return _typed(email_address, self.cleaned_data["contact"])


class DetailsForm(forms.Form):
    city = forms.CharField(required=False)
    level = forms.CharField(required=False)
    help_ways = AnyOf(required=False)


def _typed(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except DetailRefused as refused:
        raise forms.ValidationError(str(refused)) from None
