"""Forms of reviewing: a phase, a line of the review, a reason, a reviewer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.models import Call, ReviewPhase, Topic
from teranga.domains.proposals.rules_scores import MOST_OF_VOTES
from teranga.domains.proposals.rules_seen import HIDEABLE
from teranga.web import localised, proposal_words
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import LinesInLanguages
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.places_forms import MomentField
from teranga.web.templating import translated_plain

MOST_REVIEWS, MOST_POINTS, MOST_WEIGHT = 500, 20, 100
HIDDEN_BY_PHASE = tuple(name for name in HIDEABLE if name not in ("name", "co_speakers"))


class RulesForm(DrawnForm):
    """How proposals are judged."""

    def own_fields(self) -> dict[str, forms.Field]:
        gradings = [(value, proposal_words.grading_name(value)) for value in Call.Grading.values]
        return {
            "is_anonymous": forms.BooleanField(
                label=_("Proposals are read without names"), required=False,
                help_text=_("It is said on the call’s page. Once proposals came, it stays."),
            ),
            "reviews_wanted": forms.IntegerField(
                label=_("Reviews of each proposal"), min_value=1, max_value=MOST_POINTS
            ),
            "grading": forms.ChoiceField(label=_("How it is judged"), choices=gradings),
            "normalises": forms.BooleanField(
                label=_("Free scores of each reviewer’s severity"), required=False,
                help_text=_("Strict and mild reviewers then count alike. Few reviews weigh less."),
            ),
            "votes_weight": forms.IntegerField(
                label=_("Votes of those who come, in per cent of a score"), min_value=0,
                max_value=MOST_OF_VOTES,
                help_text=_("0: the team only looks at them. More is said to everybody on the call’s page."),
            ),
        }  # fmt: skip


class PhaseForm(DrawnForm):
    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        zone = self.event.zone
        seen = [(value, proposal_words.phase_sees(value)) for value in ReviewPhase.Sees.values]
        others = [(value, proposal_words.phase_others(value)) for value in ReviewPhase.Others.values]
        hidden = [(name, proposal_words.field_name(name)) for name in HIDDEN_BY_PHASE]
        return {
            "name": TextInLanguages(label=_("Name"), longest=80),
            "starts_at": MomentField(
                label=_("Begins"), zone=zone, help_text=_("On the event’s clock, {zone}.").format(zone=zone)
            ),
            "ends_at": MomentField(label=_("Ends"), zone=zone),
            "sees": forms.ChoiceField(label=_("Reviewers see"), choices=seen),
            "sees_names": forms.BooleanField(
                label=_("with the names of speakers"), required=False,
                help_text=_("Without them, names and addresses within the texts are covered too."),
            ),
            "hides": forms.MultipleChoiceField(
                label=_("Also hidden from reviewers"), choices=hidden, required=False
            ),
            "sees_others": forms.ChoiceField(label=_("Reviews of others are seen"), choices=others),
            "sees_reviewer_names": forms.BooleanField(
                label=_("with the names of reviewers"), required=False
            ),
            "may_review": forms.BooleanField(label=_("Reviews can be written"), required=False),
            "may_discuss": forms.BooleanField(
                label=_("Reviewers talk about proposals with each other"), required=False
            ),
            "may_tag": forms.BooleanField(
                label=_("Reviewers tag proposals with reasons"), required=False
            ),
            "speakers_may_change": forms.BooleanField(
                label=_("Speakers may change their proposals"), required=False,
                help_text=_("Reviews of an older version are then marked."),
            ),
        }  # fmt: skip


class LineForm(DrawnForm):
    def __init__(self, *args: Any, tracks: Iterable[Track], **kwargs: Any) -> None:
        self.tracks = list(tracks)
        super().__init__(*args, **kwargs)

    name = TextInLanguages(label=gettext_lazy("What is judged"), longest=80)
    help = TextInLanguages(
        label=gettext_lazy("What a reviewer should look at"), longest=600, lines=2, required=False
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Weight"), min_value=0, max_value=MOST_WEIGHT,
        help_text=gettext_lazy("0: it is shown and does not count."),
    )  # fmt: skip
    least = forms.IntegerField(label=gettext_lazy("Fewest points"), min_value=0, max_value=MOST_POINTS)
    most = forms.IntegerField(label=gettext_lazy("Most points"), min_value=1, max_value=MOST_POINTS)
    labels = LinesInLanguages(
        label=gettext_lazy("Words for the points"),
        help_text=gettext_lazy("One a line, the fewest points first: Not for us, Perhaps, Good, A must."),
    )
    required = forms.BooleanField(label=gettext_lazy("Every review needs it"), required=False)

    def own_fields(self) -> dict[str, forms.Field]:
        tracks = [(row.slug, translated_plain(row.name)) for row in self.tracks]
        told = {
            "tracks": forms.MultipleChoiceField(
                label=_("Only for these tracks"), choices=tracks, required=False,
                help_text=_("None: for all."),
            )
        }  # fmt: skip
        asked = forms.BooleanField(label=_("It is asked"), required=False)
        return (told if tracks else {}) | {"is_offered": asked}

    def values(self, *names: str) -> dict[str, Any]:
        told = super().values(*names)
        told["labels"] = labels_of(self.fields["labels"].items(told["labels"]), told["least"])
        return told


def labels_of(lines: Iterable[Any], least: int) -> dict[str, Any]:
    return {str(least + nth): dict(line) for nth, line in enumerate(lines)}


class TagForm(DrawnForm):
    name = TextInLanguages(
        label=gettext_lazy("Short name"), longest=80, help_text=gettext_lazy("For the committee.")
    )
    text = TextInLanguages(
        label=gettext_lazy("What the speaker reads"), longest=600, lines=3, required=False,
        help_text=gettext_lazy("A whole, kind sentence that helps. Empty: it stays with the committee."),
    )  # fmt: skip
    is_offered = forms.BooleanField(label=gettext_lazy("It can be chosen"), required=False)


class OwnLoadForm(DrawnForm):
    """What reviewers say of themselves."""

    def __init__(self, *args: Any, topics: Iterable[Topic], spoken: Iterable[str], **kwargs: Any) -> None:
        self.topics, self.spoken = list(topics), list(spoken)
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        topics = [(row.slug, translated_plain(row.name)) for row in self.topics]
        spoken = [(code, localised.language_name(code)) for code in self.spoken]
        return {
            "topics": forms.MultipleChoiceField(label=_("Topics known well"), choices=topics, required=False),
            "languages": forms.MultipleChoiceField(
                label=_("Languages read"), choices=spoken, required=False, help_text=_("None: all.")
            ),
            "affiliation": forms.CharField(
                label=_("Employer or school"), required=False, max_length=160,
                help_text=_("So that nobody judges a colleague. Speakers do not see it."),
            ),
            "most": forms.IntegerField(label=_("Reviews at most"), min_value=0, max_value=MOST_REVIEWS),
        }  # fmt: skip


class ReviewerForm(OwnLoadForm):
    """The same, as the team writes it."""

    def own_fields(self) -> dict[str, forms.Field]:
        return super().own_fields() | {
            "least": forms.IntegerField(label=_("Reviews at least"), min_value=0, max_value=MOST_REVIEWS),
            "is_offered": forms.BooleanField(label=_("Reviews in this call"), required=False),
        }


class NewReviewerForm(ReviewerForm):
    def own_fields(self) -> dict[str, forms.Field]:
        member = forms.CharField(
            label=_("Member"), max_length=254, help_text=_("The name, or the e-mail address.")
        )
        return {"member": member} | super().own_fields()
