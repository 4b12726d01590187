"""Proposals at the desk: the list with its filters, and one with its speakers, versions and reviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals import queries_desk as queries
from teranga.domains.proposals import queries_reviews as reviews
from teranga.domains.proposals.models import CallQuestion, Proposal
from teranga.domains.proposals.queries_seen import Sight, sight_of
from teranga.domains.proposals.rules import may_come_by_right
from teranga.domains.proposals.rules_answers import PLACE
from teranga.domains.proposals.rules_call import languages_of
from teranga.web import proposal_words as words
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.history import history
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

EDIT = {"verb": Verb.EDIT, "area": Area.PROPOSALS}
FILTERS = ("state", "type", "track", "topic", "language")
STATES = tuple(state for state in Proposal.State.values if state != Proposal.State.DRAFT)


def sight(request: HttpRequest) -> Sight:
    """What whoever asks sees of this event's call. Raises NotFound where there is no call."""
    call = queries.call_at(request.event)
    if call is None:
        raise NotFound(request.event.slug)
    return sight_of(call, rights=request.rights, place=request.place, at=timezone.now())


def asked_for(told: Mapping[str, str]) -> queries.Asked:
    order = told.get("order", "")
    return queries.Asked(
        words=told.get("q", "")[:100].replace("\x00", ""),
        order=order if order in queries.ORDERS else "newest",
        missing=told.get("missing") == "yes",
        filters=tuple((name, told.get(name, "")[:60]) for name in FILTERS),
    )


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def proposals(request: HttpRequest, community: str, event: str) -> HttpResponse:
    if queries.call_at(request.event) is None:
        return desk_page(request, "proposals/none", {"root": here(request)}, title=_("Proposals"))
    seen = sight(request)
    found = queries.listed(seen, asked_for(request.GET), _number(request.GET.get("page", "")))
    kept = {name: value for name, value in request.GET.items() if value and name != "page"}
    choices = queries.choices_of(seen.call)
    context = {
        "found": found, "words": words, "wanted": seen.call.reviews_wanted, "is_blind": seen.is_blind,
        "asked": {name: request.GET.get(name, "") for name in ("q", "missing", "order", *FILTERS)},
        "filters": [
            ("state", _("State"), [(state, words.state_name(state)) for state in STATES]),
            *((name, label, [(slug, translated_plain(text)) for slug, text in choices[name]])
              for name, label in (("type", _("Format")), ("track", _("Track")), ("topic", _("Topic")))),
            ("language", _("Language"), [(code, words.spoken(code)) for code in languages_of(seen.call)]),
            ("missing", _("Reviews"), [("yes", _("some are missing"))]),
            ("order", _("Order"), _orders(seen)),
        ],
        "states": [(words.state_name(state), found.states[state], _with(kept, state=state))
                   for state in STATES if found.states[state]],
        "narrowed": any(request.GET.get(name) for name in ("missing", "order", *FILTERS)),
        "earlier": _with(kept, page=found.page - 1) if found.page > 1 else "",
        "later": _with(kept, page=found.page + 1) if found.page < found.pages else "",
        "topics": {slug: translated_plain(text) for slug, text in choices["topic"]},
        "takes_files": seen.gate.shows("all_answers"),
        "root": here(request, "proposals/"), "zone": request.event.zone,
    }  # fmt: skip
    return desk_page(request, "proposals/list", context, title=_("Proposals"))


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def proposal(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    seen = sight(request)
    row, one = seen.seen_one(code)
    shows_all = seen.gate.shows("history")
    choices = queries.choices_of(seen.call)
    context = {
        "row": row if shows_all else None, "one": one, "words": words, "is_blind": seen.is_blind,
        "texts": [(words.field_name(name), one.values[name])
                  for name in ("abstract", "description", "notes", "asked") if one.values.get(name)],
        "facts": _facts(one.values, {slug: translated_plain(text) for slug, text in choices["topic"]}),
        "wishes": _wishes(row) if shows_all else [],
        "answers": [(translated_plain(question.label), answer_words(question, value))
                    for question, value in one.answers],
        "versions": queries.versions_of(row) if shows_all else [],
        "reviews": reviews.others_of(seen, row), "lines": reviews.lines_for(row),
        "remarks": reviews.remarks_of(seen, row),
        "tags": [tag for tag in reviews.tags_of(seen.call) if tag.pk in reviews.tags_on(row)]
        if seen.judges(row) else [],
        "history": history(request, "proposal", row.pk) if shows_all else None,
        "by_right": here(request, f"telling/talks/{row.code}/") if _decides(request, seen, row) else "",
        "root": here(request, "proposals/"), "zone": request.event.zone,
    }  # fmt: skip
    return desk_page(request, "proposals/proposal", context, title=one.title or one.code)


def _decides(request: HttpRequest, seen: Sight, row: Proposal) -> bool:
    may = request.rights.may(Verb.DECIDE, Area.PROPOSALS, request.place)
    return may and not seen.is_blind and seen.judges(row) and may_come_by_right(row)


def answer_words(question: CallQuestion, value: str) -> str:
    """An answer as people read it; choices are stored by their place in the list."""
    match question.kind:
        case CallQuestion.Kind.TICK:
            return _("yes") if value else _("no")
        case CallQuestion.Kind.CHOICE | CallQuestion.Kind.CHOICES:
            places = [int(one) for one in value.split("\n") if PLACE.fullmatch(one)]
            chosen = [question.choices[place - 1] for place in places if 0 < place <= len(question.choices)]
            return ", ".join(translated_plain(text) for text in chosen)
        case CallQuestion.Kind.LANGUAGE:
            return words.spoken(value)
    return value


def _facts(values: Mapping[str, Any], topics: Mapping[str, str]) -> list[tuple[str, str]]:
    shown: dict[str, Callable[[Any], str]] = {
        "type": lambda kind: translated_plain(kind.name), "track": lambda track: translated_plain(track.name),
        "topics": lambda slugs: ", ".join(topics.get(slug, slug) for slug in slugs),
        "level": words.level_name, "language": words.spoken, "slide_language": words.spoken,
    }  # fmt: skip
    found = [(words.field_name(name), say(values[name])) for name, say in shown.items() if values.get(name)]
    ticks = [name for name in ("is_first_time", "wants_mentor") if values.get(name)]
    return found + [(words.field_name(name), _("yes")) for name in ticks]


def _wishes(row: Proposal) -> list[tuple[str, str]]:
    """What reviewers never see."""
    found = [(words.field_name("may_record"), _("yes") if row.may_record else _("no"))]
    found += [(words.field_name(name), _("yes")) for name in ("needs_aid", "needs_letter")
              if getattr(row, name)]  # fmt: skip
    if row.times > 1:
        found.append((words.field_name("times"), str(row.times)))
    return found + ([(words.field_name("needs"), row.needs)] if row.needs else [])


def _orders(seen: Sight) -> list[tuple[str, str]]:
    orders = [("title", _("by title")), ("code", _("by number"))]
    return [("score", _("best score first")), *orders] if seen.gate.shows("score") else orders


def _with(kept: Mapping[str, Any], **more: Any) -> str:
    return "?" + urlencode({**kept, **more})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
