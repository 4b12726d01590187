"""From nothing to a published event in three steps: the community, its first event, a look at both."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.start_community import start_community
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.publish_event import publish_event
from teranga.domains.events.actions.start_event import restart_event, start_event
from teranga.domains.events.models import Event
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.web import guard
from teranga.web.me.visitor import signed_in_person
from teranga.web.organise.addresses import here
from teranga.web.organise.colours import swatches
from teranga.web.organise.desk import desk_page, desk_root
from teranga.web.organise.drawing import edit
from teranga.web.organise.gaps import gaps_of
from teranga.web.organise.start_forms import COMMUNITY_FIELDS, EVENT_FIELDS, CommunityStart, EventStart
from teranga.web.palette import FIRST, SECOND
from teranga.web.public.steps import Step


def may_start(rights: Rights) -> bool:
    """Whether this person may make a community: whoever organises the installation, or everybody."""
    return settings.OPEN_COMMUNITIES or rights.may(Verb.EDIT, Area.SETTINGS, Place())


def steps(now: int) -> list[Step]:
    names = (_("The community"), _("Its first event"), _("Look and publish"))
    states = ["past"] * (now - 1) + ["here"] + ["ahead"] * (3 - now)
    return [Step(name, "", state) for name, state in zip(names, states, strict=True)]


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_community(request: HttpRequest) -> HttpResponse:
    """Step 1. Nothing is public: a draft is made, and whoever makes it is its organiser."""
    person = signed_in_person(request)
    assert person is not None  # noqa: S101 -- the guard let nobody else in
    rights = guard.rights_of_request(request, person)
    role = rights.role_for(Verb.EDIT, Area.SETTINGS, Place()) or "member"
    guard.remember(request, rights, None, None, role)
    if not may_start(rights):
        context = {"write_to": settings.DEFAULT_FROM_EMAIL}
        return desk_page(request, "may_not_start", context, title=_("Make a community"), status=403)

    def save(form: CommunityStart) -> str:
        made = start_community(
            organiser=person, by=Actor(role, person.pk), at=timezone.now(), **form.facts(_reader())
        )
        return f"/{_reader()}{desk_root(made)}start/event/"

    initial = {
        "languages": [_reader()], "contact_email": _mail_of(person), "first_colour": FIRST,
        "second_colour": SECOND,
    }  # fmt: skip
    return _community_page(request, save=save, initial=initial, back=f"/{_reader()}/organise/")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def community(request: HttpRequest, community: str) -> HttpResponse:
    """Step 1 again, for a community that is there."""
    place: Community = request.community

    def save(form: CommunityStart) -> str:
        update_community(
            community=place, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
            **form.facts(_reader()),
        )  # fmt: skip
        return here(request, "start/event/")

    return _community_page(
        request, save=save, initial=CommunityStart.told(place), row=place, back=here(request)
    )


def _community_page(request: HttpRequest, *, initial: dict[str, Any], row: Community | None = None,
                    **more: Any) -> HttpResponse:  # fmt: skip
    def look(form: CommunityStart) -> dict[str, Any]:
        first, second = (str(form.data.get(name, "")) for name in ("first_colour", "second_colour"))
        return {"swatches": swatches(first, second)}

    context = {"steps": steps(1), "swatches": swatches(initial["first_colour"], initial["second_colour"])}
    return edit(
        request, CommunityStart, title=_("Your community"), row=row, initial=lambda: initial, context=context,
        options={"known": row}, look=look, template="start_community", fields=COMMUNITY_FIELDS,
        scripts=("once.js", "colours.js"), **more,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: HttpRequest, community: str) -> HttpResponse:
    """Step 2: an event as a draft."""
    place: Community = request.community

    def save(form: EventStart) -> str:
        made = start_event(
            community=place, house=form.house(), zone=place.zone, languages=list(place.languages),
            country=next(iter(place.countries), ""), by=request.actor, at=timezone.now(),
            **form.facts(place.zone),
        )  # fmt: skip
        return f"/{_reader()}{desk_root(place, made)}look/"

    initial = {"kind": "conference", "mode": "in_person", "city": next(iter(place.cities), "")}
    return _event_page(request, save=save, initial=lambda: initial, back=here(request))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Step 2 again, for an event that is there."""
    edition: Event = request.event

    def save(form: EventStart) -> str:
        restart_event(
            event=edition, house=form.house(), by=request.actor, at=timezone.now(),
            seen=form.cleaned_data["seen"], **form.facts(edition.zone),
        )  # fmt: skip
        return here(request, "look/")

    return _event_page(
        request, save=save, initial=lambda: EventStart.told(edition), row=edition, back=here(request)
    )


def _event_page(request: HttpRequest, **more: Any) -> HttpResponse:
    place: Community = request.community
    return edit(
        request, EventStart, title=_("Your first event"), context={"steps": steps(2)},
        options={"community": place, "languages": place.languages}, template="start_event",
        fields=EVENT_FIELDS, **more,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Step 3: what visitors will see, what is still missing, and the button that shows it to everybody."""
    edition: Event = request.event
    place = guard.place_of(edition.community)
    may_show_community = request.rights.may(Verb.EDIT, Area.SETTINGS, place)
    if request.method == "POST":
        publish_event(
            event=edition, with_community=may_show_community, by=request.actor, at=timezone.now()
        )  # fmt: skip
        return HttpResponseRedirect(f"{here(request)}?published=1")
    context = {
        "steps": steps(3), "gaps": gaps_of(edition), "may_show_community": may_show_community,
        "settings_address": here(request, "settings/"), "start_address": here(request, "start/"),
    }  # fmt: skip
    return desk_page(request, "start_look", context, title=_("Look and publish"))


def _reader() -> str:
    return translation.get_language() or "en"


def _mail_of(person: Person) -> str:
    points = person.contact_points.filter(kind=ContactPoint.Kind.EMAIL).exclude(verified_at=None)
    return str(points.order_by("id").values_list("value", flat=True).first() or "")
