"""What the pages of writing a proposal have in common: whose it is, what is open, the frame around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.proposals import queries
from teranga.domains.proposals.links import call_path, own_path
from teranga.domains.proposals.models import AccessCode, Call, Proposal, ProposalSpeaker
from teranga.domains.proposals.queries_call import Whole, shown_call, whole_of
from teranga.domains.proposals.rules_call import deadline_of, open_tracks, open_types, why_not
from teranga.web import proposal_words as words
from teranga.web.me.visitor import signed_in_person
from teranga.web.public.heads import event_head
from teranga.web.rendering import personal_page

SCRIPTS = ("proposal.js", "once.js")


@dataclass(frozen=True, slots=True)
class Own:
    """A proposal opened by its own address, with its call."""

    proposal: Proposal
    speaker: ProposalSpeaker
    whole: Whole

    @property
    def call(self) -> Call:
        return self.whole.call


def opened(community: str, event: str, key: UUID) -> Own:
    """Raises NotFound."""
    row = queries.own_proposal(event_by_slug(community, event), key)
    return Own(row, queries.writer_of(row), whole_of(row.call))


def call_of_page(community: str, event: str) -> Call:
    """Raises NotFound."""
    return shown_call(event_by_slug(community, event))


def choices(
    whole: Whole, code: AccessCode | None, at: datetime, started: datetime, row: Proposal | None
) -> Any:
    """The types and tracks that may be chosen now; what a draft has already stays in its list."""
    types = open_types(whole.call, whole.types, code, at, started)
    tracks = open_tracks(whole.call, whole.tracks, code, at)
    if row is not None:
        types += [row.type] if row.type and row.type not in types else []
        tracks += [row.track] if row.track and row.track not in tracks else []
    return types, tracks


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, title: str, event: Event,
    status: int = 200, scripts: tuple[str, ...] = SCRIPTS,
) -> HttpResponse:  # fmt: skip
    values = {
        "community": event.community, "event": event, "words": words, "zone": event.zone, "form": None,
        "others": other_languages(), "person": signed_in_person(request), **context,
    }  # fmt: skip
    return personal_page(
        request, f"me/{template}.html", values, title=title, head=event_head(event), scripts=scripts,
        status=status,
    )  # fmt: skip


def own_page(
    request: HttpRequest, own: Own, template: str, context: Mapping[str, Any], *, title: str,
    status: int = 200, scripts: tuple[str, ...] = ("once.js",),
) -> HttpResponse:  # fmt: skip
    root = f"/{translation.get_language()}{own_path(own.proposal)}"
    told = {"proposal": own.proposal, "speaker": own.speaker, "call": own.call, "root": root,
            "deadline": deadline_of(own.call, own.proposal.type), "closed": closed_words(own),
            "type_name": words.type_name(own.proposal.type)}  # fmt: skip
    return page(request, template, {**told, **context}, title=title, event=own.proposal.event, status=status,
                scripts=scripts)  # fmt: skip


def closed_words(own: Own) -> str:
    """Why a draft cannot be sent, and that it is safe; "" when it can."""
    row = own.proposal
    if row.state != Proposal.State.DRAFT:
        return ""
    return refusal(why_not(own.call, row.type, row.access_code, timezone.now(), row.started_at, row.track))


def refusal(why: str) -> str:
    """What happened, what is safe, what to do."""
    if not why:
        return ""
    return {
        "limit": _("You have sent as many proposals as this call takes from one person. This stays a draft;"
                   " withdraw another one to send it."),
        "ahead": _("The call is not open yet. Your text is kept until it is."),
        "over": _("The call has closed. Your text is kept, and it can no longer be sent."),
        "type": _("This format needs an access code. Your text is kept; choose another one."),
        "track": _("This track needs an access code. Your text is kept; choose another one."),
        "type_ended": _("This format is no longer offered. Your text is kept; choose another one."),
        "invited": _("This format is by invitation. Your text is kept; choose another one."),
    }.get(why, _("The call takes nothing now. Your text is kept."))  # fmt: skip


def to_own(row: Proposal, below: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"/{translation.get_language()}{own_path(row)}{below}")


def to_call(call: Call, below: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"/{translation.get_language()}{call_path(call)}{below}")


def other_languages() -> list[tuple[str, str]]:
    here = translation.get_language()
    return [(code, name) for code, name in settings.LANGUAGES if code != here]


def title_of(row: Proposal) -> str:
    return row.title or _("Your proposal")
