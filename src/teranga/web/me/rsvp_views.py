"""Answering an invitation: the form, and what happens at once for somebody whom the browser knows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.idempotency import once
from teranga.base.permissions import Access, access
from teranga.base.writing import write
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.places.actions.ask_rsvp import ask_rsvp
from teranga.domains.places.actions.rsvp import NotOpen, OfferWaits, TooManyGuests, UnknownQuota, answer_rsvp
from teranga.domains.places.links import own_path
from teranga.domains.places.models import PlaceSettings, Rsvp
from teranga.domains.places.queries import place_counts, rsvp_of_person, settings_of
from teranga.domains.places.queries_counts import quota_counts
from teranga.domains.places.queries_own import answers_of, questions_of
from teranga.domains.places.rules import IllegalMove, is_open
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.web.me.rsvp_forms import RsvpForm, choices_of
from teranga.web.me.visitor import actor_of, client_of, signed_in_person
from teranga.web.public import notfound
from teranga.web.public.heads import event_head
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain

ANSWERING_KEY = "answering"  # what was typed, so that the next page need not ask again
State = Rsvp.State
FORMS_PER_CLIENT = 600  # in ten minutes; a whole meetup may sit behind one address
NEXT_PAGE = {"email": "rsvp-check", "phone": "rsvp-paper"}


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def answer(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition, now = event_by_slug(community, event), timezone.now()
    rules = settings_of(edition)
    if rules is None or not is_open(rules, now):
        return closed_page(request, edition, rules)
    person = signed_in_person(request)
    if request.method == "POST":
        return _sent(request, edition, rules, person)
    known = rsvp_of_person(edition, person) if person else None
    if known is not None and known.state in (State.GOING, State.WAITLISTED, State.OFFERED):
        return to_own_place(edition, known)
    initial = {
        "answer": request.GET.get("answer", GOING), "name": "", "contact": "",
        **{f"q{number}": value for number, value in answers_of(known).items()},
    }  # fmt: skip
    return _form_page(request, edition, _form(edition, rules, person, initial=initial), person)


def _sent(request: HttpRequest, edition: Event, rules: PlaceSettings, person: Person | None) -> HttpResponse:
    form = _form(edition, rules, person, request.POST)
    if not form.is_valid():
        return _form_page(request, edition, form, person)
    now, wish = timezone.now(), form.wish(request.GET.get("from", "")[:40])
    if not note_try(
        "rsvp", str(edition.pk), client_of(request), limit=FORMS_PER_CLIENT, within=timedelta(minutes=10),
        at=now,
    ):  # fmt: skip
        form.add_error(
            None, _("Very many people answered from this place just now. Wait ten minutes, then send again.")
        )
        return _form_page(request, edition, form, person, status=429)
    try:
        if person is not None:
            return to_own_place(
                edition, _answer_at_once(edition, person, wish, form.idempotency_key), "?done=1"
            )
        asked = ask_rsvp(
            event=edition, contact=form.cleaned_data["contact"], wish=wish, client=client_of(request),
            key=form.idempotency_key, by=actor_of(None), at=now,
        )  # fmt: skip
    except (NotOpen, UnknownQuota, TooManyGuests, OfferWaits, IllegalMove, DetailRefused) as refused:
        return _refused(request, edition, rules, form, person, refused)
    request.session[ANSWERING_KEY] = {"event": edition.pk, "contact": form.cleaned_data["contact"]}
    return _redirect(NEXT_PAGE[asked.next_step], edition)


def _answer_at_once(edition: Event, person: Person, wish: Wish, key: str) -> Rsvp:
    """Somebody whom this browser knows confirms by sending; twice is once."""

    def act() -> dict[str, Any]:
        rsvp = answer_rsvp(event=edition, person=person, wish=wish, by=actor_of(person), at=timezone.now())
        return {"rsvp": rsvp.pk}

    with write(durable=True):
        number = once(f"answer:{edition.pk}", key, timezone.now(), act)["rsvp"]
    return Rsvp.objects.filter(event=edition).get(pk=number)


def _refused(
    request: HttpRequest, edition: Event, rules: PlaceSettings, form: RsvpForm, person: Person | None,
    refused: Exception,
) -> HttpResponse:  # fmt: skip
    match refused:
        case NotOpen():
            return closed_page(request, edition, rules)
        case TooManyGuests():
            form.add_error("guests", _("So many guests are too many here."))
        case OfferWaits():
            form.add_error(
                None, _("A place is kept for you. Say yes or no to it first, on the page of your place.")
            )
        case DetailRefused():
            form.add_error(refused.field, str(refused))
        case _:
            form.add_error(
                None, _("This changed meanwhile. Nothing is lost: look at it once more and send it again.")
            )
    return _form_page(request, edition, form, person)


def _form(
    edition: Event, rules: PlaceSettings, person: Person | None, data: Any = None, **more: Any
) -> RsvpForm:
    quotas = [line for line in quota_counts(edition) if line.takes_answers]
    return RsvpForm(edition, rules, quotas, questions_of(edition), data, is_known=person is not None, **more)


def _form_page(
    request: HttpRequest, edition: Event, form: RsvpForm, person: Person | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "counts": place_counts(edition),
        "asked": [(one, choices_of(one)) for one in form.questions],
    }
    title = _("Your answer: {event}").format(event=translated_plain(edition.name))
    return event_form_page(request, edition, "rsvp", context, title=title, status=status, form=form)


def event_form_page(
    request: HttpRequest, edition: Event, template: str, context: dict[str, Any], *, title: str,
    status: int = 200, form: Any = None,
) -> HttpResponse:  # fmt: skip
    """A page about an event for the one person who asks."""
    if form is not None and form.is_bound and form.errors:
        title = _("Please check: {title}").format(title=title)
    root = f"/{edition.community.slug}/{edition.slug}/"
    values = {"form": form, "community": edition.community, "event": edition, "root": root, **context}
    return personal_page(
        request, f"me/{template}.html", values, title=title, head=event_head(edition),
        scripts=("draft.js", "once.js"), status=status,
    )  # fmt: skip


def closed_page(request: HttpRequest, edition: Event, rules: PlaceSettings | None) -> HttpResponse:
    """No answer is taken: not yet, no more, or never. The event's page is a tap away."""
    if rules is None or not rules.takes_answers:
        raise NotFound(edition.slug)
    opens = rules.opens_at if rules.opens_at and rules.opens_at > timezone.now() else None
    title = _("Answers open later") if opens else _("Answers are closed")
    return event_form_page(request, edition, "rsvp_closed", {"opens": opens}, title=title, status=409)


def to_own_place(edition: Event, rsvp: Rsvp, query: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"/{translation.get_language()}{own_path(edition, rsvp)}{query}")


def _redirect(name: str, edition: Event) -> HttpResponse:
    return HttpResponseRedirect(
        reverse(name, kwargs={"community": edition.community.slug, "event": edition.slug})
    )
