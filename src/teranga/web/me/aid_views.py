"""One's own applications for aid: the state, the steps, the proofs. Nobody else finds them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.base.uploads import UploadRefused
from teranga.domains.aid import queries, rules
from teranga.domains.aid.actions import applications as actions
from teranga.domains.aid.actions import proofs as proof_actions
from teranga.domains.aid.actions.files import read_file
from teranga.domains.aid.models import AidApplication
from teranga.domains.people.models import Person
from teranga.web import aid_words, errors
from teranga.web.aid_files import sealed_answer
from teranga.web.me import aid_forms, pages
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound

FORMS: dict[str, Any] = {
    "you": aid_forms.YouForm, "needs": aid_forms.NeedsForm, "why": aid_forms.WhyForm,
}  # fmt: skip
WORDS = ("motivation", "circumstances")  # what takes somebody an evening to write


def step_names() -> dict[str, str]:
    return {
        "you": _("Who you are"), "needs": _("What you need"), "why": _("Why"), "proofs": _("Proofs"),
        "send": _("Check and send"),
    }  # fmt: skip


@access(Access.MEMBER)
@require_safe
@for_members
def mine(request: HttpRequest, person: Person) -> HttpResponse:
    now = timezone.now()
    told = [(row, rules.told_state(row, row.round, now)) for row in queries.own_applications(person)]
    context = {
        "applications": told, "rounds": queries.rounds_for(person, now), "words": aid_words,
        "withdrawn": "withdrawn" in request.GET,
    }  # fmt: skip
    return pages.form_page(request, "aid", context, title=_("Your applications for aid"))


@access(Access.MEMBER)
@require_safe
@for_members
@notfound.as_page
def own(request: HttpRequest, person: Person, own_aid: UUID) -> HttpResponse:
    return _own_page(request, queries.own_application(person, own_aid), sent="sent" in request.GET)


def _own_page(request: HttpRequest, row: AidApplication, *, sent: bool = False) -> HttpResponse:
    """With `unsaved`: what came too late, for its writer to take along."""
    state = rules.told_state(row, row.round, timezone.now())
    unsaved = [text for name in WORDS if (text := request.POST.get(name, "").strip())]
    context = {
        **_frame(row), "sent": sent, "waits_for_guardian": rules.waits_for_guardian(row), "state": state,
        "may_withdraw": row.state in rules.APPLICATION_MOVES["withdraw"][0], "path": _path(state),
        "unsaved": unsaved,
    }  # fmt: skip
    where, status = aid_words.where_to(row.round), 409 if unsaved else 200
    return _page(request, "aid_own", context, where, row, None, status)


def _late(request: HttpRequest, row: AidApplication) -> HttpResponse:
    """Nothing was kept; words that somebody wrote are handed back."""
    return _own_page(request, row) if any(request.POST.get(name) for name in WORDS) else _back(row)


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@notfound.as_page
def step(request: HttpRequest, person: Person, own_aid: UUID, step: str) -> HttpResponse:
    row = queries.own_application(person, own_aid)
    if step not in rules.STEPS:
        return errors.not_found(request)
    if not rules.may_change(row, row.round, timezone.now()):
        return _late(request, row)
    if step not in FORMS:
        return _step_page(request, row, step, None)
    parts = queries.whole_of(row.round).parts
    more = {"application": row, "round": row.round, "parts": parts}
    if request.method != "POST":
        shown = FORMS[step].shown(row, row.round, _asked(row))
        form = FORMS[step](initial=shown, **more)
        form.one_more = "leg" in request.GET
        return _step_page(request, row, step, form)
    form = FORMS[step](request.POST, **more)
    if not form.is_valid():
        return _step_page(request, row, step, form)
    place = rules.STEPS.index(step) + 1
    try:
        actions.change_application(
            application=row, by=actor_of(person), at=timezone.now(), step=place, **form.told()
        )
    except actions.NotOpen:
        return _late(request, row)
    if "more" in request.POST:
        return _to_step(row, step, "?leg=more#travel")
    return _to_step(row, rules.STEPS[place])


@access(Access.MEMBER)
@require_POST
@for_members
@notfound.as_page
def send(request: HttpRequest, person: Person, own_aid: UUID) -> HttpResponse:
    row = queries.own_application(person, own_aid)
    try:
        actions.submit_application(application=row, by=actor_of(person), at=timezone.now())
    except actions.NotWhole:
        return _to_step(row, "send")  # which says what is missing
    except (actions.NotOpen, rules.IllegalApplicationMove):
        return _back(row)
    return HttpResponseRedirect(f"{_address(row)}?sent=1")


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@notfound.as_page
def withdraw(request: HttpRequest, person: Person, own_aid: UUID) -> HttpResponse:
    row = queries.own_application(person, own_aid)
    if request.method != "POST":
        return _page(request, "aid_withdraw", {"application": row}, _("Withdraw your application"), row)
    try:
        actions.withdraw_application(application=row, by=actor_of(person), at=timezone.now())
    except rules.IllegalApplicationMove:
        return _back(row)
    return HttpResponseRedirect(f"{reverse('me-aid')}?withdrawn=1")


@access(Access.MEMBER)
@require_POST
@for_members
@notfound.as_page
def add_proof(request: HttpRequest, person: Person, own_aid: UUID) -> HttpResponse:
    row = queries.own_application(person, own_aid)
    sent = request.FILES.get("file")
    kind = request.POST.get("part", "")
    part = next((one for one in queries.whole_of(row.round).parts if one.kind == kind), None)
    try:
        proof_actions.add_proof(
            application=row, part=part, sent=sent, name=sent.name or "" if sent else "",
            by=actor_of(person), at=timezone.now(),
        )  # fmt: skip
    except UploadRefused as refused:
        return _step_page(request, row, "proofs", None, aid_forms.upload_refusal(refused.reason))
    except proof_actions.TooManyProofs:
        many = _("You have sent as many files as an application may have. Take one back first.")
        return _step_page(request, row, "proofs", None, many)
    except actions.NotOpen:
        return _back(row)
    return _to_step(row, "proofs")


@access(Access.MEMBER)
@require_POST
@for_members
@notfound.as_page
def remove_proof(request: HttpRequest, person: Person, own_aid: UUID, proof: UUID) -> HttpResponse:
    row = queries.own_application(person, own_aid)
    kept = queries.own_proof(row, proof)
    try:
        proof_actions.remove_proof(proof=kept, by=actor_of(person), at=timezone.now())
    except actions.NotOpen:
        return _back(row)
    return _to_step(row, "proofs")


@access(Access.MEMBER)
@require_safe
@for_members
@notfound.as_page
def proof(request: HttpRequest, person: Person, own_aid: UUID, proof: UUID) -> HttpResponse:
    kept = queries.own_proof(queries.own_application(person, own_aid), proof)
    content = read_file(kept.uuid)
    return errors.not_found(request) if content is None else sealed_answer(content, kept.name or "proof")


def _asked(row: AidApplication) -> list[Any]:
    return list(row.parts.select_related("part").order_by("part__position", "part_id"))


def _frame(row: AidApplication) -> dict[str, Any]:
    """What the state page and every step show."""
    asked, may_change = _asked(row), rules.may_change(row, row.round, timezone.now())
    return {
        "application": row, "round": row.round, "asked": asked, "words": aid_words, "may_change": may_change,
        "total": aid_words.amount(sum(one.minor for one in asked), row.round.currency),
        "proofs": list(row.proofs.select_related("part").order_by("pk")), "root": _address(row),
        "lacks": rules.lacking(row, asked=sum(one.minor or one.count for one in asked), row=row.round),
        "zone": row.round.community.zone,
    }  # fmt: skip


def _path(state: str) -> list[tuple[str, str]]:
    """Where the application is: (name, "past", "here" or "ahead")."""
    names = [_("Begun"), _("Sent"), _("Being looked at"), _("Answer")]
    at = {"draft": 0, "submitted": 1, "in_review": 2}.get(state, 3)
    return [
        (name, "past" if place < at else "here" if place == at else "ahead")
        for place, name in enumerate(names)
    ]


def _step_page(
    request: HttpRequest, row: AidApplication, step: str, form: Any, refusal: str = ""
) -> HttpResponse:
    context = {
        **_frame(row), "step": step, "steps": step_names(), "refusal": refusal, "legs": range(8),
        "parts": queries.whole_of(row.round).parts, "ticks": aid_forms.ticks(row.round),
    }  # fmt: skip
    status = 200 if not refusal and (form is None or not form.errors) else 422
    return _page(request, "aid_step", context, step_names()[step], row, form, status)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], title: str, row: AidApplication,
    form: Any = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    return pages.form_page(request, template, context, title=title, community=row.round.community, form=form,
                           status=status)  # fmt: skip


def _address(row: AidApplication) -> str:
    return reverse("me-aid-own", kwargs={"own_aid": row.uuid})


def _back(row: AidApplication) -> HttpResponse:
    return HttpResponseRedirect(_address(row))


def _to_step(row: AidApplication, step: str, more: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("me-aid-step", kwargs={"own_aid": row.uuid, "step": step}) + more)
