"""Help with an application by a member who did it before: offered, asked for, answered without addresses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_opportunities as queries
from teranga.domains.communities.actions import opportunity_help as actions
from teranga.domains.communities.links_reminders import question_of_token
from teranga.domains.communities.models import Membership, Opportunity
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.communities.rules_opportunities import is_open
from teranga.domains.people.models import Person
from teranga.web.me.pages import form_page
from teranga.web.me.visitor import for_members
from teranga.web.public import notfound
from teranga.web.public.looking import community_of

METHODS = ["GET", "HEAD", "POST"]


def _refused(reason: str) -> str:
    """What happened, what is safe, what to do."""
    return {
        "name": _("Write the name by which others ask you. Nothing was changed."),
        "address": _("Confirm a mail address on your own page first: questions reach you by mail."),
        "words": _("Write your question in plain words, without advertising. Nothing was sent."),
        "own": _("That is you. Nothing was sent."),
        "refused": _("This member takes no more questions from you. Nothing was sent."),
        "much": _("This member got many questions today. Nothing was sent: ask again tomorrow."),
        "many": _("You asked several members today. Nothing was sent: ask again tomorrow."),
        "over": _("The last day is over, and with it the help. Nothing was sent."),
        "member": _("Only members help each other here. Nothing was sent."),
    }[reason]


@access(Access.MEMBER)
@require_http_methods(METHODS)
@notfound.as_page
@for_members
def help_with(request: HttpRequest, person: Person, community: str, number: int) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row, refusal = queries.shown_opportunity(place, number), ""
    if request.method == "POST":
        try:
            _act(request, row, person)
        except actions.HelpRefused as refused:
            refusal = _refused(refused.reason)
    member = any(
        one.community_id == place.pk and one.state == Membership.State.CONFIRMED
        for one in memberships_of(person)
    )
    helpers = queries.helpers_of(row) if member else []
    context = {
        "row": row, "is_member": member, "is_open": is_open(row.closes_at, now), "refusal": refusal,
        "helpers": [one for one in helpers if one.person_id != person.pk],
        "own": next((one for one in helpers if one.person_id == person.pk), None),
        "asked": queries.questions_by(row, person.pk) if member else {},
        "first_name": person.name.split(" ")[0], "typed": request.POST.get("text", "") if refusal else "",
    }  # fmt: skip
    return form_page(request, "opportunity_help", context, title=_("Help from a member who did it before"),
                     community=place, status=422 if refusal else 200)  # fmt: skip


def _act(request: HttpRequest, row: Opportunity, person: Person) -> None:
    """Raises HelpRefused."""
    told, now = request.POST, timezone.now()
    if "end" in told:
        actions.end_help(row=row, person=person)
    elif "offer" in told:
        actions.offer_help(row=row, person=person, shown_as=told.get("shown_as", ""), at=now)
    else:
        for helper in queries.helpers_of(row):
            if str(helper.pk) == told.get("helper"):
                actions.ask_helper(helper=helper, person=person, text=told.get("text", ""), at=now)


@access(Access.ANYONE)
@require_http_methods(METHODS)
@notfound.as_page
def question(request: HttpRequest, community: str, token: str) -> HttpResponse:
    """The helper's own page of one question, under its signed link."""
    place, now, refusal = community_of(request, community), timezone.now(), ""
    found = question_of_token(place, token)
    if found is not None and request.method == "POST":
        try:
            if "refuse" in request.POST:
                actions.refuse_asker(question=found, at=now)
            else:
                actions.answer_question(question=found, text=request.POST.get("text", ""), at=now)
        except actions.HelpRefused as refused:
            refusal = _refused(refused.reason)
        found = question_of_token(place, token)
    context = {"question": found, "refusal": refusal,
               "is_open": found and is_open(found.helper.opportunity.closes_at, now)}  # fmt: skip
    return form_page(request, "opportunity_question", context, title=_("A question to you"), community=place,
                     status=410 if found is None else 422 if refusal else 200)  # fmt: skip
