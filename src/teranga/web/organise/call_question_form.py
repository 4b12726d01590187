"""The form of a question that a team asks beside the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.models import CallQuestion, SessionType
from teranga.domains.proposals.rules_answers import CONDITIONS
from teranga.web import call_words
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import LinesInLanguages
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.places_forms import MomentField
from teranga.web.templating import translated_plain

COPIED = (
    "label", "hint", "kind", "about", "required", "types", "tracks", "only_if_value", "seen_by",
    "is_personal", "keep_days",
)  # fmt: skip


class QuestionForm(DrawnForm):
    def __init__(
        self, *args: Any, event: Event, types: Sequence[SessionType], tracks: Sequence[Track],
        questions: Sequence[CallQuestion], **kwargs: Any,
    ) -> None:  # fmt: skip
        self.event, self.types, self.tracks = event, types, tracks
        self.questions = {str(row.pk): row for row in questions if row.kind in CONDITIONS}
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        zone = self.event.zone
        types = [(row.slug, translated_plain(row.name)) for row in self.types]
        tracks = [(row.slug, translated_plain(row.name)) for row in self.tracks]
        kinds = [(kind, call_words.kind_name(kind)) for kind in CallQuestion.Kind.values]
        about = [(key, call_words.about_name(key)) for key in CallQuestion.About.values]
        seen = [(key, call_words.seen_name(key)) for key in CallQuestion.Seen.values]
        return {
            "label": TextInLanguages(label=_("Question"), longest=200),
            "hint": TextInLanguages(label=_("Hint"), longest=300, required=False),
            "kind": forms.ChoiceField(label=_("Kind"), choices=kinds),
            "choices": LinesInLanguages(
                label=_("Choices"), help_text=_("One a line, for the kinds with choices.")
            ),
            "about": forms.ChoiceField(label=_("It is about"), choices=about),
            "seen_by": forms.ChoiceField(label=_("Who sees the answer"), choices=seen),
            "required": forms.BooleanField(label=_("Must be answered"), required=False),
            "required_from": MomentField(
                label=_("Only required from"), zone=zone, required=False,
                help_text=_("For example once a session is accepted. Empty: at once."),
            ),
            "frozen_from": MomentField(
                label=_("Answers stay as they are from"), zone=zone, required=False,
                help_text=_("For example when T-shirts are ordered."),
            ),
            **({"types": forms.MultipleChoiceField(
                label=_("Only for these types"), choices=types, required=False,
                help_text=_("None: for all."),
            )} if types else {}),
            **({"tracks": forms.MultipleChoiceField(
                label=_("Only for these tracks"), choices=tracks, required=False,
                help_text=_("None: for all."),
            )} if tracks else {}),
            **({"only_if": forms.ChoiceField(
                label=_("Only after this answer"), choices=self._answers(), required=False
            )} if self.questions else {}),
            "is_personal": forms.BooleanField(
                label=_("The answer tells something of a person"), required=False
            ),
            "keep_days": forms.IntegerField(
                label=_("Days after the event on which answers are deleted"), min_value=0, max_value=1095
            ),
            "is_offered": forms.BooleanField(label=_("Is asked"), required=False),
        }  # fmt: skip

    def _answers(self) -> list[tuple[str, str]]:
        """Each answer that another question can have, as "question:answer"."""
        found = [("", _("always"))]
        for key, row in self.questions.items():
            label = translated_plain(row.label)
            if row.kind == CallQuestion.Kind.TICK:
                found.append((f"{key}:yes", f"{label} — {_('ticked')}"))
                continue
            found += [
                (f"{key}:{number}", f"{label} — {translated_plain(told)}")
                for number, told in enumerate(row.choices, 1)
            ]
        return found

    def values(self, *names: str) -> dict[str, Any]:
        """As the actions take them."""
        told = {name: value for name, value in super().values().items() if name != "only_if"}
        told["choices"] = self.fields["choices"].items(self.cleaned_data["choices"])
        key, _colon, value = str(self.cleaned_data.get("only_if", "")).partition(":")
        return told | {"only_if": self.questions.get(key), "only_if_value": value}


def typed(row: CallQuestion, event: Event) -> dict[str, Any]:
    """A stored question as its form shows it."""
    when = MomentField(zone=event.zone)
    languages = event.languages or event.community.languages
    return {name: getattr(row, name) for name in COPIED} | {
        "choices": LinesInLanguages(label="").lines_of(row.choices, languages),
        "required_from": when.shown(row.required_from), "frozen_from": when.shown(row.frozen_from),
        "only_if": f"{row.only_if_id}:{row.only_if_value}" if row.only_if_id else "",
        "is_offered": row.ended_at is None,
    }  # fmt: skip
