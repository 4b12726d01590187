"""Session types, topics and the team's own questions as lists of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.people.roles import Area
from teranga.domains.proposals.actions import call_rows as actions
from teranga.domains.proposals.actions.calls import CallRefused
from teranga.domains.proposals.models import CallQuestion, SessionType, Topic
from teranga.domains.proposals.queries_call import Whole, call_at_desk, rows_at_desk, whole_of
from teranga.web import call_words, localised
from teranga.web.organise import call_question_form
from teranga.web.organise.call_forms import TopicForm, TypeForm
from teranga.web.organise.places_forms import MomentField
from teranga.web.organise.row_lists import RowList
from teranga.web.templating import translated_plain

Options = Callable[[HttpRequest, Whole], Mapping[str, Any]]


def told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except CallRefused as refused:
        raise ValidationError(call_words.refusal(refused.why)) from refused


class OfTheCall:
    """The rows of one kind of the event's call; where there is no call yet, there is no page."""

    fields: tuple[str, ...] = ()

    def __init__(self, kind: type[actions.Row], options: Options) -> None:
        self.kind, self._options = kind, options

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return rows_at_desk(call_at_desk(request.event), self.kind)

    def languages(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(request.event.languages or request.community.languages)

    def options(self, request: HttpRequest) -> Mapping[str, Any]:
        return self._options(request, whole_of(call_at_desk(request.event)))

    def add(self, request: HttpRequest, values: dict[str, Any]) -> None:
        call = call_at_desk(request.event)
        told(lambda: actions.add_call_row(
            call=call, model=self.kind, by=request.actor, at=timezone.now(), **values
        ))  # fmt: skip

    def change(self, request: HttpRequest, row: Any, seen: str, values: dict[str, Any]) -> None:
        told(lambda: actions.change_call_row(
            row=row, seen=seen, by=request.actor, at=timezone.now(), **values
        ))  # fmt: skip

    def move(self, request: HttpRequest, row: Any, step: int) -> None:
        actions.move_call_row(row=row, step=step, by=request.actor, at=timezone.now())

    def remove(self, request: HttpRequest, row: Any) -> None:
        actions.remove_call_row(row=row, by=request.actor, at=timezone.now())


def _type(row: SessionType) -> tuple[str, str]:
    ended = _("no longer offered") if row.ended_at else ""
    own = ""
    if row.closes_at:
        own = _("until {moment}").format(moment=localised.moment(row.closes_at, row.event.zone))
    parts = (call_words.minutes(row.minutes), call_words.way_name(row.way), own, ended)
    return translated_plain(row.name), " · ".join(part for part in parts if part)


def _topic(row: Topic) -> tuple[str, str]:
    return translated_plain(row.name), _("no longer offered") if row.ended_at else ""


def _question(row: CallQuestion) -> tuple[str, str]:
    parts = (
        call_words.kind_name(row.kind), _("about {what}").format(what=call_words.about_name(row.about)),
        _("must be answered") if row.required else "",
        _("only after another answer") if row.only_if_id else "",
        _("no longer asked") if row.ended_at else "",
    )  # fmt: skip
    return translated_plain(row.label), " · ".join(part for part in parts if part)


def _typed_type(request: HttpRequest, row: SessionType) -> dict[str, Any]:
    names = ("name", "about", "minutes", "way", "is_sponsored", "rooms", "room_minutes")
    closes = MomentField(zone=request.event.zone).shown(row.closes_at)
    return {name: getattr(row, name) for name in names} | {
        "closes_at": closes, "is_offered": row.ended_at is None
    }  # fmt: skip


def _question_options(request: HttpRequest, whole: Whole) -> dict[str, Any]:
    return {"event": request.event, "types": whole.types, "tracks": whole.tracks,
            "questions": whole.questions}  # fmt: skip


TABS = (
    ("call/", gettext_lazy("Our call")), ("call/types/", gettext_lazy("Session types")),
    ("call/topics/", gettext_lazy("Topics")), ("call/own-questions/", gettext_lazy("Own questions")),
)  # fmt: skip
STAYS = gettext_lazy(
    "Proposals, answers or codes rely on it, so it stays. Take its last tick away to offer it no longer."
)
LISTS = (
    RowList(
        "call-type", "call/types/", Area.PROPOSALS, gettext_lazy("Session types"),
        gettext_lazy("Add a type"),
        gettext_lazy("What may be proposed, how long it takes, and how much room there is for it."),
        TypeForm, _type, OfTheCall(SessionType, lambda request, _whole: {"event": request.event}),
        in_use=actions.RowInUse, tabs=TABS, typed=_typed_type, stays=STAYS,
        fresh={"minutes": 30, "rooms": 1, "is_offered": True},
    ),
    RowList(
        "call-topic", "call/topics/", Area.PROPOSALS, gettext_lazy("Topics"), gettext_lazy("Add a topic"),
        gettext_lazy("A proposal may have several. The balance of the programme is shown by them."),
        TopicForm, _topic, OfTheCall(Topic, lambda _request, _whole: {}),
        in_use=actions.RowInUse, tabs=TABS, stays=STAYS, fresh={"is_offered": True},
        typed=lambda _request, row: {"name": row.name, "is_offered": row.ended_at is None},
    ),
    RowList(
        "call-question", "call/own-questions/", Area.PROPOSALS, gettext_lazy("Own questions"),
        gettext_lazy("Ask something"),
        gettext_lazy("Ask only what you will use: every question costs proposals."),
        call_question_form.QuestionForm, _question, OfTheCall(CallQuestion, _question_options),
        in_use=actions.RowInUse, tabs=TABS, stays=STAYS,
        fresh={"kind": "text", "keep_days": 365, "is_offered": True},
        typed=lambda request, row: call_question_form.typed(row, request.event),
    ),
)  # fmt: skip
