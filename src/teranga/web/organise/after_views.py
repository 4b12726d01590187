"""The way in for those online, and what remains of an event: materials, pictures, thanks."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.base.uploads import PHOTOS, Kind, UploadRefused, receive
from teranga.domains.events import queries_after as queries
from teranga.domains.events.actions import materials, photos, thanks
from teranga.domains.events.actions.online_room import FIELDS, set_online_room
from teranga.domains.events.models import Event
from teranga.domains.events.queries_online import room_of
from teranga.domains.people.roles import Area, Verb
from teranga.domains.places.actions.reminders import set_reminders
from teranga.domains.places.queries_reminders import reminders_of
from teranga.domains.places.rules_reminders import WHICH
from teranga.papers.photo import LARGEST_FILE, PhotoRefused
from teranga.web import errors
from teranga.web.media_views import file_answer
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.after_forms import (
    HelperForm,
    MaterialForm,
    OnlineForm,
    PhotoForm,
    RemindersForm,
    ThanksForm,
)
from teranga.web.organise.desk import desk_page
from teranga.web.templating import translated_plain

FILES = frozenset({*PHOTOS, Kind.PDF, Kind.ZIP, Kind.TEXT, Kind.GIF})
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def spoken(event: Event) -> tuple[str, ...]:
    return tuple(event.languages or event.community.languages)


@may_edit
@form_methods
def online(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Where to come online. The page shows it to organisers; others see it with their place, in time."""
    room = room_of(request.event)

    def save(form: OnlineForm) -> None:
        set_online_room(
            event=request.event, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
            **form.values(*FIELDS),
        )  # fmt: skip

    told = {name: getattr(room, name) for name in FIELDS} if room else {"opens_minutes": 120}
    return drawing.edit(
        request, OnlineForm, title=_("The way in online"), back=here(request), save=save, row=room,
        initial=lambda: told, fields=FIELDS, template="after/online",
    )  # fmt: skip


@may_edit
@form_methods
def reminders(request: HttpRequest, community: str, event: str) -> HttpResponse:
    wanted = reminders_of(request.event)
    told = {which: which in wanted.which for which in WHICH} | {"maybe": wanted.maybe}

    def save(form: RemindersForm) -> None:
        set_reminders(event=request.event, by=request.actor, at=timezone.now(), **form.values())

    return drawing.edit(
        request, RemindersForm, title=_("Reminders by mail"), back=here(request), save=save,
        initial=lambda: told, template="after/reminders",
    )  # fmt: skip


@may_edit
@require_safe
def after(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = request.event
    context = {
        "materials": queries.materials_of(edition), "photos": queries.photos_of(edition),
        "asked": queries.open_take_downs(edition), "thanks": queries.thanks_of(edition),
        "helpers": queries.helpers_of(edition), "root": here(request, "after/"),
        "saved": "saved" in request.GET,
    }  # fmt: skip
    return desk_page(request, "after/after", context, title=_("Materials, pictures, thanks"))


@may_edit
@form_methods
def add_material(request: HttpRequest, community: str, event: str) -> HttpResponse:
    def save(form: MaterialForm) -> None:
        content = _received(form, FILES, materials.LARGEST_FILE) if form.cleaned_data["file"] else b""
        sent = form.cleaned_data["file"]
        try:
            materials.add_material(
                event=request.event, content=content, file_name=sent.name if sent else "", by=request.actor,
                at=timezone.now(), **form.values("title", "url", "licence", "made_by"),
            )  # fmt: skip
        except materials.TooMany:
            raise ValidationError(_("There are as many as the page can show.")) from None

    return _form(request, MaterialForm, _("Add a material"), save)


@may_edit
@form_methods
def add_photo(request: HttpRequest, community: str, event: str) -> HttpResponse:
    def save(form: PhotoForm) -> None:
        sent = _received(form, PHOTOS, LARGEST_FILE)
        try:
            photos.add_photo(
                event=request.event, sent=sent, by=request.actor, at=timezone.now(),
                **form.values("alt", "taken_by", "licence", "consent_note"),
            )  # fmt: skip
        except PhotoRefused as refused:
            raise ValidationError({"file": _refusal(refused.reason)}) from None
        except materials.TooMany:
            raise ValidationError(_("There are as many as the page can show.")) from None

    return _form(request, PhotoForm, _("Add a picture"), save)


@may_edit
@form_methods
def say_thanks(request: HttpRequest, community: str, event: str) -> HttpResponse:
    known = queries.thanks_of(request.event)

    def save(form: ThanksForm) -> None:
        thanks.say_thanks(event=request.event, by=request.actor, at=timezone.now(), **form.values("text"))

    return _form(request, ThanksForm, _("Say thanks"), save, {"text": known.text if known else {}})


@may_edit
@form_methods
def name_helper(request: HttpRequest, community: str, event: str) -> HttpResponse:
    def save(form: HelperForm) -> None:
        thanks.thank_helper(
            event=request.event, by=request.actor, at=timezone.now(), **form.values("name", "what", "agreed")
        )

    return _form(request, HelperForm, _("Thank somebody by name"), save)


@may_edit
@form_methods
def remove(request: HttpRequest, community: str, event: str, what: str, number: int) -> HttpResponse:
    """Ask once, then take a material, a picture or a name away."""
    who: dict[str, Any] = {"event": request.event, "by": request.actor, "at": timezone.now()}
    if what == "material" and (material := queries.material_of(request.event, number)):
        name, act = (
            translated_plain(material.title),
            lambda: materials.remove_material(material=material, **who),
        )
    elif what == "picture" and (photo := queries.photo_of(request.event, number)):
        name, act = translated_plain(photo.alt), lambda: photos.remove_photo(photo=photo, **who)
    elif what == "helper" and (helper := queries.helper_of(request.event, number)):
        name, act = helper.name, lambda: thanks.unname_helper(helper=helper, **who)
    else:
        return errors.not_found(request)
    return drawing.remove(request, title=_("Take it away?"), what=name, back=here(request, "after/"), act=act)


@may_edit
@require_POST
def show_again(request: HttpRequest, community: str, event: str, picture: int) -> HttpResponse:
    photo = queries.photo_of(request.event, picture)
    if photo is None:
        return errors.not_found(request)
    photos.show_photo_again(photo=photo, event=request.event, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{here(request, 'after/')}?saved=1#picture-{picture}")


@may_edit
@require_safe
def look_at(request: HttpRequest, community: str, event: str, picture: int) -> HttpResponse:
    """A picture for organisers, hidden ones too."""
    photo = queries.photo_of(request.event, picture)
    return file_answer(bytes(photo.webp), f"{picture}.webp") if photo else errors.not_found(request)


def _form(request: HttpRequest, form: type, title: str, save: Any, told: Any = None) -> HttpResponse:
    return drawing.edit(
        request, form, title=title, back=here(request, "after/"), save=save, initial=lambda: told or {},
        options={"languages": spoken(request.event)},
    )  # fmt: skip


def _received(form: MaterialForm | PhotoForm, kinds: frozenset[Kind], largest: int) -> bytes:
    try:
        return receive(form.cleaned_data["file"], largest=largest, kinds=kinds)
    except UploadRefused as refused:
        raise ValidationError({"file": _refusal(refused.reason)}) from None


def _refusal(reason: str) -> str:
    return {
        "none": _("Choose a file first."),
        "large": _("This file is too large: at most 8 MB, and 24 million pixels for a picture."),
        "kind": _("Files of this kind are not taken here. Nothing was kept."),
        "broken": _("This file cannot be read as a photo. Save it again and send it once more."),
    }[reason]
