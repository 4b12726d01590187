"""The members' desk: the list, one member, the export, and the rule that says who is active."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import record
from teranga.domains.communities.actions.chapters import choose_chapter
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.models.community import HELP_WAYS
from teranga.domains.communities.queries import chapters_of
from teranga.domains.communities.queries_members import member_counts
from teranga.domains.communities.queries_roster import STATES, Asked, RosterRow, exported, one_member, roster
from teranga.domains.communities.rules import ActiveRule, active_rule
from teranga.domains.events.queries_named import event_names
from teranga.domains.people.audiences import ShownProfile
from teranga.domains.people.roles import Area, Verb
from teranga.formats.csv_rows import csv_rows
from teranga.web import errors, labels, localised
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.members_forms import ActiveRuleForm
from teranga.web.organise.members_words import level_words, state_words
from teranga.web.public.community_views import local_today
from teranga.web.templating import translated_plain

RULE = ("active_counts", "active_months", "active_times")
FILTERS = ("q", "state", "level", "help", "activity", "chapter")
LARGEST = 2**63
NOBODY = ShownProfile(0)


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def members(request: HttpRequest, community: str) -> HttpResponse:
    place, today = request.community, local_today(request.community, timezone.now())
    asked, chapters = asked_for(request.GET, place), chapters_of(place)
    page = roster(place, asked, today, below=_number(request.GET.get("below")))
    kept = {name: value for name, value in request.GET.items() if value and name != "below"}
    context = {
        "page": page,
        "counts": member_counts(place, today),
        "asked": {
            name: request.GET.get(name, "") for name in ("q", "state", "level", "help", "activity", "chapter")
        },
        "states": [(state, state_words(state)) for state in STATES],
        "levels": [(code, level_words(code)) for code in Membership.Level.values],
        "ways": [(way, labels.help_way(way)) for way in HELP_WAYS],
        "activities": [("active", _("active")), ("quiet", _("not active"))],
        "chapters": [(str(row.pk), translated_plain(row.name)) for row in chapters],
        "names_of_chapters": {row.slug: translated_plain(row.name) for row in chapters},
        "state_words": state_words,
        "level_words": level_words,
        "older": "?" + urlencode(kept | {"below": page.below}) if page.below else "",
        "root": here(request, "members/"),
        "may_export": request.rights.may(Verb.EXPORT, Area.MEMBERS, request.place),
        "may_edit": request.rights.may(Verb.EDIT, Area.MEMBERS, request.place),
        "zone": place.zone,
    }
    return desk_page(request, "members/list", context, title=_("Members"))


def asked_for(told: Mapping[str, str], place: Community) -> Asked:
    """What the address or the form asks for; a chapter of another community is not asked for."""
    chapter = _number(told.get("chapter"))
    if chapter is not None and not Community.objects.filter(pk=chapter, parent=place).exists():
        chapter = None
    way = told.get("help", "")
    return Asked(
        told.get("q", "")[:100].replace("\x00", ""), told.get("state", ""), told.get("level", ""),
        way if way in HELP_WAYS else "", told.get("activity", ""), chapter,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EXPORT, area=Area.MEMBERS)
@require_POST
def export(request: HttpRequest, community: str) -> HttpResponse | StreamingHttpResponse:
    """The rows that the list shows, as CSV. A form and no link, so that the log says who took them along."""
    place, now = request.community, timezone.now()
    asked, today = asked_for(request.POST, place), local_today(place, now)
    record(by=request.actor, verb="members.export", object_type="members", object_id=place.pk, at=now,
           community_id=place.pk, changes={"asked": {key: request.POST.get(key, "")[:80] for key in
           ("state", "level", "help", "activity", "chapter") if request.POST.get(key)}})  # fmt: skip
    headings = [
        _("Name"), _("Address or number"), _("City"), _("Level in Python"), _("How they want to help"),
        _("Languages"), _("State"), _("Member since"), _("Active"), _("Chapter"),
    ]  # fmt: skip
    answer = StreamingHttpResponse(
        csv_rows(_table(headings, exported(place, asked, today))), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="members-{place.slug}-{today}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _table(headings: list[str], rows: Iterator[RosterRow]) -> Iterator[list[object]]:
    yield list(headings)
    for row in rows:
        yield [
            row.name, row.contact, row.city, level_words(row.level),
            ", ".join(labels.help_way(way) for way in row.help_ways), ", ".join(row.languages),
            state_words(row.state), row.since.date().isoformat(), _("yes") if row.is_active else _("no"),
            row.chapter,
        ]  # fmt: skip


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def member(request: HttpRequest, community: str, number: int) -> HttpResponse:
    found = one_member(request.community, number) if number < LARGEST else None
    if found is None:
        return errors.not_found(request)
    events = event_names(event for _day, _kind, event in found.facts if event)
    context = {
        "one": found,
        "facts": [
            (day, labels.participation_kind(kind), *events.get(event or 0, ("", "")))
            for day, kind, event in found.facts
        ],
        "chapters": chapters_of(request.community),
        "state": state_words(found.membership.state),
        "level": level_words(found.membership.level),
        "ways": [labels.help_way(way) for way in found.membership.help_ways],
        "languages": [localised.language_name(code) for code in (found.profile or NOBODY).languages],
        "root": here(request, "members/"),
        "may_edit": request.rights.may(Verb.EDIT, Area.MEMBERS, request.place),
        "zone": request.community.zone,
    }
    return desk_page(request, "members/member", context, title=found.name or _("Somebody without a name"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_POST
def chapter(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """Put a member into a chapter, into another one, or into none."""
    found = one_member(request.community, number) if number < LARGEST else None
    if found is None or found.profile is None:
        return errors.not_found(request)
    chosen = request.POST.get("chapter", "")
    home = next((row for row in chapters_of(request.community) if row.slug == chosen), None)
    choose_chapter(membership=found.membership, chapter=home, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{here(request, 'members/')}{number}/")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def active(request: HttpRequest, community: str) -> HttpResponse:
    """The rule that says who is active, with the number it gives now and would give."""
    place, now = request.community, timezone.now()
    today = local_today(place, now)
    counts = member_counts(place, today)

    def look(form: drawing.DrawnForm) -> dict[str, Any]:
        if not form.is_valid():
            return {"looked": None}
        values = form.values(*RULE)
        rule = ActiveRule(values["active_months"], tuple(values["active_counts"]), values["active_times"])
        return {"looked": member_counts(place, today, rule), "looked_words": labels.rule_sentence(rule)}

    return drawing.edit(
        request, ActiveRuleForm, title=_("Who is active"), back=here(request, "members/"), row=place,
        save=lambda form: update_community(
            community=place, by=request.actor, at=now, seen=form.cleaned_data["seen"], **form.values(*RULE)
        ),
        initial=lambda: {name: getattr(place, name) for name in RULE}, fields=RULE, look=look,
        template="members/active",
        context={"counts": counts, "now_words": labels.rule_sentence(active_rule(place))},
    )  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and int(text[:19]) < LARGEST else None
