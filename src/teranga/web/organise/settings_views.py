"""The settings of a community and of an event: one page a subject, each saved on its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.belong import place_in_series
from teranga.domains.events.actions.create_event import EndsBeforeStart, PartOfItself
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.translated import TranslatedText
from teranga.web.organise.colours import swatches
from teranga.web.organise.drawing import DrawnForm, edit
from teranga.web.organise.settings_community_forms import CommunityFacts, CommunityTexts
from teranga.web.organise.settings_event_forms import EventBelongs, EventFacts, EventTexts, OfAnEvent

METHODS = ["GET", "HEAD", "POST"]


def community_tabs() -> list[tuple[str, str]]:
    return [
        ("settings/", _("Words")), ("settings/facts/", _("Facts and colours")),
        ("settings/visibility/", _("Who sees it")), ("links/", _("Links to other communities")),
    ]  # fmt: skip


def event_tabs() -> list[tuple[str, str]]:
    return [
        ("settings/", _("Words")), ("settings/facts/", _("Facts")),
        ("settings/links/", _("What it belongs to")), ("settings/visibility/", _("Who sees it")),
    ]  # fmt: skip


def languages_of(base: list[str], *texts: Any) -> list[str]:
    """The languages of a form: those chosen, then any in which something is written already."""
    written = [code for text in texts if isinstance(text, TranslatedText) for code in text]
    return list(dict.fromkeys([*base, *written])) or ["en"]


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def community_texts(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community
    listed = [TranslatedText(text) for text in (*place.mission, *place.help_notes.values())]
    listed += [TranslatedText(one.get(part, {})) for one in place.values for part in ("name", "text")]
    languages = languages_of(place.languages, place.name, place.tagline, place.summary, place.vision, *listed)
    return _community_page(request, CommunityTexts, _("Words of the community"), {"languages": languages})


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def community_facts(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community

    def look(form: DrawnForm) -> dict[str, Any]:
        first, second = (str(form.data.get(name, "")) for name in ("first_colour", "second_colour"))
        return {"swatches": swatches(first, second)}

    return _community_page(
        request, CommunityFacts, _("Facts and colours"), {"known": place}, look=look,
        swatches=swatches(place.first_colour, place.second_colour), scripts=("once.js", "colours.js"),
    )  # fmt: skip


def _community_page(
    request: HttpRequest, kind: type[CommunityTexts | CommunityFacts], title: str, options: dict[str, Any],
    *, look: Any = None, scripts: tuple[str, ...] = ("once.js",), **context: Any,
) -> HttpResponse:  # fmt: skip
    place: Community = request.community

    def save(form: Any) -> None:
        update_community(
            community=place, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
            **form.facts(),
        )  # fmt: skip

    return edit(
        request, kind, title=title, back=request.path, save=save, row=place, fields=kind.FIELDS, look=look,
        initial=lambda: kind(**options).told(place), options=options, template="settings", scripts=scripts,
        context={"tabs": community_tabs(), "saved": request.GET.get("saved") == "1", **context},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def event_texts(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return _event_page(request, EventTexts, _("Words of the event"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def event_facts(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return _event_page(request, EventFacts, _("Facts of the event"))


def _event_page(request: HttpRequest, kind: type[EventTexts | EventFacts], title: str) -> HttpResponse:
    edition: Event = request.event

    def save(form: OfAnEvent) -> None:
        _update(request, form, form.facts())

    return edit(
        request, kind, title=title, back=request.path, save=save, row=edition, fields=kind.FIELDS,
        initial=lambda: kind(**options_for(edition)).told(edition), options=options_for(edition),
        template="settings", context={"tabs": event_tabs(), "saved": request.GET.get("saved") == "1"},
    )  # fmt: skip


def options_for(edition: Event) -> dict[str, Any]:
    texts: list[Any] = [edition.name, edition.tagline, edition.summary, edition.programme_note]
    listed = (*edition.frame, *edition.guests)
    texts += [TranslatedText(one.get("text") or one.get("role") or {}) for one in listed]
    spoken = edition.languages or edition.community.languages
    return {"known": edition, "languages": languages_of(spoken, *texts)}


def _update(request: HttpRequest, form: OfAnEvent, facts: dict[str, Any]) -> None:
    edition: Event = request.event
    try:
        update_event(
            event=edition, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"], **facts,
        )  # fmt: skip
    except EndsBeforeStart as refused:
        raise forms.ValidationError(_("The last day lies before the first one.")) from refused


def belongs_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Series and larger event; the page shows satellites below."""
    edition: Event = request.event

    def save(form: EventBelongs) -> None:
        try:
            place_in_series(
                event=edition, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
                new_series=form.cleaned_data["new_series"], **form.facts(),
            )  # fmt: skip
        except PartOfItself as refused:
            raise forms.ValidationError(
                _("That event lies within this one already. Choose another one.")
            ) from refused

    return edit(
        request, EventBelongs, title=_("What it belongs to"), back=request.path, save=save, row=edition,
        fields=EventBelongs.FIELDS, initial=lambda: EventBelongs(**options_for(edition)).told(edition),
        options=options_for(edition), template="event_links",
        context={"tabs": event_tabs(), "saved": request.GET.get("saved") == "1", **context},
    )  # fmt: skip
