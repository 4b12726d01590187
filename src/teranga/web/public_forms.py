"""What every form that anybody may send has in common: done once, and not by programs that fill it all in.

No third party is asked. A form is opened by a person, looked at for a moment, and sent.
"""

from __future__ import annotations

import time
from datetime import timedelta

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from teranga.base.idempotency import new_key

QUICKEST = timedelta(seconds=2)  # no hand fills in a form faster
SIGNER = signing.TimestampSigner(salt="form")


def signed_key() -> str:
    """A fresh idempotency key that carries, signed, the moment at which its form was shown."""
    return SIGNER.sign(new_key())


class KeyedForm(forms.Form):
    """A form that is done once however often it is sent, and that programs which fill in every field fail."""

    key = forms.CharField(required=False)
    website = forms.CharField(required=False)  # hidden from people

    @property
    def idempotency_key(self) -> str:
        """The part of a valid form's key that tells one sending from another."""
        return SIGNER.unsign(self.cleaned_data["key"])

    @property
    def took(self) -> timedelta:
        """How long a valid form was open before it was sent."""
        signed = self.cleaned_data["key"].rsplit(":", 2)[1]
        return timedelta(seconds=max(0, int(time.time()) - signing.b62_decode(signed)))

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
