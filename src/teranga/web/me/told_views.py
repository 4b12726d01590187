"""What became of it, told by whoever holds the signed link: after the event, six and twelve months later."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.base.uploads import PHOTOS, UploadRefused, receive
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions import aftermath as actions
from teranga.domains.aid.actions.files import read_file
from teranga.domains.aid.links_told import award_of_told_token, told_path
from teranga.domains.aid.models import Aftermath, AidAward
from teranga.domains.aid.queries_told import told_of
from teranga.domains.aid.rules_aftermath import BECAME, MOST_WORDS, may_tell
from teranga.papers.photo import LARGEST_FILE, PhotoRefused
from teranga.web import errors, told_words
from teranga.web.me.pages import form_page
from teranga.web.media_views import file_answer
from teranga.web.templating import translated_plain

FORM = require_http_methods(["GET", "HEAD", "POST"])
Audience = Aftermath.Audience


class ToldForm(forms.Form):
    text = forms.CharField(required=False, max_length=MOST_WORDS)
    helped = forms.CharField(required=False, max_length=MOST_WORDS)
    became = forms.MultipleChoiceField(required=False, choices=[(key, key) for key in BECAME])
    audience = forms.ChoiceField(required=False, choices=Audience.choices)
    as_name = forms.CharField(required=False, max_length=80)
    photo = forms.FileField(required=False)
    without_photo = forms.BooleanField(required=False)

    def clean_photo(self) -> bytes | None:
        sent = self.cleaned_data["photo"]
        if not sent:
            return None
        try:
            return receive(sent, largest=LARGEST_FILE, kinds=PHOTOS)
        except UploadRefused as refused:
            raise forms.ValidationError(_photo_refused(refused.reason)) from None

    def clean(self) -> None:
        told = self.cleaned_data
        if not any(told.get(name) for name in ("text", "helped", "became")):
            self.add_error("text", _("Write a line, or tick what became of it."))


def _photo_refused(reason: str) -> str:
    if reason == "large":
        return _("This photo is too large. Send one of at most 8 MB.")
    return _("This is no photo that can be shown. Send a JPEG, PNG or WebP.")


@access(Access.ANYONE)
@FORM
def told(request: HttpRequest, token: str) -> HttpResponse:
    found, now = award_of_told_token(token), timezone.now()
    if found is None or not may_tell(*found, now):
        return errors.not_found(request)
    award, when = found
    row = told_of(award, when)
    if request.method != "POST":
        return _page(request, award, when, row, ToldForm(initial=_initial(row)))
    form = ToldForm(request.POST, request.FILES)
    if form.is_valid():
        values = {**form.cleaned_data, "audience": form.cleaned_data["audience"] or Audience.NOBODY}
        try:
            actions.tell(award=award, when=when, by=by(award), at=now, **values)
        except PhotoRefused as refused:
            form.add_error("photo", _photo_refused(refused.reason))
        else:
            return HttpResponseRedirect(f"{request.path}?done=1")
    return _page(request, award, when, row, form, status=422)


def _page(
    request: HttpRequest, award: AidAward, when: str, row: Aftermath | None, form: ToldForm, status: int = 200
) -> HttpResponse:
    round = award.round
    context = {
        "row": row, "when": when, "words": told_words, "became": BECAME, "round": round,
        "done": "done" in request.GET and status == 200, "path": request.path,
        "where": translated_plain(round.event.name) if round.event else round.elsewhere,
        "name": award.application.person.name if award.application.person else "",
        "asks_end": award.asks_ended_at is None,
    }  # fmt: skip
    return form_page(request, "told", context, title=told_words.question(when), community=round.community,
                     form=form, status=status)  # fmt: skip


def _initial(row: Aftermath | None) -> dict[str, object]:
    names = ("text", "helped", "became", "audience", "as_name")
    return {name: getattr(row, name) for name in names} if row else {"audience": Audience.NOBODY}


@access(Access.ANYONE)
@require_safe
def photo(request: HttpRequest, token: str, told: UUID) -> HttpResponse:
    """One's own, as it was sent."""
    found = award_of_told_token(token)
    row = told_of(*found) if found else None
    if row is None or not row.has_photo or row.uuid != told:
        return errors.not_found(request)
    return photo_answer(request, row)


def photo_answer(request: HttpRequest, row: Aftermath) -> HttpResponse:
    content = read_file(row.uuid)
    return file_answer(content, "photo.jpg") if content else errors.not_found(request)


@access(Access.ANYONE)
@FORM
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more of these mails; the page to tell something stays."""
    found = award_of_told_token(token)
    if found is None:
        return errors.not_found(request)
    award, when = found
    if request.method == "POST":
        award = actions.end_asks(award=award, by=by(award), at=timezone.now())
    context = {
        "ended": award.asks_ended_at is not None, "path": request.path,
        "tell": told_path(*found) if may_tell(found[0], when, timezone.now()) else "",
    }  # fmt: skip
    return form_page(request, "told_stop", context, title=_("No more of these mails"),
                     community=found[0].round.community)  # fmt: skip


def by(award: AidAward) -> Actor:
    """Whoever holds the signed link acts as the person that it was sent to."""
    return Actor("member", award.application.person_id)
