"""What organisers write of partners: who they are, whom to call, what was agreed, what is lent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Partner
from teranga.domains.people.normal_forms import DetailRefused, phone_number
from teranga.web.labels import partner_kind
from teranga.web.organise.content_forms import Day
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import AddressField, WebField
from teranga.web.organise.forms import TextInLanguages


class PartnerForm(DrawnForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    what = TextInLanguages(
        label=gettext_lazy("What it does with us"), longest=1000, lines=3, required=False,
        help_text=gettext_lazy("Stands on the public page, if the partner is shown there."),
    )  # fmt: skip
    url = WebField(label=gettext_lazy("Address"), required=False, max_length=300)
    since = Day(label=gettext_lazy("Since"))
    is_shown = forms.BooleanField(label=gettext_lazy("Show it on the public page"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, partner_kind(code)) for code in Partner.Kind.values]
        self.fields["kind"].choices = kinds


class OfPartner(DrawnForm):
    """A row that belongs to one of the community's partners."""

    partner_id = forms.TypedChoiceField(label=gettext_lazy("Which partner"), coerce=int)

    def __init__(self, *args: Any, partners: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner_id"].choices = list(partners)
        self.order_fields(["partner_id", *(name for name in self.fields if name != "partner_id")])


class ContactForm(OfPartner):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    role = forms.CharField(label=gettext_lazy("Role there"), required=False, max_length=120)
    email = AddressField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=40)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=300,
        help_text=gettext_lazy("What the person may read about themselves: it is part of their data."),
    )  # fmt: skip

    def clean_phone(self) -> str:
        try:
            return phone_number(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class AgreementForm(OfPartner):
    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=160)
    they_do = forms.CharField(
        label=gettext_lazy("What they do"), required=False, max_length=4000, widget=forms.Textarea
    )
    we_do = forms.CharField(
        label=gettext_lazy("What we do"), required=False, max_length=4000, widget=forms.Textarea
    )
    since = forms.DateField(label=gettext_lazy("Since"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False)
    document_url = WebField(
        label=gettext_lazy("Where the paper is"), required=False, max_length=300,
        help_text=gettext_lazy("The address of the signed document, in a place that only the team reads."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        return _in_order(self, "since", "until")


class LentForm(OfPartner):
    what = forms.CharField(label=gettext_lazy("What is lent"), max_length=160)
    since = forms.DateField(label=gettext_lazy("Since"))
    due = forms.DateField(label=gettext_lazy("To be back by"), required=False)
    returned = forms.DateField(label=gettext_lazy("Came back on"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        _in_order(self, "since", "returned")
        return _in_order(self, "since", "due")


def _in_order(form: DrawnForm, first: str, last: str) -> dict[str, Any]:
    data = form.cleaned_data
    if data.get(first) and data.get(last) and data[last] < data[first]:
        form.add_error(last, _("This is before it began."))
    return data
