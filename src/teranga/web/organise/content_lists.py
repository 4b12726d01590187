"""The lists of a community's home, told apart by what their rows say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.actions.listed_rows import LISTED, add_row, change_row, move_row, remove_row
from teranga.domains.communities.models import Community
from teranga.domains.people.roles import Area
from teranga.web import labels, localised
from teranga.web.organise import content_forms as forms
from teranga.web.organise.row_lists import RowList
from teranga.web.templating import translated_plain


def languages_for(community: Community) -> tuple[str, ...]:
    return tuple(community.languages or [community.default_language])


def _channel(row: Any) -> tuple[str, str]:
    return row.label, f"{forms.channel_kind(row.kind)} · {row.url.removeprefix('mailto:')}"


class OfACommunity:
    """The rows of one list of the community in the address."""

    def __init__(self, kind: str, **only: Any) -> None:
        self.kind, self.only = kind, only
        self.fields = LISTED[kind].fields

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = LISTED[self.kind].model._default_manager.filter(community=request.community, **self.only)
        return rows.order_by("position", "pk")

    def languages(self, request: HttpRequest) -> tuple[str, ...]:
        return languages_for(request.community)

    def options(self, request: HttpRequest) -> Mapping[str, Any]:
        return {}

    def add(self, request: HttpRequest, values: dict[str, Any]) -> None:
        add_row(community=request.community, to=self.kind, by=request.actor, at=timezone.now(), **values)

    def change(self, request: HttpRequest, row: Any, seen: str, values: dict[str, Any]) -> None:
        change_row(row=row, seen=seen, by=request.actor, at=timezone.now(), **values)

    def move(self, request: HttpRequest, row: Any, step: int) -> None:
        move_row(row=row, step=step, by=request.actor, at=timezone.now())

    def remove(self, request: HttpRequest, row: Any) -> None:
        remove_row(row=row, by=request.actor, at=timezone.now())


def _goal(row: Any) -> tuple[str, str]:
    target = f"{localised.number(row.target)} {translated_plain(row.unit)}".strip() if row.target else ""
    day = localised.day(row.deadline, "long") if row.deadline else ""
    return translated_plain(row.title), " · ".join(
        part for part in (forms.metric_name(row.metric), target, day) if part
    )


def _seat(row: Any) -> tuple[str, str]:
    years = f"{row.since}–{row.until}" if row.since or row.until else ""
    told = (translated_plain(row.role), translated_plain(row.group), years)
    return row.name or _("Open seat"), " · ".join(part for part in told if part)


def _figure(row: Any) -> tuple[str, str]:
    return f"{localised.told_number(row.value)} · {translated_plain(row.label)}", row.date


def _entry(row: Any) -> tuple[str, str]:
    return translated_plain(row.title), f"{labels.directory_kind(row.kind)} · {row.url}".strip(" ·")


LISTS = (
    RowList(
        "goal", "goals/", Area.GOALS, gettext_lazy("Goals"), gettext_lazy("Add a goal"),
        gettext_lazy("Told goals are your words; counted ones are computed from what members did."),
        forms.GoalForm, _goal, OfACommunity("goal"), more=(("history/", gettext_lazy("See its history")),),
    ),
    RowList(
        "seat", "people/", Area.TEAM, gettext_lazy("Team on the public page"), gettext_lazy("Add a seat"),
        gettext_lazy("Who holds which role, and who held it before. It gives nobody rights here."),
        forms.SeatForm, _seat, OfACommunity("seat"),
        more=(("hand-over/", gettext_lazy("Hand this role over")),),
    ),
    RowList(
        "channel", "pages/channels/", Area.PAGES, gettext_lazy("Channels"), gettext_lazy("Add a channel"),
        gettext_lazy("Where the community talks."),
        forms.ChannelForm, _channel, OfACommunity("channel"),
    ),
    RowList(
        "figure", "pages/figures/", Area.PAGES, gettext_lazy("Figures told"),
        gettext_lazy("Add a figure"),
        gettext_lazy("Numbers you tell of yourselves, with their source. Counted ones come by themselves."),
        forms.FigureForm, _figure, OfACommunity("figure"),
    ),
    RowList(
        "entry", "directory/", Area.PAGES, gettext_lazy("Directory"), gettext_lazy("Add an entry"),
        gettext_lazy("Conferences, resources and channels elsewhere that you recommend."),
        forms.EntryForm, _entry, OfACommunity("entry"),
    ),
    RowList(
        "link", "network/", Area.PAGES, gettext_lazy("Communities elsewhere"),
        gettext_lazy("Add a community"),
        gettext_lazy("Friends and partners that have no home in this installation."),
        forms.LinkForm, lambda row: (translated_plain(row.name), f"{labels.link_kind(row.kind)} · {row.url}"),
        OfACommunity("link", other=None),
    ),
)  # fmt: skip
