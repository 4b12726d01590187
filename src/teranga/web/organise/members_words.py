"""What members' states, ways and files are called at the desk."""

from __future__ import annotations

from django.utils.translation import gettext as _

from teranga.web import labels


def state_words(state: str) -> str:
    return {
        "confirmed": _("confirmed"),
        "recorded": _("on a list brought along"),
        "pending": _("asked, not confirmed yet"),
        "left": _("left"),
    }.get(state, state)


def level_words(code: str) -> str:
    return _("New to Python") if code == "new" else labels.level(code) if code else ""


def field_words(field: str) -> str:
    return {
        "": _("leave it out"),
        "name": _("whole name"),
        "first": _("first name"),
        "last": _("family name"),
        "email": _("e-mail address"),
        "phone": _("phone number"),
        "city": _("city"),
        "joined": _("member since"),
        "key": _("number in the other program"),
    }[field]


def list_kind_words(kind: str) -> str:
    return {
        "meetup": _("An export from Meetup"),
        "luma": _("An export from lu.ma"),
        "google": _("Google contacts"),
        "vcard": _("Contacts of a phone (vCard)"),
        "table": _("A table"),
    }.get(kind, kind)


def import_state_words(state: str) -> str:
    return {
        "waiting": _("Being read"),
        "read": _("Read, nobody is put in yet"),
        "applying": _("Being put in"),
        "applied": _("Put in"),
        "undoing": _("Being taken out again"),
        "undone": _("Taken out again"),
        "dropped": _("Left, nobody was put in"),
        "refused": _("Could not be read"),
    }[state]


def outcome_words(outcome: str) -> str:
    return {
        "added": _("New"),
        "known": _("Known here already"),
        "repeated": _("The same person again"),
        "left": _("Left the community, not put back"),
        "bad": _("No address that can be used"),
        "unclear": _("Only a name, and somebody here has it"),
    }[outcome]


def trouble_words(code: str) -> str:
    return {
        "address": _("An e-mail address that does not work"),
        "phone": _("A phone number that does not exist"),
        "empty": _("A line without anybody"),
        "too-many": _("Lines beyond the limit were left out"),
        "two-records": _("The address and the number belong to two records"),
    }.get(code, code)
