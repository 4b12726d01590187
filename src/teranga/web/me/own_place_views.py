"""The page of one's own place: where one stands, yes or no to an offer, guests, giving it back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.queries_pools import travels_by
from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.people.models import Person
from teranga.domains.places.actions.follow_series import follow_series, unfollow_series
from teranga.domains.places.actions.offers import accept_offer, decline_offer
from teranga.domains.places.actions.rsvp import (
    NotOpen,
    OfferWaits,
    TooManyGuests,
    answer_rsvp,
    cancel_rsvp,
    leave_waiting_list,
)
from teranga.domains.places.links import own_path, rsvp_of_token
from teranga.domains.places.models import Offer, Rsvp
from teranga.domains.places.queries import rsvps_of
from teranga.domains.places.queries_own import OwnAnswer, own_answer
from teranga.domains.places.rules import OPEN, IllegalMove, over_at
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.domains.places.wording import moment_words, state_name
from teranga.web import errors
from teranga.web.me.place_pieces import guest_pages, with_a_place
from teranga.web.me.rsvp_forms import guest_names
from teranga.web.me.rsvp_views import event_form_page
from teranga.web.public import notfound
from teranga.web.templating import translated_plain


class _Stale(Exception):
    """The page that was looked at is no longer true."""


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def own_place(request: HttpRequest, community: str, event: str, token: str) -> HttpResponse:
    edition = event_by_slug(community, event)
    rsvp = rsvp_of_token(edition, token)
    if rsvp is None:
        return errors.not_found(request)
    refusal = ""
    if request.method == "POST":
        refusal = _act(request, edition, rsvp)
        if not refusal:
            return HttpResponseRedirect(f"{request.path}?done=1")
    own = own_answer(edition, rsvp, timezone.now())
    context = {
        "own": own,
        "guest_pages": guest_pages(edition, own.guest_places, request.LANGUAGE_CODE),
        "travels": travels_by(edition),
        **with_a_place(edition, own.place, request.LANGUAGE_CODE),
        "refusal": refusal,
        "done": request.GET.get("done") == "1" and not refusal,
        "until": moment_words(own.offer.expires_at, edition.zone, request.LANGUAGE_CODE) if own.offer else "",
        "guests_most": own.settings.guests_most if own.settings else 0,
    }
    title = _("Your place: {event}").format(event=translated_plain(edition.name))
    return event_form_page(
        request, edition, "own_place", context, title=title, status=409 if refusal else 200
    )


def coming_answers(person: Person) -> list[tuple[str, Event, str]]:
    """What somebody answered for events that are not over: the page, the event, how it stands."""
    now = timezone.now()
    return [
        (own_path(rsvp.event, rsvp), rsvp.event, state_name(rsvp.state))
        for rsvp in reversed(rsvps_of(person))
        if rsvp.state in OPEN and now < over_at(rsvp.event)
    ]


def _act(request: HttpRequest, edition: Event, rsvp: Rsvp) -> str:
    """Do what the button says; "" when it is done, else why not."""
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return _("This page is older than what stands here now. Look at it once more.")
    try:
        verb(request, edition, rsvp)
    except TooManyGuests as refused:
        return _("Choose how many guests you bring, at most {most}.").format(most=refused.most)
    except NotOpen:
        return _("Answers for this event have closed meanwhile.")
    except (IllegalMove, OfferWaits, _Stale):
        return _("This changed meanwhile. Nothing is lost: here is how it stands now.")
    return ""


def _accept(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    accept_offer(offer=_offer(edition, rsvp), event=edition, by=_by(rsvp), at=timezone.now())


def _decline(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    decline_offer(offer=_offer(edition, rsvp), event=edition, by=_by(rsvp), at=timezone.now())


def _cancel(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    cancel_rsvp(event=edition, rsvp=rsvp, by=_by(rsvp), at=timezone.now())


def _leave(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    leave_waiting_list(event=edition, rsvp=rsvp, by=_by(rsvp), at=timezone.now())


def _change_guests(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    typed = request.POST.get("guests", "0")
    count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    guests = guest_names(request.POST.get("guest_names", ""), count)
    own = own_answer(edition, rsvp, timezone.now())
    wish = Wish(
        GOING, guests=guests, language=rsvp.language,
        quota=own.entry.quota_id if own.entry else None,
        others=tuple(own.entry.others) if own.entry else (),
        accepts_parts=own.entry.accepts_parts if own.entry else False,
    )  # fmt: skip
    answer_rsvp(event=edition, person=rsvp.person, wish=wish, by=_by(rsvp), at=timezone.now())


def _follow(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    if edition.series is None:
        raise _Stale
    follow_series(series=edition.series, person=rsvp.person, by=_by(rsvp), at=timezone.now())


def _unfollow(request: HttpRequest, edition: Event, rsvp: Rsvp) -> None:
    if edition.series is None:
        raise _Stale
    unfollow_series(series=edition.series, person=rsvp.person, by=_by(rsvp), at=timezone.now())


VERBS: dict[str, Callable[[HttpRequest, Event, Rsvp], None]] = {
    "accept": _accept, "decline": _decline, "cancel": _cancel, "leave": _leave, "guests": _change_guests,
    "follow": _follow, "unfollow": _unfollow,
}  # fmt: skip


def _offer(edition: Event, rsvp: Rsvp) -> Offer:
    own: OwnAnswer = own_answer(edition, rsvp, timezone.now())
    if own.offer is None:
        raise _Stale
    return own.offer


def _by(rsvp: Rsvp) -> Actor:
    """Whoever holds the signed link acts as the person that it was sent to."""
    return Actor("member", rsvp.person_id)
