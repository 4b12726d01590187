"""Forms of the mail room: a letter's own words, a mail to many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.models.community import HELP_WAYS
from teranga.domains.communities.queries_audience import Audience
from teranga.domains.events.models import Event
from teranga.domains.mail.actions.bulk import FASTEST, BulkContent
from teranga.domains.mail.letters import LONGEST_BODY, LONGEST_SUBJECT
from teranga.domains.mail.models import Category
from teranga.web import labels
from teranga.web.localised import language_name
from teranga.web.organise.forms import DeskForm, TextInLanguages
from teranga.web.templating import translated_plain


class LetterForm(DeskForm):
    """A letter's words in the community's languages; what is left empty stays as it is built in."""

    subject = TextInLanguages(longest=LONGEST_SUBJECT, required=False)
    body = TextInLanguages(longest=LONGEST_BODY, lines=12, required=False)


class BulkForm(DeskForm):
    """A text to many and who gets it; a list without a tick leaves its question open."""

    category = forms.ChoiceField()
    communities = forms.MultipleChoiceField(required=False)
    spoken = forms.MultipleChoiceField(required=False)
    levels = forms.MultipleChoiceField(required=False)
    help_ways = forms.MultipleChoiceField(required=False)
    subject = TextInLanguages(longest=LONGEST_SUBJECT)
    body = TextInLanguages(longest=LONGEST_BODY, lines=12)
    per_minute = forms.IntegerField(min_value=1, max_value=FASTEST, initial=60)

    def __init__(
        self, community: Community, event: Event | None, below: Sequence[Community], *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, languages=community.languages or ["en"], **more)
        self.community, self.event, self.below = community, event, below
        self.fields["category"].choices = self._categories()
        self.fields["communities"].choices = [(str(one.pk), translated_plain(one.name)) for one in below]
        spoken = dict.fromkeys((*self.languages, "en", "fr", "es"))
        self.fields["spoken"].choices = [(code, language_name(code)) for code in spoken]
        self.fields["levels"].choices = [(code, labels.level(code)) for code in Membership.Level.values]
        self.fields["help_ways"].choices = [(code, labels.help_way(code)) for code in HELP_WAYS]
        words = _("Write a whole number from 1 to 600.")
        self.fields["per_minute"].error_messages.update(
            required=words, invalid=words, min_value=words, max_value=words
        )

    def _categories(self) -> list[tuple[str, str]]:
        first = [(str(Category.EVENT), _("Those who took part in this event"))] if self.event else []
        return [
            *first,
            (str(Category.NEWS), _("Everybody who asked for news")),
            (str(Category.MEMBERSHIP), _("All members: something about their membership")),
        ]

    def content(self) -> BulkContent:
        """What the action takes; only after the form was found valid."""
        names = {"community": dict(self.community.name)}
        if self.event:
            names["event"] = dict(self.event.name)
        asked = ("communities", "spoken", "levels", "help_ways")
        return BulkContent(
            category=self.cleaned_data["category"],
            audience={name: list(self.cleaned_data[name]) for name in asked if self.cleaned_data[name]},
            subject=self.cleaned_data["subject"], body=self.cleaned_data["body"],
            per_minute=self.cleaned_data["per_minute"], reply_to=self.community.contact_email, names=names,
        )  # fmt: skip


class SelectorForm(forms.Form):
    selector = forms.CharField(required=False, max_length=63, label=lazy("DKIM selector"))


def audience_of(
    stored: dict[str, list[str]], category: str, below: Sequence[Community], event: Event | None
) -> Audience:
    """The stored choice as a question; communities that this person may not write to fall away."""
    allowed = [one.pk for one in below]
    wanted = [pk for pk in allowed if str(pk) in stored.get("communities", [])] or allowed[:1]
    return Audience(
        tuple(wanted), tuple(stored.get("spoken", [])), tuple(stored.get("levels", [])),
        tuple(stored.get("help_ways", [])), event.pk if event and category == Category.EVENT else None,
    )  # fmt: skip
