"""Phases, lines of the review, reasons and reviewers as lists of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teranga.domains.events.models import Track
from teranga.domains.learning.queries_hackathons import member_named
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.actions import review_rows as actions
from teranga.domains.proposals.models import ReviewCriterion, Reviewer, ReviewPhase, ReviewTag, Topic
from teranga.domains.proposals.rules_call import languages_of
from teranga.web import localised, review_words
from teranga.web.organise import review_forms as forms
from teranga.web.organise.fields import LinesInLanguages
from teranga.web.organise.places_forms import MomentField
from teranga.web.organise.review_gate import call_here
from teranga.web.organise.row_lists import RowList
from teranga.web.templating import translated_plain

Options = Callable[[HttpRequest], Mapping[str, Any]]
PHASE = ("name", "sees", "sees_names", "hides", "sees_others", "sees_reviewer_names", "may_review",
         "may_discuss", "may_tag", "speakers_may_change")  # fmt: skip
LINE = ("name", "help", "weight", "least", "most", "required", "tracks")
REVIEWER = ("topics", "languages", "affiliation", "most", "least")


def told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.ReviewRowRefused as refused:
        raise ValidationError(review_words.refusal(refused.why)) from refused


class OfTheReview:
    """The rows of one kind of the event's call; where there is no call yet, there is no page."""

    fields: tuple[str, ...] = ()

    def __init__(self, kind: type[actions.Row], options: Options, *order: str) -> None:
        self.kind, self._options, self.order = kind, options, order

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = self.kind.objects.filter(event=request.event, call=call_here(request))
        return rows.select_related("call__event").order_by(*self.order)

    def languages(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(request.event.languages or request.community.languages)

    def options(self, request: HttpRequest) -> Mapping[str, Any]:
        return self._options(request)

    def add(self, request: HttpRequest, values: dict[str, Any]) -> None:
        call = call_here(request)
        told(lambda: actions.add_review_row(
            call=call, kind=self.kind, by=request.actor, at=timezone.now(), **values
        ))  # fmt: skip

    def change(self, request: HttpRequest, row: Any, seen: str, values: dict[str, Any]) -> None:
        told(lambda: actions.change_review_row(
            row=row, seen=seen, by=request.actor, at=timezone.now(), **values
        ))  # fmt: skip

    def move(self, request: HttpRequest, row: Any, step: int) -> None:
        actions.move_review_row(row=row, step=step, by=request.actor, at=timezone.now())

    def remove(self, request: HttpRequest, row: Any) -> None:
        actions.remove_review_row(row=row, by=request.actor, at=timezone.now())


class Reviewers(OfTheReview):
    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().rows(request).select_related("person")

    def add(self, request: HttpRequest, values: dict[str, Any]) -> None:
        person = member_named(request.community, values.pop("member"))
        if person is None:
            raise ValidationError(_("No confirmed member, or more than one, is called like this."))
        rights = rights_for(person.pk, at=timezone.now(), has_second_factor=True)
        if not rights.may(Verb.EDIT, Area.REVIEWS, request.place):
            raise ValidationError(_("This person needs the role of reviewer first. See “Team”."))
        super().add(request, values | {"person": person})


def load_options(request: HttpRequest) -> dict[str, Any]:
    call = call_here(request)
    topics = Topic.objects.filter(event=request.event, call=call, ended_at=None)
    return {"topics": list(topics), "spoken": languages_of(call)}


def _phase(row: ReviewPhase) -> tuple[str, str]:
    told = [review_words.moment_of(row, row.call.event.zone), *review_words.phase_says(row)]
    return translated_plain(row.name), " · ".join(told)


def _line(row: ReviewCriterion) -> tuple[str, str]:
    told = [
        _("{least} to {most} points").format(least=row.least, most=row.most),
        _("weight {weight}").format(weight=row.weight),
        "" if row.required else _("may be left out"), _("no longer asked") if row.ended_at else "",
    ]  # fmt: skip
    return translated_plain(row.name), " · ".join(part for part in told if part)


def _tag(row: ReviewTag) -> tuple[str, str]:
    text = translated_plain(row.text) or _("for the committee alone")
    return translated_plain(row.name), f"{text} · {_('no longer chosen')}" if row.ended_at else text


def _reviewer(row: Reviewer) -> tuple[str, str]:
    most = ngettext("at most {count} review", "at most {count} reviews", row.most).format(count=row.most)
    told = [most, ", ".join(localised.language_name(code) for code in row.languages), ", ".join(row.topics),
            _("no longer reviews") if row.left_at else ""]  # fmt: skip
    return row.person.name, " · ".join(part for part in told if part)


def _typed_phase(request: HttpRequest, row: ReviewPhase) -> dict[str, Any]:
    clock = MomentField(zone=request.event.zone)
    moments = {name: clock.shown(getattr(row, name)) for name in ("starts_at", "ends_at")}
    return {name: getattr(row, name) for name in PHASE} | moments


def _typed_line(request: HttpRequest, row: ReviewCriterion) -> dict[str, Any]:
    words = [row.labels.get(str(points)) or {} for points in range(row.least, row.most + 1)]
    languages = request.event.languages or request.community.languages
    return {name: getattr(row, name) for name in LINE} | {
        "labels": LinesInLanguages().lines_of(words, languages), "is_offered": row.ended_at is None
    }  # fmt: skip


def _typed_reviewer(request: HttpRequest, row: Reviewer) -> dict[str, Any]:
    return {name: getattr(row, name) for name in REVIEWER} | {"is_offered": row.left_at is None}


TABS = (
    ("reviews/phases/", gettext_lazy("Phases")), ("reviews/lines/", gettext_lazy("What is judged")),
    ("reviews/reasons/", gettext_lazy("Reasons")), ("reviews/reviewers/", gettext_lazy("Reviewers")),
)  # fmt: skip
STAYS = gettext_lazy("Somebody reviewed by it, so it stays. Take its last tick away to end it.")
LISTS = (
    RowList(
        "review-phase", "reviews/phases/", Area.PROPOSALS, gettext_lazy("Phases of reviewing"),
        gettext_lazy("Add a phase"),
        gettext_lazy("Between phases reviewers see nothing. Only one phase runs at a time."),
        forms.PhaseForm, _phase,
        OfTheReview(ReviewPhase, lambda request: {"event": request.event}, "starts_at", "pk"), False,
        tabs=TABS, typed=_typed_phase, look=Verb.EDIT,
        fresh={"sees": "assigned", "sees_others": "after", "may_review": True},
    ),
    RowList(
        "review-line", "reviews/lines/", Area.PROPOSALS, gettext_lazy("What is judged"),
        gettext_lazy("Add a line"),
        gettext_lazy("Three lines that everybody understands alike are better than ten."),
        forms.LineForm, _line,
        OfTheReview(
            ReviewCriterion, lambda request: {"tracks": Track.objects.filter(event=request.event)},
            "position", "pk",
        ),
        in_use=actions.ReviewRowInUse, tabs=TABS, typed=_typed_line, stays=STAYS, look=Verb.EDIT,
        fresh={"weight": 1, "least": 0, "most": 4, "required": True, "is_offered": True},
    ),
    RowList(
        "review-tag", "reviews/reasons/", Area.PROPOSALS, gettext_lazy("Reasons"),
        gettext_lazy("Add a reason"),
        gettext_lazy("Sentences that you agreed on. Speakers can be told these instead of nothing."),
        forms.TagForm, _tag, OfTheReview(ReviewTag, lambda _request: {}, "position", "pk"),
        in_use=actions.ReviewRowInUse, tabs=TABS, stays=STAYS, look=Verb.EDIT, fresh={"is_offered": True},
        typed=lambda _request, row: {"name": row.name, "text": row.text, "is_offered": row.ended_at is None},
    ),
    RowList(
        "reviewer", "reviews/reviewers/", Area.PROPOSALS, gettext_lazy("Reviewers"),
        gettext_lazy("Add a reviewer"),
        gettext_lazy("Who reviews sees no names while a phase hides them, also in the list of proposals."),
        forms.ReviewerForm, _reviewer, Reviewers(Reviewer, load_options, "person__name", "pk"), False,
        actions.ReviewRowInUse, tabs=TABS, typed=_typed_reviewer, stays=STAYS, look=Verb.EDIT,
        new_form=forms.NewReviewerForm, fresh={"most": 20, "least": 0, "is_offered": True},
    ),
)  # fmt: skip
