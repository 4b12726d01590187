"""Forms of the places desk: how places are given, quotas, questions, somebody added by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.people.normal_forms import DetailRefused, person_name
from teranga.domains.places.models import Place, PlaceSettings, Question, Rsvp
from teranga.domains.places.wording import state_name
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import LinesInLanguages
from teranga.web.organise.forms import TextInLanguages

GIVEN_BY_HAND = ("rsvp", "speaker", "volunteer", "sponsor", "award")


def kind_name(kind: str) -> str:
    return {
        "rsvp": _("answered"), "award": _("award"), "order": _("order"), "speaker": _("speaker"),
        "volunteer": _("volunteer"), "sponsor": _("sponsor"), "draw": _("by lot"),
        "walk_in": _("came without a place"),
    }.get(Place.Kind(kind), kind)  # fmt: skip


def answer_name(state: str) -> str:
    """How a desk counts an answer: of many people, not to one."""
    return _("have a place") if state == Rsvp.State.GOING else state_name(state)


class MomentField(forms.CharField):
    """A day and an hour on the event's own clock."""

    drawn_as = "datetime-local"

    def __init__(self, *, zone: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone

    def clean(self, value: Any) -> datetime | None:
        text = str(super().clean(value))
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise forms.ValidationError(_("Choose a day and an hour.")) from None
        return moment.replace(tzinfo=ZoneInfo(self.zone))

    def shown(self, moment: datetime | None) -> str:
        return f"{moment.astimezone(ZoneInfo(self.zone)):%Y-%m-%dT%H:%M}" if moment else ""


class SettingsForm(DrawnForm):
    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        orders = [
            (PlaceSettings.Order.FAIR, _("In the order of coming")),
            (PlaceSettings.Order.DRAW, _("By a draw that anybody can check")),
        ]
        return {
            "takes_answers": forms.BooleanField(label=_("People can say whether they come"), required=False),
            "opens_at": MomentField(
                label=_("Opens"), zone=self.zone, required=False, help_text=_("Empty: at once.")
            ),
            "closes_at": MomentField(
                label=_("Closes"),
                zone=self.zone,
                required=False,
                help_text=_("Empty: when the event begins."),
            ),
            "guests_most": forms.IntegerField(
                label=_("Guests that one person may bring"), min_value=0, max_value=20
            ),
            "offer_hours": forms.IntegerField(
                label=_("Hours to answer an offered place"), min_value=1, max_value=240
            ),
            "order": forms.ChoiceField(label=_("Who gets a place first"), choices=orders),
        }


class QuotaForm(DrawnForm):
    name = TextInLanguages(longest=80, required=False)
    size = forms.IntegerField(min_value=0, max_value=100_000)

    def own_fields(self) -> dict[str, forms.Field]:
        self.fields["name"].label = _("Name")
        self.fields["size"].label = _("Places")
        self.fields["size"].help_text = _("More than the room holds is allowed: then some must stay away.")
        return {}


class QuestionForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        kinds = [("text", _("A line of text")), ("choice", _("One of several")), ("tick", _("A tick"))]
        needs = [
            ("", _("Something else: kept for a year")), ("diet", _("Food: erased thirty days after")),
            ("access", _("Access: erased thirty days after")),
        ]  # fmt: skip
        return {
            "label": TextInLanguages(label=_("Question"), longest=200),
            "hint": TextInLanguages(label=_("Hint"), longest=300, required=False),
            "kind": forms.ChoiceField(label=_("Kind"), choices=kinds),
            "choices": LinesInLanguages(label=_("Choices"), help_text=_("One a line.")),
            "required": forms.BooleanField(label=_("Must be answered"), required=False),
            "need": forms.ChoiceField(label=_("About"), choices=needs, required=False),
        }

    def question_values(self) -> dict[str, Any]:
        told = self.values("label", "hint", "kind", "required", "need")
        return told | {"choices": self.fields["choices"].items(self.cleaned_data["choices"])}

    @classmethod
    def values_of(cls, question: Question, languages: list[str]) -> dict[str, Any]:
        told = {name: getattr(question, name) for name in ("label", "hint", "kind", "required", "need")}
        lines = LinesInLanguages(label="").lines_of(question.choices, languages)
        return told | {"choices": lines}


class NameForm(DrawnForm):
    def __init__(self, *args: Any, quotas: list[tuple[str, str]], **kwargs: Any) -> None:
        self.quotas = quotas
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label=_("Name"), max_length=120),
            "kind": forms.ChoiceField(
                label=_("Because"), choices=[(kind, kind_name(kind)) for kind in GIVEN_BY_HAND]
            ),
            "quota": forms.ChoiceField(label=_("Places"), choices=self.quotas),
        }

    def clean_name(self) -> str:
        try:
            return person_name(self.cleaned_data["name"])
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None
