"""What people type about themselves. A refused field says what to do; everything typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from teranga.base.idempotency import new_key
from teranga.domains.communities.models import Community
from teranga.domains.people.consents import REQUIRED
from teranga.domains.people.normal_forms import DetailRefused, contact, email_address, person_name

QUICKEST = timedelta(seconds=2)  # no hand fills in a form faster
SIGNER = signing.TimestampSigner(salt="form")


def signed_key() -> str:
    """A fresh idempotency key that carries, signed, the moment at which its form was shown."""
    return SIGNER.sign(new_key())


class AnyOf(forms.MultipleChoiceField):
    """Ticked boxes; codes that nobody offered are left to the action, which drops them."""

    def validate(self, value: Any) -> None:
        return None


class KeyedForm(forms.Form):
    """A form that is done once however often it is sent, and that programs which fill in every field fail."""

    key = forms.CharField(required=False)
    website = forms.CharField(required=False)  # hidden from people

    @property
    def idempotency_key(self) -> str:
        """The part of a valid form's key that tells one sending from another."""
        return SIGNER.unsign(self.cleaned_data["key"])

    @property
    def shown_key(self) -> str:
        """The page's key: the same while the form is corrected, a new one in place of a false one."""
        key = self["key"].value() or ""
        try:
            SIGNER.unsign(key)
        except signing.BadSignature:
            return signed_key()
        return key

    def clean(self) -> None:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("Leave the last field empty, and send the form again."))
        try:
            SIGNER.unsign(self.cleaned_data.get("key", ""), max_age=QUICKEST)
        except signing.SignatureExpired:
            return
        except signing.BadSignature:
            message = _("This page was too old. Nothing is lost: please send it again.")
            raise forms.ValidationError(message) from None
        raise forms.ValidationError(_("That was very quick. Nothing is lost: please send it once more."))


class JoinForm(KeyedForm):
    name = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    city = forms.CharField(required=False)
    level = forms.CharField(required=False)
    languages = AnyOf(required=False)
    help_ways = AnyOf(required=False)
    consents = AnyOf(required=False)
    came_from = forms.CharField(required=False)

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
        names = ("name", "contact", "city", "level", "languages", "help_ways", "consents", "came_from")
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
