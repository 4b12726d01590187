"""Beginning to apply for aid: without an account, by a code in a mail; nobody else is told anything."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.aid.actions import applications as actions
from teranga.domains.aid.links_talk import speaker_of_key
from teranga.domains.aid.models import AidRound
from teranga.domains.aid.queries import own_applications, shown_round
from teranga.domains.aid.rules import may_change, takes_applications
from teranga.domains.communities import queries
from teranga.domains.communities.actions import confirm as confirming
from teranga.domains.communities.actions.join import NotJoinable, ask_to_join
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.proposals.models import ProposalSpeaker
from teranga.web.me import pages
from teranga.web.me.aid_forms import BeginForm
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import CodeForm
from teranga.web.me.visitor import actor_of, client_of, sign_in, signed_in_person
from teranga.web.public import notfound

FORMS_PER_CLIENT = 120  # in ten minutes; a whole class may sit behind one address
AID_KEY = "aid"


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def begin(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    row = shown_round(place, slug)
    if not takes_applications(row, timezone.now()):
        return HttpResponseRedirect(_round(place, row))
    person, key = signed_in_person(request), talk_asked(request)
    if person and _is_member(person, place):
        return _of_member(request, place, row, person, key)
    if request.method != "POST":
        known = _known(person, speaker_of_key(key, row))
        return _page(request, place, row, BeginForm(place.countries, initial=known))
    form = BeginForm(place.countries, request.POST)
    if not form.is_valid():
        return _page(request, place, row, form)
    if not note_try("aid", str(row.pk), client_of(request), limit=FORMS_PER_CLIENT,
                    within=timedelta(minutes=10), at=timezone.now()):  # fmt: skip
        form.add_error(None, _("Very many people wrote from this place just now. Wait ten minutes, then send"
                               " again."))  # fmt: skip
        return _page(request, place, row, form, status=429)
    return _ask(request, place, row, form, person)


def _ask(
    request: HttpRequest, place: Community, row: AidRound, form: BeginForm, person: Person | None
) -> HttpResponse:
    joining = form.joining(translation.get_language() or "en")
    try:
        asked = ask_to_join(community=place, by=actor_of(person), at=timezone.now(),
                            key=form.idempotency_key, **asdict(joining))  # fmt: skip
    except NotJoinable:
        return HttpResponseRedirect(_round(place, row))
    except DetailRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, place, row, form)
    if asked.next_step == "member" and person:
        return _first_step(person, row, talk_asked(request))
    request.session[AID_KEY] = {"contact": joining.contact, "talk": talk_asked(request)}
    if asked.next_step == "phone":
        return HttpResponseRedirect(reverse("join-code", kwargs={"community": place.slug}))
    return HttpResponseRedirect(reverse("aid-code", kwargs={"community": place.slug, "slug": row.slug}))


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def code(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    """The code of the mail says who somebody is; then their application begins, or goes on."""
    place = queries.community_by_slug(community)
    row = shown_round(place, slug)
    contact = (request.session.get(AID_KEY) or {}).get("contact", "")
    if request.method != "POST":
        return _code_page(request, place, row, CodeForm(place, initial={"contact": contact}), contact)
    form = CodeForm(place, request.POST)
    if form.is_valid():
        try:
            confirmed = confirming.confirm_by_code(
                community=place, by=actor_of(None), at=timezone.now(), **form.cleaned_data
            )
        except confirming.CodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            sign_in(request, confirmed.person)
            kept = request.session.pop(AID_KEY, None) or {}
            return _first_step(confirmed.person, row, kept.get("talk", ""))
    return _code_page(request, place, row, form, contact)


def talk_asked(request: HttpRequest) -> str:
    """The signed key with which the page of a talk sends somebody here; "" from everywhere else."""
    return str(request.POST.get("talk") or request.GET.get("talk") or "")[:200]


def _of_member(
    request: HttpRequest, place: Community, row: AidRound, person: Person, key: str
) -> HttpResponse:
    """Who is known here sees what comes, and begins by one button; who has begun goes on."""
    comes_new = speaker_of_key(key, row) is not None
    for kept in own_applications(person):
        if kept.round_id == row.pk and kept.state != kept.State.WITHDRAWN:
            if comes_new and kept.talk_id is None and may_change(kept, row, timezone.now()):
                break
            return HttpResponseRedirect(reverse("me-aid-own", kwargs={"own_aid": kept.uuid}))
    if request.method == "POST":
        return _first_step(person, row, key)
    return _page(request, place, row, None)


def _first_step(person: Person, row: AidRound, key: str = "") -> HttpResponse:
    language = translation.get_language() or "en"
    try:
        kept = actions.begin_application(
            round=row, person=person, language=language, talk=speaker_of_key(key, row),
            by=actor_of(person), at=timezone.now(),
        )  # fmt: skip
    except (actions.NotOpen, actions.NotYours):
        return HttpResponseRedirect(reverse("me-aid"))
    if kept.state != kept.State.DRAFT:
        return HttpResponseRedirect(reverse("me-aid-own", kwargs={"own_aid": kept.uuid}))
    return HttpResponseRedirect(reverse("me-aid-step", kwargs={"own_aid": kept.uuid, "step": "you"}))


def _page(
    request: HttpRequest, place: Community, row: AidRound, form: BeginForm | None, status: int = 200
) -> HttpResponse:
    key, person = talk_asked(request), signed_in_person(request)
    speaker = speaker_of_key(key, row)
    if speaker and person and speaker.person_id != person.pk:
        speaker = None  # somebody else's way here
    context = {"round": row, "consents": pages.consents(), "back": _round(place, row), "speaker": speaker,
               "talk": key}  # fmt: skip
    return pages.form_page(request, "aid_begin", context, title=_("Apply for aid"), community=place,
                           form=form, status=status)  # fmt: skip


def _code_page(
    request: HttpRequest, place: Community, row: AidRound, form: CodeForm, contact: str
) -> HttpResponse:
    context = {
        "contact": contact, "again": False, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO,
        "action": request.path, "round": row,
    }  # fmt: skip
    return pages.form_page(
        request, "aid_code", context, title=_("Type your code"), community=place, form=form
    )


def _round(place: Community, row: AidRound) -> str:
    return reverse("aid-round", kwargs={"community": place.slug, "slug": row.slug})


def _is_member(person: Person, place: Community) -> bool:
    rows = memberships_of(person)
    return any(row.community_id == place.pk and row.state == Membership.State.CONFIRMED for row in rows)


def _known(person: Person | None, speaker: ProposalSpeaker | None) -> dict[str, Any]:
    person = person or (speaker.person if speaker else None)
    if person is None:
        return {}
    first = person.contact_points.exclude(verified_at=None).order_by("id").first()
    return {"name": person.name, "contact": first.value if first else ""}
