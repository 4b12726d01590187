"""The page of one's own journey: my seat, my bed, what I bring, what I lack; and the plan to print."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.pool_beds import tell
from teranga.domains.aid.actions.pools import PoolRefused, has_seat
from teranga.domains.aid.models import TravelPool
from teranga.domains.aid.queries_pools import OwnJourney, own_journey, pool_of_event
from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.places.links import own_path, rsvp_of_token
from teranga.domains.places.models import Rsvp
from teranga.domains.places.rules import OPEN
from teranga.web import errors
from teranga.web.me.rsvp_views import event_form_page
from teranga.web.money_fields import read_amount, typed
from teranga.web.pool_words import (
    destination,
    gender_words,
    lack_words,
    money_of,
    plan_of,
    share_words,
)
from teranga.web.public import notfound
from teranga.web.public.heads import event_head
from teranga.web.public_forms import KeyedForm
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain

SEES_IT = (*OPEN, Rsvp.State.ATTENDED)


class TellForm(KeyedForm):
    promised = forms.CharField(required=False, max_length=20)
    lacks_note = forms.CharField(required=False, max_length=500)
    wants_bed = forms.BooleanField(required=False)
    shown = forms.BooleanField(required=False)

    def __init__(self, pool: TravelPool, own: OwnJourney, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pool = pool
        self.fields |= {
            "lacks": forms.MultipleChoiceField(required=False, choices=list(lack_words().items())),
            "gender": forms.ChoiceField(
                required=False, choices=[("", _("I’d rather not say")), *gender_words().items()]
            ),
            "shares_with": forms.MultipleChoiceField(required=False, choices=list(share_words().items())),
            "mates": forms.MultipleChoiceField(
                required=False, choices=[(str(number), name) for number, name in own.choices]
            ),
        }

    def clean_promised(self) -> int:
        text = self.cleaned_data["promised"].strip()
        return read_amount(text, self.pool.currency).minor if text.strip("0 .,") else 0


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def journey(request: HttpRequest, community: str, event: str, token: str) -> HttpResponse:
    edition = event_by_slug(community, event)
    found = _found(edition, token)
    if found is None:
        return errors.not_found(request)
    pool, rsvp = found
    own = own_journey(pool, rsvp.person)
    form = TellForm(pool, own, request.POST if request.method == "POST" else None, initial=_told(pool, own))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in TOLD}
        mates = [int(number) for number in form.cleaned_data["mates"]]
        try:
            tell(pool=pool, person=rsvp.person, mates=mates, by=Actor("member", rsvp.person_id),
                 at=timezone.now(), **told)  # fmt: skip
            return HttpResponseRedirect(f"{request.path}?done=1")
        except PoolRefused:
            form.add_error(None, _("The plan was closed meanwhile. Nothing changed; ask the organisers."))
    context = {
        "pool": pool, "own": own, "rsvp": rsvp, "destination": destination(pool),
        "has_seat": has_seat(pool, rsvp.person_id), "is_open": pool.state == TravelPool.State.OPEN,
        "done": request.GET.get("done") == "1", "place": own_path(edition, rsvp),
        "seat_price": money_of(pool, pool.seat_price), "bed_price": money_of(pool, pool.bed_price),
        "promised": money_of(pool, own.member.promised if own.member else 0),
        "paid": money_of(pool, own.member.paid if own.member else 0),
    }  # fmt: skip
    title = _("Your journey: {event}").format(event=translated_plain(edition.name))
    status = 422 if form.is_bound else 200
    return event_form_page(request, edition, "journey", context, title=title, form=form, status=status)


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def journey_plan(request: HttpRequest, community: str, event: str, token: str) -> HttpResponse:
    """The plan for those with a seat: names only of those who let themselves be seen, and of one's room."""
    edition = event_by_slug(community, event)
    found = _found(edition, token)
    if found is None or not has_seat(found[0], found[1].person_id):
        return errors.not_found(request)
    pool, rsvp = found
    own = own_journey(pool, rsvp.person)
    seen = {rsvp.person.name, *own.beside_me, *own.with_me}
    whole = plan_of(pool)
    context = whole | {
        "people": [one for one in whole["people"] if one.name in seen],
        "hidden": sum(one.name not in seen for one in whole["people"]),
        "rooms": [
            (room, people)
            for room, people in whole["rooms"]
            if any(one.person_id == rsvp.person_id for one in people)
        ],
        "back": f"/{request.LANGUAGE_CODE}{own_path(edition, rsvp)}journey/",
    }
    values = context | {"community": edition.community, "event": edition}
    return personal_page(
        request, "me/journey_plan.html", values, title=_("The plan"), head=event_head(edition),
        styles=("forms", "print"),
    )  # fmt: skip


TOLD = ("promised", "lacks", "lacks_note", "wants_bed", "gender", "shares_with", "shown")


def _found(edition: Event, token: str) -> tuple[TravelPool, Rsvp] | None:
    rsvp, pool = rsvp_of_token(edition, token), pool_of_event(edition)
    is_there = rsvp is not None and pool is not None and pool.state != TravelPool.State.DRAFT
    return (pool, rsvp) if is_there and pool and rsvp and rsvp.state in SEES_IT else None


def _told(pool: TravelPool, own: OwnJourney) -> dict[str, Any]:
    me = own.member
    if me is None or me.told_at is None:
        return {"promised": typed(pool.seat_price, pool.currency) if pool.seat_price else ""}
    return {
        "promised": typed(me.promised, pool.currency), "lacks": list(own.lacks),
        "lacks_note": me.lacks_note, "wants_bed": me.wants_bed, "gender": me.gender,
        "shares_with": me.shares_with.split(), "shown": me.shown,
        "mates": [str(number) for number in own.named],
    }  # fmt: skip
