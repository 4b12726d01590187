"""What remains of an event: the forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.events.models.after import Licence
from teranga.web.after_words import licences
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import WebField
from teranga.web.organise.forms import TextInLanguages


class OnlineForm(DrawnForm):
    """How to come online. It is shown to those with a place alone."""

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "link": WebField(label=_("Link to the online room"), required=False, max_length=500),
            "note": forms.CharField(
                label=_("Code or number to dial"), required=False, max_length=200,
                help_text=_("If the room asks for one."),
            ),
            "opens_minutes": forms.IntegerField(
                label=_("Shown so many minutes before it begins"), min_value=0, max_value=20_160
            ),
        }  # fmt: skip


class RemindersForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        def tick(label: str) -> forms.BooleanField:
            return forms.BooleanField(label=label, required=False)

        return {
            "week": tick(_("A week before")), "day": tick(_("The day before")),
            "hours": tick(_("Two hours before")),
            "maybe": tick(_("Also to those who said perhaps")),
        }  # fmt: skip


class MaterialForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "title": TextInLanguages(label=_("What it is"), longest=160),
            "url": WebField(label=_("Link"), required=False, max_length=200),
            "file": forms.FileField(
                label=_("Or a file"), required=False,
                help_text=_("PDF, ZIP, text or picture, at most 8 MB. It is offered for download."),
            ),
            "made_by": forms.CharField(label=_("Who made it"), required=False, max_length=120),
            "licence": forms.ChoiceField(label=_("Licence"), choices=licences()),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        value = self.cleaned_data
        if bool(value.get("url")) == bool(value.get("file")):
            self.add_error("url", _("Give a link or a file: one of the two."))
        return value


class PhotoForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "file": forms.FileField(
                label=_("Picture"),
                help_text=_("Place, time and camera are taken out of it; it is made small for phones."),
            ),
            "alt": TextInLanguages(
                label=_("What is to be seen"), longest=300,
                help_text=_("For those who do not see the picture."),
            ),
            "taken_by": forms.CharField(label=_("Who took it"), max_length=120),
            "licence": forms.ChoiceField(label=_("Licence"), choices=licences(), initial=Licence.CC_BY),
            "consent_note": forms.CharField(
                label=_("How those shown agreed"), max_length=300,
                help_text=_("Only organisers read this: “asked before the photo, by a show of hands”."),
            ),
        }  # fmt: skip


class ThanksForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "text": TextInLanguages(label=_("Thank-you text"), longest=2000, lines=4, required=False),
        }


class HelperForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label=_("Name"), max_length=120),
            "what": TextInLanguages(label=_("For what"), longest=120, required=False),
            "agreed": forms.BooleanField(
                label=_("This person agreed to be named on the event's page"),
                error_messages={"required": _("Ask them first: only who agreed is named.")},
            ),
        }  # fmt: skip
