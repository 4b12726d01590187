"""What roles, areas, verbs and scopes are called on the screen and in mails."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.people.roles import Allowed, Area, Verb
from teranga.foundation.translated import TranslatedText


def role_name(key: str, own_name: TranslatedText | None = None) -> str:
    """A ready-made role by its name in the reader's language; a community's own role as they named it."""
    if own_name:
        return TranslatedText(own_name).best((translation.get_language() or "en", "en"))[0]
    return {
        "organiser": _("Organiser"),
        "programme_chair": _("Programme chair"),
        "reviewer": _("Reviewer"),
        "aid_committee": _("Aid committee"),
        "treasurer": _("Treasurer"),
        "door_volunteer": _("Door volunteer"),
        "sponsor_contact": _("Sponsor contact"),
        "conduct_team": _("Conduct team"),
        "translator": _("Translator"),
        "read_only": _("Read-only"),
    }.get(key, key)


def area_name(area: str) -> str:
    return {
        Area.SETTINGS: _("settings"),
        Area.PAGES: _("pages and stories"),
        Area.GOALS: _("goals"),
        Area.DECISIONS: _("decisions"),
        Area.PARTNERS: _("partners"),
        Area.TEAM: _("team and roles"),
        Area.MEMBERS: _("members"),
        Area.EVENTS: _("events"),
        Area.PROGRAMME: _("programme"),
        Area.PROPOSALS: _("proposals"),
        Area.REVIEWS: _("reviews"),
        Area.AID: _("aid"),
        Area.MONEY: _("money"),
        Area.TICKETS: _("tickets"),
        Area.DOOR: _("the door"),
        Area.SPONSORS: _("sponsors"),
        Area.VOLUNTEERS: _("volunteers"),
        Area.CONDUCT: _("conduct cases"),
        Area.MAIL: _("mails"),
        Area.AUDIT: _("the log"),
        Area.JOBS: _("background work"),
    }.get(Area(area), area)


def verb_name(verb: str) -> str:
    return {
        Verb.VIEW: _("see"),
        Verb.EDIT: _("change"),
        Verb.DECIDE: _("decide"),
        Verb.PAY: _("pay"),
        Verb.MESSAGE: _("write to people"),
        Verb.EXPORT: _("take personal data out"),
        Verb.CHECK_IN: _("let people in"),
        Verb.CONDUCT: _("handle conduct cases"),
    }.get(Verb(verb), verb)


def scope_name(scope: str) -> str:
    return {
        "installation": _("everything here"),
        "community": _("this community, its chapters and events"),
        "chapter": _("this community alone"),
        "event": _("one event"),
        "track": _("one track"),
        "fund": _("one fund"),
    }.get(scope, scope)


def in_words(allowed: Allowed) -> list[tuple[str, str]]:
    """What a role allows, grouped so that areas with the same verbs share one line: (verbs, areas)."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for area in Area:
        verbs = _ordered(allowed.get(area.value, ()))
        if verbs:
            groups.setdefault(verbs, []).append(area_name(area))
    return [(", ".join(map(verb_name, verbs)), ", ".join(areas)) for verbs, areas in groups.items()]


def _ordered(verbs: Iterable[str]) -> tuple[str, ...]:
    return tuple(verb.value for verb in Verb if verb.value in verbs)
