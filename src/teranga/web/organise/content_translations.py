"""The missing-translation board, and the page on which one text is said in more languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.actions.translations import row_of, translate_text
from teranga.domains.events.queries_translations import Text, board_of, original_of, text_at
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.call_words import policies
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.forms import TextInLanguages
from teranga.web.templating import translated_plain

SHOWN = 200  # gaps on one page; the next ones come up as these are closed
LONG = 120  # characters; from here on a text gets a large field


def kind_name(kind: str) -> str:
    return {
        "community": _("The community"), "page": _("Pages and news"), "goal": _("Goals"),
        "figure": _("Figures told"), "seat": _("Team on the public page"), "entry": _("Directory"),
        "link": _("Communities elsewhere"), "series": _("Series"), "venue": _("Venues"),
        "event": _("Events"), "room": _("Rooms"), "track": _("Tracks"), "speaker": _("Speakers"),
        "session": _("Sessions"), "partner": _("Partners"), "opportunity": _("Opportunities"),
        "exception": _("Changed dates of a series"),
        "material": _("Materials"), "photo": _("Pictures"), "thanks": _("Thanks"),
        "helper": _("Helpers who are thanked"), "newsletter": _("Newsletter"),
        "call": _("Call for proposals"), "session_type": _("Session types"), "topic": _("Topics"),
        "call_question": _("Questions of the call"), "review_phase": _("Phases of reviewing"),
        "review_line": _("Lines of the review"), "review_tag": _("Reasons for speakers"),
    }[kind]  # fmt: skip


def field_name(name: str) -> str:
    return {
        "name": _("Name"), "title": _("Title"), "tagline": _("Tagline"), "summary": _("Summary"),
        "vision": _("Vision"), "mission": _("Mission"), "values": _("Values"), "help_notes": _("How to help"),
        "description": _("Description"), "body": _("The text"), "text": _("The text"), "unit": _("Unit"),
        "label": _("Label"), "role": _("Role"), "group": _("Team"), "note": _("Note"),
        "access": _("Access notes"), "programme_note": _("Note on the programme"), "frame": _("Day by day"),
        "guests": _("Guests"), "biography": _("Biography"), "cancelled_why": _("Why it was cancelled"),
        "what": _("What they do"), "who_note": _("Who may apply"), "money": _("What one gets"),
        "outcome": _("What came of it"), "alt": _("What is to be seen"), "why": _("Why it is different"),
        "subject": _("Subject"), "about": _("Introduction"), "rules": _("How it is chosen"),
        "hint": _("Hint"), "help": _("Hint"), "choices": _("Answers to choose from"),
        "labels": _("Words for the points"), **dict(policies()),
    }.get(name, name)  # fmt: skip


class WordsForm(drawing.DrawnForm):
    words = TextInLanguages(label=gettext_lazy("In the other languages"), longest=100_000, required=False)

    def __init__(self, *args: Any, text: Text, original: str, **kwargs: Any) -> None:
        languages = tuple(code for code in text.languages if code != original)
        super().__init__(*args, languages=languages, **kwargs)
        longest = max((len(told) for told in text.value.values()), default=0)
        self.fields["words"].lines = 1 if longest < LONG else min(20, 3 + longest // 80)


def _root(request: HttpRequest) -> str:
    return here(request, "translations/" if request.event else "pages/translations/")


@access(Access.ROLE, verb=Verb.VIEW, area=Area.PAGES)
@require_safe
def board(request: HttpRequest, community: str, event: str | None = None) -> HttpResponse:
    found = board_of(request.community, request.event)
    language = request.GET.get("language", "")
    gaps = [text for text in found.gaps if not language or language in text.missing]
    groups: dict[str, list[Text]] = {}
    for text in gaps[:SHOWN]:
        groups.setdefault(text.kind, []).append(text)
    context = {
        "completeness": found.completeness(),
        "groups": [(kind_name(kind), texts) for kind, texts in groups.items()],
        "gaps": len(gaps),
        "shown": min(SHOWN, len(gaps)),
        "language": language,
        "field_name": field_name,
        "root": _root(request),
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
        "saved": "saved" in request.GET,
    }
    return desk_page(request, "content/board", context, title=_("Translations"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def translate(
    request: HttpRequest, community: str, kind: str, number: int, field: str, event: str | None = None
) -> HttpResponse:
    place = request.community
    text = text_at(place, request.event, kind, number, field)
    if text is None:
        return errors.not_found(request)
    original, row = _original(request, text), row_of(place, text)

    def now() -> Text:
        return text_at(place, request.event, kind, number, field) or text

    def save(form: forms.Form) -> None:
        translate_text(
            community=place, event=request.event, text=text, original=original,
            words=form.cleaned_data["words"],
            seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
        )  # fmt: skip

    name = translated_plain(text.name)
    context = {"original": original, "text": text.value.get(original) or str(text.value)}
    return drawing.edit(
        request, WordsForm, title=f"{field_name(text.field)} · {name}" if name else field_name(text.field),
        row=row, back=_root(request), save=save, initial=lambda: {"words": now().value}, context=context,
        options={"text": text, "original": original}, template="content/translate",
    )  # fmt: skip


def _original(request: HttpRequest, text: Text) -> str:
    """The language that the page was opened with, as long as it still says something."""
    asked = request.POST.get("from") or request.GET.get("from", "")
    return asked if asked in text.value and asked in text.languages else original_of(text)
