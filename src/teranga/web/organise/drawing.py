"""Forms whose fields say how they are drawn, and the one way such a form is shown, sent and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.base.editing import EditedMeanwhile, content_mark, seen_values
from teranga.base.idempotency import new_key, once
from teranga.foundation.translated import TranslatedText
from teranga.web.organise.desk import desk_page
from teranga.web.organise.forms import DeskForm, TextInLanguages

NOT_SHOWN = ("seen", "key")
INPUT_TYPES = {
    forms.IntegerField: "number", forms.DateField: "date", forms.TimeField: "time", forms.URLField: "url",
    forms.FileField: "file",
}  # fmt: skip


class DrawnForm(DeskForm):
    """Labels and hints stand at the fields; one template draws every such form."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def drawn(self) -> list[str]:
        return [name for name in self.fields if name not in NOT_SHOWN]

    def drawn_as(self, name: str) -> str:
        """texts, area, choice, boxes, tick, or the type of an input."""
        field = self.fields[name]
        if hasattr(field, "drawn_as"):
            return field.drawn_as
        match field:
            case TextInLanguages():
                return "texts"
            case forms.MultipleChoiceField():
                return "boxes"
            case forms.ChoiceField():
                return "choice"
            case forms.BooleanField():
                return "tick"
            case forms.CharField() if isinstance(field.widget, forms.Textarea):
                return "area"
        return next((shown for kind, shown in INPUT_TYPES.items() if type(field) is kind), "text")

    def values(self, *names: str) -> dict[str, Any]:
        return super().values(*(names or self.drawn))


def edit(
    request: HttpRequest, form_class: type[DrawnForm], *, title: str, back: str,
    save: Callable[[DrawnForm], Any], row: models.Model | None = None,
    initial: Callable[[], Mapping[str, Any]] = dict, options: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None, look: Callable[[DrawnForm], Mapping[str, Any]] | None = None,
    template: str = "drawn/form", fields: tuple[str, ...] = (), done: str = "?saved=1",
    scripts: tuple[str, ...] = ("once.js",),
) -> HttpResponse:  # fmt: skip
    """Show the form, or save what was sent and go back, or to the address that `save` gives.

    With `fields` the form's mark covers these of the row alone: others may change meanwhile.
    `save` may raise ValidationError, and EditedMeanwhile when `row` says something else by now: then both
    texts stand side by side. `look` gives what is shown beside the form; the button "look" saves nothing.
    """
    extra: dict[str, Any] = {"row": row, "back": back, "meanwhile": [], "can_look": look is not None}
    extra |= dict(context or {})
    shown = dict(initial())
    more = dict(options or {})
    if request.method != "POST":
        form = form_class(initial=shown | {"seen": _mark(row, fields), "key": new_key()}, **more)
        extra |= {"form": form} | _looked(look, None)
        return desk_page(request, template, extra, title=title, scripts=scripts)
    form = form_class(request.POST, request.FILES, initial=shown, **more)
    status = 200
    if form.is_valid() and "look" not in request.POST:
        try:
            went = _save(request, form, row, save)
        except EditedMeanwhile:
            status = 409
            if row is not None:
                row.refresh_from_db()
            extra["meanwhile"] = side_by_side(form, initial())
            form = form_class(_with_mark(request.POST, row, fields), request.FILES, **more)
        except forms.ValidationError as refused:
            form.add_error(None, refused)
        else:
            return HttpResponseRedirect(went or f"{back}{done}")
    status = status if form.is_valid() or form.errors == {} else 422
    if form.errors:
        title = _("Please check: {title}").format(title=title)
    return desk_page(
        request,
        template,
        extra | {"form": form} | _looked(look, form),
        title=title,
        status=status,
        scripts=scripts,
    )


def remove(
    request: HttpRequest, *, title: str, what: str, back: str, act: Callable[[], Any],
    refusals: Mapping[type[Exception], str] | None = None, warning: str = "",
) -> HttpResponse:  # fmt: skip
    """Ask once, then do it. A refusal is told on the same page."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            act()
        except tuple(refusals or ()) as refused:
            refusal, status = (refusals or {})[type(refused)], 409
        else:
            return HttpResponseRedirect(f"{back}?saved=1")
    context = {"what": what, "back": back, "refusal": refusal, "warning": warning}
    return desk_page(request, "drawn/remove", context, title=title, status=status)


def side_by_side(form: DrawnForm, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(label, what stands there now, what was typed) of each field that differs, as plain text."""
    rows = []
    for name in form.drawn:
        label, typed, now = (
            str(form.fields[name].label or name),
            form.cleaned_data.get(name),
            stored.get(name),
        )
        if isinstance(typed, TranslatedText):
            rows += [
                (f"{label} ({code})", TranslatedText(now or {}).get(code, ""), typed.get(code, ""))
                for code in form.languages
            ]
        else:
            rows.append((label, _as_text(now), _as_text(typed)))
    return [row for row in rows if row[1] != row[2]]


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _save(
    request: HttpRequest, form: DrawnForm, row: models.Model | None, save: Callable[[DrawnForm], Any]
) -> str:
    """Where to go next, when `save` says so."""
    if row is not None:
        return _address(save(form))

    def act() -> dict[str, Any]:
        return {"address": _address(save(form))}

    name = request.resolver_match.url_name if request.resolver_match else ""
    return once(f"desk:{name}"[:60], form.cleaned_data["key"], timezone.now(), act).get("address", "")


def _address(outcome: Any) -> str:
    return outcome if isinstance(outcome, str) and outcome.startswith("/") else ""


def _mark(row: models.Model | None, fields: tuple[str, ...]) -> str:
    if row is None:
        return ""
    return seen_values(row, fields) if fields else content_mark(row)


def _with_mark(sent: QueryDict, row: models.Model | None, fields: tuple[str, ...]) -> QueryDict:
    """What was typed, ready to be sent again knowingly over what stands there now."""
    data = sent.copy()
    data["seen"] = _mark(row, fields)
    return data


def _looked(look: Callable[[DrawnForm], Mapping[str, Any]] | None, form: DrawnForm | None) -> dict[str, Any]:
    return dict(look(form)) if look and form is not None else {"looked": None}
