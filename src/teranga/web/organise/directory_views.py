"""The directory at the desk: what was last heard of each entry, moves to accept, and a file brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.base.uploads import Kind, UploadRefused, receive
from teranga.domains.communities import queries_listing as queries
from teranga.domains.communities.actions import check_directory as checking
from teranga.domains.communities.actions.import_directory import import_directory
from teranga.domains.communities.models import DirectoryCheck, DirectoryEntry
from teranga.domains.people.roles import Area, Verb
from teranga.formats.directory_file import Trouble, UnreadableDirectory, read_directory
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page

LARGEST = 1_000_000
may_look = access(Access.ROLE, verb=Verb.VIEW, area=Area.PAGES)
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)


def outcome_words(code: str) -> str:
    kinds = DirectoryCheck.Outcome
    return {
        kinds.ALIVE: _("answers"), kinds.UNCHANGED: _("answers, nothing new"),
        kinds.MOVED: _("moved for good"),
        kinds.GONE: _("nothing stands there"), kinds.AWAY: _("does not answer"),
        kinds.FORBIDDEN: _("asks programs to stay out"),
    }.get(code, code)  # fmt: skip


def trouble_words(code: str) -> str:
    return {
        "kind": _("of no kind that we know"), "title": _("without a name"),
        "address": _("with an address that is none"), "country": _("with a country that is none"),
        "shape": _("not written like an entry"),
        "clock": _("with a clock that is not known here"), "day": _("with a last day that is none"),
        "over": _("over already"),
    }.get(code, code)  # fmt: skip


@may_look
@require_safe
def checks(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "rows": queries.entries_with_checks(request.community), "outcome": outcome_words,
        "root": here(request, "directory/"), "saved": "saved" in request.GET,
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
    }  # fmt: skip
    return desk_page(request, "directory_checks", context, title=_("What is still alive"))


@may_edit
@require_POST
def check_now(request: HttpRequest, community: str) -> HttpResponse:
    checking.ask_for_looks(community=request.community, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{here(request, 'directory/checks/')}?saved=1")


@may_edit
@require_POST
def accept(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = DirectoryEntry.objects.filter(community=request.community, pk=number).first()
    if row is None:
        return errors.not_found(request)
    checking.accept_move(entry=row, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{here(request, 'directory/checks/')}?saved=1")


class DirectoryFile(drawing.DrawnForm):
    file = forms.FileField(label=gettext_lazy("A JSON or CSV file"), required=False)
    content = forms.CharField(
        label=gettext_lazy("Or its content"), required=False, max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("file"):
            try:
                kinds = {Kind.TEXT}
                content = receive(self.cleaned_data["file"], largest=LARGEST, kinds=kinds)
                self.cleaned_data["content"] = content.decode("utf-8-sig")
            except UploadRefused:
                raise forms.ValidationError(_("This is no JSON or CSV file of at most 1 MB.")) from None
            except UnicodeDecodeError:
                raise forms.ValidationError(_("Save the file as UTF-8 and send it again.")) from None
        try:
            self.read = self.taken_from(self.cleaned_data.get("content", ""))
        except UnreadableDirectory:
            raise forms.ValidationError(_("This is neither such a JSON nor such a CSV file.")) from None

    def taken_from(self, content: str) -> tuple[list[Any], list[Trouble]]:
        """The rows that can be taken, and those that cannot."""
        return read_directory(content)


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, community: str) -> HttpResponse:
    def act(rows: list[Any], *, only_look: bool) -> Any:
        return import_directory(
            community=request.community, entries=rows, by=request.actor, at=timezone.now(),
            only_look=only_look,
        )  # fmt: skip

    return look_then_bring_in(request, DirectoryFile, act, title=_("Bring in a directory"), path="directory/")


def look_then_bring_in(
    request: HttpRequest, form_class: type[DirectoryFile], act: Callable[..., Any], *, title: str, path: str
) -> HttpResponse:
    """Look first, with the report; then the same content is put in."""

    def looked(form: drawing.DrawnForm) -> Mapping[str, Any]:
        if not form.is_valid():
            return {"looked": None}
        troubles = [(one.row, trouble_words(one.code)) for one in form.read[1]]
        form.data = form.data.copy()
        form.data["content"] = form.cleaned_data["content"]
        return {"looked": act(form.read[0], only_look=True), "troubles": troubles}

    def save(form: drawing.DrawnForm) -> None:
        act(form.read[0], only_look=False)

    return drawing.edit(
        request, form_class, title=title, back=here(request, path), save=save, look=looked,
        template="directory_import", context={"troubles": []},
    )  # fmt: skip
