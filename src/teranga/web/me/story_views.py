"""A member's own stories: written in peace, sent in, changed when the editors ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.markdown import render_markdown
from teranga.base.permissions import Access, access
from teranga.domains.communities import queries, queries_stories
from teranga.domains.communities.actions import story_drafts as actions
from teranga.domains.communities.models import Community, StoryDraft
from teranga.domains.communities.queries_comments import is_confirmed_member
from teranga.domains.people.models import Person
from teranga.web.localised import language_name
from teranga.web.me import pages
from teranga.web.me.comment_forms import words
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound
from teranga.web.public_forms import KeyedForm

METHODS = ["GET", "HEAD", "POST"]
State = StoryDraft.State


def state_words(state: str) -> str:
    return {
        State.WRITING: _("Only you see it"), State.SUBMITTED: _("Sent in, the editors look at it"),
        State.RETURNED: _("The editors ask something"), State.TAKEN: _("Taken over by the editors"),
    }.get(state, state)  # fmt: skip


class StoryForm(KeyedForm):
    title = forms.CharField(required=False, max_length=200)
    description = forms.CharField(required=False, max_length=400)
    body = forms.CharField(required=False)
    tags = forms.CharField(required=False, max_length=200)
    language = forms.CharField(required=False, max_length=8)
    shows_name = forms.BooleanField(required=False)
    shows_photo = forms.BooleanField(required=False)

    def __init__(self, languages: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not title:
            raise forms.ValidationError(_("Give your story a title."))
        return title

    def clean_body(self) -> str:
        return words(self.cleaned_data["body"], 50_000)

    def clean_tags(self) -> list[str]:
        parts = (" ".join(part.split())[:40] for part in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(part for part in parts if part))[:8]

    def clean_language(self) -> str:
        chosen = self.cleaned_data["language"]
        return chosen if chosen in self.languages else self.languages[0]

    def fields_of_story(self) -> dict[str, Any]:
        names = ("title", "description", "body", "tags", "language", "shows_name", "shows_photo")
        return {name: self.cleaned_data[name] for name in names}


def _place(person: Person, slug: str) -> Community:
    """A community in which the person is a member. Raises NotFound."""
    place = queries.community_by_slug(slug)
    if not is_confirmed_member(place, person):
        raise queries.NotFound(slug)
    return place


def _story(person: Person, place: Community, number: int) -> StoryDraft:
    row = queries_stories.own_story(person, place, number)
    if row is None:
        raise queries.NotFound(str(number))
    return row


@access(Access.MEMBER)
@require_safe
@notfound.as_page
@for_members
def stories(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    place = _place(person, community)
    rows = [(row, state_words(row.state)) for row in queries_stories.own_stories(person, place)]
    return pages.form_page(request, "stories", {"rows": rows}, title=_("Your stories"), community=place)


@access(Access.MEMBER)
@require_http_methods(METHODS)
@notfound.as_page
@for_members
def write(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    place = _place(person, community)
    chosen = translation.get_language() or "en"
    form = StoryForm(
        _languages(place), request.POST if request.method == "POST" else None,
        initial={"language": chosen, "shows_name": True},
    )  # fmt: skip
    if form.is_bound and form.is_valid() and "look" not in request.POST:
        try:
            number = actions.start_story(
                community=place, person=person, key=form.idempotency_key, by=actor_of(person),
                at=timezone.now(), **form.fields_of_story(),
            )  # fmt: skip
        except actions.StoryRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _to(place, number)
    return _page(request, place, form, None)


@access(Access.MEMBER)
@require_http_methods(METHODS)
@notfound.as_page
@for_members
def change(request: HttpRequest, person: Person, community: str, number: int) -> HttpResponse:
    place = _place(person, community)
    row = _story(person, place, number)
    shown = {name: getattr(row, name) for name in actions.StoryFields.__annotations__}
    form = StoryForm(
        _languages(place), request.POST if request.method == "POST" else None,
        initial=shown | {"tags": ", ".join(row.tags)},
    )  # fmt: skip
    if form.is_bound and form.is_valid() and "look" not in request.POST:
        try:
            actions.change_story(story=row, by=actor_of(person), at=timezone.now(), **form.fields_of_story())
        except actions.StoryMoveRefused:
            form.add_error(None, _("It is with the editors. Take it back to write on."))
        else:
            return _to(place, row.pk)
    return _page(request, place, form, row)


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def move(request: HttpRequest, person: Person, community: str, number: int) -> HttpResponse:
    """Send it in, take it back, throw it away, or show and hide one's name under what was published."""
    place = _place(person, community)
    row, by, now = _story(person, place, number), actor_of(person), timezone.now()
    try:
        match request.POST.get("what"):
            case "submit":
                actions.submit_story(story=row, by=by, at=now)
            case "back":
                actions.take_story_back(story=row, by=by, at=now)
            case "delete":
                actions.delete_story(story=row, by=by, at=now)
                return HttpResponseRedirect(reverse("me-stories", kwargs={"community": place.slug}))
            case "hide" if row.page:
                actions.hide_author(page=row.page, person=person, by=by, at=now)
            case "show" if row.page:
                actions.show_author(page=row.page, person=person, shows_photo=row.shows_photo, by=by, at=now)
    except (actions.StoryMoveRefused, actions.StoryRefused):
        return _to(place, row.pk, "?late=1")
    return _to(place, row.pk)


def _to(place: Community, number: int, more: str = "?saved=1") -> HttpResponse:
    address = reverse("me-story", kwargs={"community": place.slug, "number": number})
    return HttpResponseRedirect(address + more)


def _languages(place: Community) -> list[str]:
    return list(place.languages) or [place.default_language]


def _page(request: HttpRequest, place: Community, form: StoryForm, row: StoryDraft | None) -> HttpResponse:
    looked = form.is_bound and form.is_valid() and "look" in request.POST
    context = {
        "story": row, "state": state_words(row.state) if row else "",
        "is_mine": row is None or row.state in (State.WRITING, State.RETURNED),
        "languages": [(code, language_name(code)) for code in form.languages],
        "looked": render_markdown(form.cleaned_data["body"]) if looked else None,
        "saved": "saved" in request.GET, "late": "late" in request.GET,
        "named": bool(row and row.page and any(
            line.person_id == row.person_id for line in queries_stories.authors_of(row.page)
        )),
    }  # fmt: skip
    title = row.title if row else _("Write a story")
    return pages.form_page(request, "story", context, title=title, community=place, form=form)
