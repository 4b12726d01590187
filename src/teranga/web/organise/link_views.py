"""Links that two sides must want: between communities, and from a satellite to its event."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_desk as community_queries
from teranga.domains.communities.actions.links import (
    LinkedWithItself,
    confirm_link,
    drop_link,
    end_link,
    propose_link,
)
from teranga.domains.communities.models import Community, CommunityLink
from teranga.domains.events import queries_desk as event_queries
from teranga.domains.events.actions.link_satellite import (
    SatelliteOfItself,
    confirm_satellite,
    drop_satellite,
    propose_satellite,
)
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.translated import TranslatedText
from teranga.web import errors, labels
from teranga.web.organise.addresses import here
from teranga.web.organise.content_forms import Day
from teranga.web.organise.drawing import DrawnForm, edit
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.settings_views import METHODS, belongs_page, community_tabs

PART = re.compile(r"[a-z0-9-]+")
LANGUAGE = re.compile(r"[a-z]{2}")


def parts_of_address(text: str, count: int) -> list[str]:
    """The parts of a pasted address or of "community/event", without language and host; else []."""
    text = re.sub(r"^https?://[^/]+", "", text.strip()).split("?")[0].split("#")[0]
    parts = [part for part in text.split("/") if part]
    if len(parts) > count and LANGUAGE.fullmatch(parts[0]):
        parts = parts[1:]
    return parts if len(parts) == count and all(PART.fullmatch(part) for part in parts) else []


class ProposeLink(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        kinds = CommunityLink.Kind
        return {
            "address": forms.CharField(
                label=_("Address of the other community on this site"), max_length=200,
                help_text=_("Paste the address of its page, or type its last part."),
            ),
            "kind": forms.ChoiceField(
                label=_("What it is to you"),
                choices=[(code, labels.link_kind(code)) for code in kinds.values],
            ),
            "note": TextInLanguages(label=_("Why, in a few words"), required=False, longest=300),
            "since": Day(label=_("Since")),
        }  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def community_links(request: HttpRequest, community: str) -> HttpResponse:
    """What this community proposed, what others propose to it, and a form for one more."""
    place: Community = request.community

    def save(form: DrawnForm) -> None:
        parts = parts_of_address(form.cleaned_data["address"], 1)
        other = community_queries.shown_community(parts[0]) if parts else None
        if other is None:
            raise forms.ValidationError(_("No public community stands at this address."))
        try:
            propose_link(
                community=place, other=other, kind=form.cleaned_data["kind"], note=form.cleaned_data["note"],
                since=form.cleaned_data["since"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except LinkedWithItself as refused:
            raise forms.ValidationError(_("This is the community's own address.")) from refused

    context: dict[str, Any] = {
        "tabs": community_tabs(), "saved": request.GET.get("saved") == "1", "label": labels.link_kind,
        "ours": [link for link in community_queries.links_from(place) if link.other_id],
        "theirs": community_queries.links_to(place),
    }  # fmt: skip
    return edit(
        request, ProposeLink, title=_("Links to other communities"), back=request.path, save=save,
        options={"languages": place.languages}, template="community_links", context=context,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_POST
def community_link_answer(request: HttpRequest, community: str, link: int) -> HttpResponse:
    """Yes to what another community proposed, or the end of a link from either side."""
    place: Community = request.community
    incoming = {row.pk: row for row in community_queries.links_to(place)}
    own = {row.pk: row for row in community_queries.links_from(place) if row.other_id}
    by, now = request.actor, timezone.now()
    match request.POST.get("answer"):
        case "yes" if link in incoming:
            words = " ".join(request.POST.get("note", "").split())[:300]
            note = TranslatedText({place.default_language: words} if words else {})
            confirm_link(link=incoming[link], note=note, by=by, at=now)
        case "end" if link in incoming or link in own:
            reason = request.POST.get("reason", "")
            end_link(link=(incoming | own)[link], reason=reason, by=by, at=now)
        case "no" if link in incoming or link in own:
            drop_link(link=(incoming | own)[link], by=by, at=now)
        case _:
            return errors.not_found(request)
    return HttpResponseRedirect(f"{here(request, 'links/', of_community=True)}?saved=1")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def event_links(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Series, larger event, and satellites in both directions."""
    edition: Event = request.event
    return belongs_page(
        request,
        {
            "ours": event_queries.satellite_links_of(edition),
            "theirs": event_queries.satellite_links_to(edition),
            "propose": here(request, "settings/links/propose/"),
        },
    )


class ProposeSatellite(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "address": forms.CharField(
                label=_("Address of the other event on this site"), max_length=200,
                help_text=_("Paste the address of its page. Its organisers are asked for a yes."),
            )
        }  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def propose(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition: Event = request.event

    def save(form: DrawnForm) -> None:
        parts = parts_of_address(form.cleaned_data["address"], 2)
        other = event_queries.shown_event(*parts) if parts else None
        if other is None:
            raise forms.ValidationError(_("No public event stands at this address."))
        try:
            propose_satellite(event=edition, of_event=other, by=request.actor, at=timezone.now())
        except SatelliteOfItself as refused:
            raise forms.ValidationError(_("This is the event's own address.")) from refused

    return edit(
        request, ProposeSatellite, title=_("Make it a satellite"), back=here(request, "settings/links/"),
        save=save,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_POST
def event_link_answer(request: HttpRequest, community: str, event: str, link: int) -> HttpResponse:
    edition: Event = request.event
    incoming = {row.pk: row for row in event_queries.satellite_links_to(edition)}
    own = {row.pk: row for row in event_queries.satellite_links_of(edition)}
    by, now = request.actor, timezone.now()
    match request.POST.get("answer"):
        case "yes" if link in incoming:
            confirm_satellite(link=incoming[link], by=by, at=now)
        case "no" if link in incoming or link in own:
            drop_satellite(link=(incoming | own)[link], by=by, at=now)
        case _:
            return errors.not_found(request)
    return HttpResponseRedirect(f"{here(request, 'settings/links/')}?saved=1")
