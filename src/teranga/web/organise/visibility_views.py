"""Who sees a community or an event: visibility, address, calling off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.change_address import AddressSettled, change_community_address
from teranga.domains.communities.actions.create_community import SlugReserved, SlugTaken
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.cancel_event import cancel_event, reinstate_event
from teranga.domains.events.actions.change_address import change_event_address
from teranga.domains.events.actions.create_event import EventSlugReserved, EventSlugTaken
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise.addresses import here
from teranga.web.organise.drawing import DrawnForm, edit, remove
from teranga.web.organise.fields import NotedChoice, SlugField
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.home_views import visibility_word
from teranga.web.organise.settings_views import METHODS, community_tabs, event_tabs, options_for
from teranga.web.templating import translated_plain

TAKEN = (SlugTaken, SlugReserved, EventSlugTaken, EventSlugReserved)


def meanings() -> dict[str, str]:
    return {
        "draft": _("Only you and those who have a role here see it. Public addresses answer “not here”."),
        "unlisted": _("Whoever has the link sees it; no list, search or site map shows it."),
        "public": _("Everybody finds it: lists, search, calendars, search engines."),
    }


class Visibility(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        choices = [(code, visibility_word(code)) for code in ("draft", "unlisted", "public")]
        return {"visibility": NotedChoice(label=_("Who sees it"), choices=choices, notes=meanings())}


class Address(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "slug": SlugField(
                label=_("Its part of the address"), max_length=60,
                help_text=_("It can change until it is first shown; from then on it stays."),
            )
        }  # fmt: skip


class Calling(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "why": TextInLanguages(
                label=_("Why it does not take place"), longest=600, lines=3,
                help_text=_("The pages stay and say this, so that people who planned to come know."),
            )
        }  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def community(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community

    def save(form: DrawnForm) -> None:
        update_community(
            community=place, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
            visibility=form.cleaned_data["visibility"],
        )  # fmt: skip

    more = {"tabs": community_tabs(), "address": here(request, "address/")}
    return _visibility_page(request, place, save, more)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def event(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition: Event = request.event

    def save(form: DrawnForm) -> None:
        update_event(
            event=edition, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
            visibility=form.cleaned_data["visibility"],
        )  # fmt: skip

    more = {
        "tabs": event_tabs(), "address": here(request, "address/"), "call_off": here(request, "call-off/"),
        "hold": here(request, "hold/"), "is_event": True,
    }  # fmt: skip
    return _visibility_page(request, edition, save, more)


def _visibility_page(
    request: HttpRequest, row: Community | Event, save: Callable[[DrawnForm], None], more: dict[str, Any]
) -> HttpResponse:
    context = {
        "saved": request.GET.get("saved") == "1", "settled": row.has_settled_address, "slug": row.slug,
        "is_event": False, **more,
    }  # fmt: skip
    return edit(
        request, Visibility, title=_("Who sees it"), back=request.path, save=save, row=row,
        fields=("visibility",), initial=lambda: {"visibility": row.visibility}, template="visibility",
        context=context,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def community_address(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community

    def change(slug: str) -> None:
        change_community_address(community=place, slug=slug, by=request.actor, at=timezone.now())

    return _address_page(request, place, change)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(METHODS)
def event_address(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition: Event = request.event

    def change(slug: str) -> None:
        change_event_address(event=edition, slug=slug, by=request.actor, at=timezone.now())

    return _address_page(request, edition, change)


def _address_page(
    request: HttpRequest, row: Community | Event, change: Callable[[str], None]
) -> HttpResponse:
    def save(form: DrawnForm) -> str:
        try:
            change(form.cleaned_data["slug"])
        except TAKEN as refused:
            raise forms.ValidationError(_("This address is taken. Choose another one.")) from refused
        except AddressSettled as refused:
            raise forms.ValidationError(_("It was shown already: its address stays as it is.")) from refused
        return f"{here(request, 'settings/visibility/')}?saved=1"

    return edit(
        request, Address, title=_("Change the address"), back=here(request, "settings/visibility/"),
        save=save, row=row, fields=("slug",), initial=lambda: {"slug": row.slug},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.DECIDE, area=Area.EVENTS)
@require_http_methods(METHODS)
def call_off(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition: Event = request.event

    def save(form: DrawnForm) -> None:
        cancel_event(event=edition, why=form.cleaned_data["why"], by=request.actor, at=timezone.now())

    return edit(
        request, Calling, title=_("Call the event off"), back=here(request), save=save, row=edition,
        fields=("cancelled_why",), initial=lambda: {"why": edition.cancelled_why},
        options={"languages": options_for(edition)["languages"]}, context={"save_words": _("Call it off")},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.DECIDE, area=Area.EVENTS)
@require_http_methods(METHODS)
def hold(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition: Event = request.event
    return remove(
        request, title=_("It takes place after all"), what=translated_plain(edition.name), back=here(request),
        act=lambda: reinstate_event(event=edition, by=request.actor, at=timezone.now()),
    )  # fmt: skip
