"""What the pages of joining and of oneself have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.models.community import HELP_WAYS
from teranga.domains.people.consents import PURPOSES, REQUIRED, consent_sentence
from teranga.web import labels
from teranga.web.localised import language_name
from teranga.web.public.heads import community_head
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain

LANGUAGES_OFFERED = ("fr", "en", "es", "pt", "ar", "sw", "wo", "ee")


def form_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, title: str,
    community: Community | None = None, form: forms.Form | None = None, status: int = 200,
    scripts: tuple[str, ...] = ("draft.js", "once.js"),
) -> HttpResponse:  # fmt: skip
    """A page for one person; with a refused form, its title says so."""
    if form is not None and form.is_bound and form.errors:
        title = _("Please check: {title}").format(title=title)
    return personal_page(
        request, f"me/{template}.html", {**context, "form": form, "community": community}, title=title,
        head=community_head(community) if community else None, scripts=scripts, status=status,
    )  # fmt: skip


def levels() -> list[tuple[str, str]]:
    return [(code, level_name(code)) for code in Membership.Level.values]


def level_name(code: str) -> str:
    return _("New to Python") if code == Membership.Level.NEW else labels.level(code)


def help_ways(community: Community) -> list[tuple[str, str, str]]:
    """Code, name and the community's own words for each way of helping."""
    return [
        (code, labels.help_way(code), translated_plain(community.help_notes.get(code))) for code in HELP_WAYS
    ]


def languages_for(community: Community) -> list[tuple[str, str]]:
    codes = dict.fromkeys((*community.languages, *LANGUAGES_OFFERED))
    return [(code, language_name(code)) for code in codes]


def consents() -> list[tuple[str, str, bool]]:
    """Purpose, what is agreed to, and whether membership rests on it."""
    return [(purpose, consent_sentence(purpose), purpose in REQUIRED) for purpose in PURPOSES]


def code_refused() -> str:
    return _("This code does not open anything here. Check each sign, or ask for a new code.")


def too_many_tries() -> str:
    return _("There were too many wrong codes from here. Wait a minute, then try again.")
