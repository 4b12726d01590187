"""Forms of what follows the decision: an invitation, words for one speaker, more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.domains.proposals.models import SessionType
from teranga.domains.proposals.rules_told import LONGEST_WORDS
from teranga.web.localised import language_name
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import AddressField
from teranga.web.organise.places_forms import MomentField
from teranga.web.templating import translated_plain


class GuestForm(DrawnForm):
    """Whom to invite. They complete the rest on their own page."""

    def __init__(
        self, *args: Any, types: Sequence[SessionType], languages: Sequence[str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields |= {
            "name": forms.CharField(max_length=160, label=_("Name")),
            "address": AddressField(max_length=254, label=_("E-mail address")),
            "language": forms.ChoiceField(
                label=_("Language of the mail"), choices=[(code, language_name(code)) for code in languages]
            ),
            "type": forms.ChoiceField(
                label=_("Format"), choices=[(str(one.pk), translated_plain(one.name)) for one in types]
            ),
            "title": forms.CharField(
                required=False, max_length=200, label=_("Title"), help_text=_("If you agreed on one already.")
            ),
            "words": forms.CharField(
                required=False, max_length=LONGEST_WORDS, widget=forms.Textarea,
                label=_("Your words to them"), help_text=_("They stand on the page that the mail leads to."),
            ),
        }  # fmt: skip


class WordsForm(DrawnForm):
    """What a speaker reads with the outcome; comments of reviewers are let through one by one."""

    def __init__(self, *args: Any, comments: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if comments:
            self.fields["take"] = forms.MultipleChoiceField(
                required=False, label=_("Comments that reviewers wrote for the speaker"),
                help_text=_("Tick what may be read as it is; it is added to the words below."),
                choices=[(str(place), text) for place, text in enumerate(comments)],
            )  # fmt: skip
        self.comments = comments
        self.fields["words"] = forms.CharField(
            required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 8}),
            label=_("Words to the speakers"), help_text=_("They stand on the speakers’ own page."),
        )  # fmt: skip

    def whole(self) -> str:
        typed = self.cleaned_data["words"].strip()
        taken = [self.comments[int(place)] for place in self.cleaned_data.get("take", ())]
        return "\n\n".join([*filter(None, [typed]), *(text for text in taken if text not in typed)])


class MoreTimeForm(forms.Form):
    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.moment = MomentField(zone=zone)
        self.fields["until"] = self.moment

    def shown(self, moment: datetime | None) -> str:
        return self.moment.shown(moment)
