"""The forms of comments: writing one, changing it, reporting another's."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.communities.rules_comments import LONGEST_COMMENT
from teranga.domains.people.normal_forms import DetailRefused, email_address, person_name
from teranga.web.public_forms import KeyedForm


def words(text: str, longest: int = LONGEST_COMMENT) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise forms.ValidationError(_("Write a few words."))
    if len(text) > longest:
        raise forms.ValidationError(_("That is too long: at most {count} letters.").format(count=longest))
    return text


class CommentForm(KeyedForm):
    name = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    body = forms.CharField(required=False)

    asks_contact = True

    def clean_name(self) -> str:
        try:
            return person_name(self.cleaned_data["name"])
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_contact(self) -> str:
        if not self.asks_contact:
            return ""
        try:
            return email_address(self.cleaned_data["contact"])
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_body(self) -> str:
        return words(self.cleaned_data["body"])


class OwnCommentForm(forms.Form):
    body = forms.CharField(required=False)

    def clean_body(self) -> str:
        return words(self.cleaned_data["body"])


class ReportForm(KeyedForm):
    reason = forms.CharField(required=False)

    def clean_reason(self) -> str:
        return words(self.cleaned_data["reason"], 500)
