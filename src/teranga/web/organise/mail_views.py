"""The outbox of a community or an event, and the words of its letters."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from teranga.base.editing import EditedMeanwhile, seen_mark
from teranga.base.permissions import Access, access
from teranga.domains.mail import queries
from teranga.domains.mail.actions.save_template import TemplateRefused, reset_template, save_template
from teranga.domains.mail.actions.steer_mails import send_again
from teranga.domains.mail.letters import LETTERS, Letter, compose
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.rules import MailMoveRefused
from teranga.domains.mail.wording import category_name, state_name
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.translated import TranslatedText
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.mail_forms import LetterForm

may_write = access(Access.ROLE, verb=Verb.MESSAGE, area=Area.MAIL)
STATES = OutgoingMail.State.values
BUILT_IN = ("en", "fr", "es")


def event_id_of(request: HttpRequest) -> int | None:
    return request.event.pk if request.event else None


@may_write
@require_safe
def outbox(request: HttpRequest, community: str, event: str = "") -> HttpResponse:
    """Every mail of this place, the newest first; texts that open something are not shown."""
    state = request.GET.get("state", "")
    before = request.GET.get("before", "")
    found = queries.outbox(
        request.community.pk, event_id=event_id_of(request),
        state=state if state in STATES else "",
        before=int(before) if before.isdecimal() and len(before) < 18 else 0,
    )  # fmt: skip
    counts = queries.outbox_counts(request.community.pk, event_id=event_id_of(request))
    context = {
        "mails": found[: queries.PAGE],
        "older": found[queries.PAGE - 1].pk if len(found) > queries.PAGE else 0,
        "states": [(name, state_name(name), counts[name]) for name in STATES if counts.get(name)],
        "state": state, "state_name": state_name, "category_name": category_name,
        "root": here(request, "mail/"),
    }  # fmt: skip
    return desk_page(request, "mail/outbox", context, title=_("Mails"))


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
def one_mail(request: HttpRequest, community: str, mail: int, event: str = "") -> HttpResponse:
    """One mail with what became of it; a failed one can be sent again."""
    row = queries.mail_of(request.community.pk, mail)
    if row is None or (request.event and row.event_id != request.event.pk):
        return errors.not_found(request)
    refusal = ""
    if request.method == "POST":
        try:
            send_again(mail=row, by=request.actor, at=timezone.now())
        except MailMoveRefused:
            refusal = _("This mail cannot be sent again: only one that failed, and is not too old.")
        else:
            return HttpResponseRedirect(request.path)
    context = {
        "mail": row, "body": _without_links(row.body),
        "page": "" if row.is_secret else Markup(_without_links(row.html)),  # noqa: S704 -- sanitised when written
        "state": state_name(row.state), "category": category_name(row.category), "refusal": refusal,
        "root": here(request, "mail/"), "zone": request.community.zone,
    }  # fmt: skip
    title = category_name(row.category) if row.is_secret else row.subject or _("Mail without a text yet")
    return desk_page(request, "mail/one", context, title=title, status=400 if refusal else 200)


def _without_links(text: str) -> str:
    """Links to this site without their end: many open something to whoever has them."""
    return re.sub(rf"{re.escape(settings.BASE_URL)}/[^\s\"<>]*", f"{settings.BASE_URL}/…", text)


@may_write
@require_safe
def letters(request: HttpRequest, community: str, event: str = "") -> HttpResponse:
    own = queries.own_templates(request.community.pk, event_id_of(request))
    rows = [(letter, letter.key in own) for letter in LETTERS.values() if letter.can_be_changed]
    return desk_page(
        request, "mail/letters", {"letters": rows, "root": here(request, "mail/")}, title=_("Words of mails")
    )


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
def one_letter(request: HttpRequest, community: str, key: str, event: str = "") -> HttpResponse:
    """A letter's words, with a preview in every language; own ones in place of those built in."""
    letter = LETTERS.get(key)
    if letter is None or not letter.can_be_changed:
        return errors.not_found(request)
    where: dict[str, Any] = {"community_id": request.community.pk, "event_id": event_id_of(request)}
    own = queries.own_templates(**where).get(key)
    languages = request.community.languages or ["en"]
    if request.method == "POST" and "reset" in request.POST:
        reset_template(**where, key=key, by=request.actor, at=timezone.now())
        return HttpResponseRedirect(request.path)
    shown = {
        "subject": own.subject if own else TranslatedText(),
        "body": own.body if own else TranslatedText(),
        "seen": seen_mark(own.updated_at) if own else "",
    }
    form = LetterForm(request.POST if request.method == "POST" else None, languages=languages, initial=shown)
    if form.is_bound and form.is_valid() and "look" not in request.POST:
        try:
            save_template(
                **where, key=key, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
                subject=form.cleaned_data["subject"], body=form.cleaned_data["body"],
            )  # fmt: skip
        except TemplateRefused as refused:
            form.add_error("body", str(refused))
        except EditedMeanwhile:
            form.add_error(None, _("Somebody else saved this meanwhile. Their words stand in the preview."))
        else:
            return HttpResponseRedirect(request.path)
    typed = form.cleaned_data if "look" in request.POST and form.is_valid() else shown
    context = {
        "form": form, "letter": letter, "is_own": own is not None, "names": list(letter.samples),
        "previews": [_preview(letter, code, typed, where) for code in dict.fromkeys((*languages, *BUILT_IN))],
        "root": here(request, "mail/"),
    }  # fmt: skip
    title = str(letter.label)
    status = 400 if form.is_bound and form.errors else 200
    return desk_page(request, "mail/letter", context, title=title, status=status)


def _preview(letter: Letter, language: str, typed: dict[str, Any], where: dict[str, Any]) -> dict[str, Any]:
    """What a reader of this language gets, with sample values."""
    subject, body = typed["subject"].get(language), typed["body"].get(language)
    inherited = {**where, "event_id": None} if where["event_id"] else {}
    words = (subject, body) if subject and body else queries.words_of(letter, language, **inherited)
    text = compose(letter, words, language, dict(letter.samples))
    return {"language": language, "text": text, "page": Markup(text.html)}  # noqa: S704 -- sanitised there
