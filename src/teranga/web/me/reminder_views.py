"""A mail before the last day: asked for by address, confirmed and ended under a signed link."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_opportunities as queries
from teranga.domains.communities.actions import opportunity_reminders as actions
from teranga.domains.communities.links_reminders import reminder_of_token
from teranga.domains.communities.rules_opportunities import is_open
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import DetailRefused, email_address
from teranga.web import opportunity_words as words
from teranga.web.me import pages
from teranga.web.me.evenly import evenly
from teranga.web.me.visitor import client_of
from teranga.web.public import notfound
from teranga.web.public.looking import community_of
from teranga.web.public_forms import KeyedForm

PER_CLIENT, WITHIN = 30, timedelta(minutes=10)
METHODS = ["GET", "HEAD", "POST"]


class ReminderForm(KeyedForm):
    contact = forms.CharField(required=False)

    def clean_contact(self) -> str:
        try:
            return email_address(self.cleaned_data["contact"])
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None


@access(Access.ANYONE)
@require_http_methods(METHODS)
@evenly
@notfound.as_page
def ask(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row = queries.shown_opportunity(place, number)
    form = ReminderForm(request.POST if request.method == "POST" else None)
    context = {"row": row, "done": False, "until": words.until(row.closes_at, row.zone, place.zone),
               "is_open": row.closes_at is not None and is_open(row.closes_at, now)}  # fmt: skip
    status = 200
    if form.is_bound and form.is_valid() and context["is_open"]:
        if note_try("reminder", client_of(request), limit=PER_CLIENT, within=WITHIN, at=now):
            actions.ask_reminder(
                row=row, contact=form.cleaned_data["contact"], key=form.idempotency_key, at=now,
                language=translation.get_language() or "en",
            )  # fmt: skip
            context["done"] = True
        else:
            form.add_error(None, _("Very much was written from this place just now. Wait ten minutes."))
            status = 429
    return pages.form_page(
        request, "reminder_ask", context, title=_("Remind me"), community=place, form=form, status=status
    )


@access(Access.ANYONE)
@require_http_methods(METHODS)
@notfound.as_page
def own(request: HttpRequest, community: str, token: str) -> HttpResponse:
    """Opening the link changes nothing; one button confirms, another ends it."""
    place, now = community_of(request, community), timezone.now()
    reminder = reminder_of_token(place, token)
    context = {"state": "over"}
    if reminder is not None:
        if request.method == "POST" and "stop" in request.POST:
            actions.stop_reminder(reminder=reminder)
            context["state"] = "stopped"
        elif request.method == "POST":
            actions.confirm_reminder(reminder=reminder, at=now)
            context["state"] = "set"
        else:
            context["state"] = "set" if reminder.confirmed_at else "asked"
        row = reminder.opportunity
        context |= {"row": row, "until": words.until(row.closes_at, row.zone, place.zone)}
    return pages.form_page(
        request, "reminder", context, title=_("Your reminder"), community=place,
        status=410 if reminder is None else 200,
    )  # fmt: skip
