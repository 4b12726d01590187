"""What codes are called on the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.communities.rules import ActiveRule


def event_kind(code: str) -> str:
    return {
        "conference": _("Conference"),
        "meetup": _("Meetup"),
        "workshop": _("Workshop"),
        "hackathon": _("Hackathon"),
        "sprint": _("Sprint"),
        "study_group": _("Study group"),
        "social": _("Social evening"),
    }.get(code, code)


def mode(code: str) -> str:
    return {
        "in_person": _("In person"),
        "online": _("Online"),
        "hybrid": _("In person and online"),
    }.get(code, code)


def partner_kind(code: str) -> str:
    return {
        "school": _("School or university"),
        "company": _("Company"),
        "community": _("Community"),
        "media": _("Media"),
        "institution": _("Institution"),
    }.get(code, code)


def gender_name(code: str) -> str:
    return {
        "woman": _("woman"),
        "man": _("man"),
        "nonbinary": _("non-binary"),
        "own": _("in their own words"),
    }.get(code, code)


def level(code: str) -> str:
    return {
        "beginner": _("Beginner"),
        "intermediate": _("Intermediate"),
        "advanced": _("Advanced"),
        "all": _("All levels"),
    }.get(code.lower(), code)


def session_kind(code: str) -> str:
    """The usual kinds by their name in the reader's language; any other word as the programme says it."""
    return {
        "talk": _("Talk"),
        "long talk": _("Long talk"),
        "long": _("Long talk"),
        "lightning": _("Lightning talk"),
        "lightning talk": _("Lightning talk"),
        "workshop": _("Workshop"),
        "tutorial": _("Tutorial"),
        "keynote": _("Keynote"),
        "panel": _("Panel"),
        "poster": _("Poster"),
        "break": _("Break"),
        "opening": _("Opening"),
        "closing": _("Closing"),
        "plenary": _("Plenary"),
    }.get(code.lower().replace("_", " ").replace("-", " "), code)


def help_way(code: str) -> str:
    return {
        "attend": _("Come along"),
        "mentor": _("Mentor"),
        "sponsor": _("Sponsor"),
        "partner": _("Partner"),
        "contribute": _("Contribute"),
        "share": _("Share"),
    }.get(code, code)


def link_kind(code: str) -> str:
    return {
        "parent": _("Part of"),
        "chapter": _("Chapters"),
        "sister": _("Sister communities"),
        "partner": _("Partners"),
        "satellite": _("Satellites"),
    }.get(code, code)


def directory_kind(code: str) -> str:
    return {
        "community": _("Communities"),
        "newsletter": _("Newsletters"),
        "conference": _("Conferences"),
        "resource": _("Resources"),
        "channel": _("Channels"),
    }.get(code, code)


def change_kind(code: str) -> str:
    return {
        "added": _("Added"),
        "moved": _("Moved"),
        "changed": _("Changed"),
        "removed": _("Taken off"),
    }.get(code, code)


def search_kind(code: str) -> str:
    return {
        "community": _("Community"),
        "page": _("Page"),
        "event": _("Event"),
        "session": _("Session"),
        "speaker": _("Speaker"),
        "venue": _("Venue"),
        "decision": _("Decision"),
    }.get(code, code)


def participation_kind(code: str) -> str:
    return {
        "attended": _("came to an event"),
        "spoke": _("spoke"),
        "helped": _("helped"),
        "mentored": _("mentored"),
        "contributed": _("contributed"),
    }.get(code, code)


def rule_sentence(rule: ActiveRule) -> str:
    """The rule in one sentence, as it also stands on the page of the goals."""
    if rule.counts_everybody:
        return _("Every confirmed member counts as active.")
    often = ngettext("at least once", "at least %(count)s times", rule.times) % {"count": rule.times}
    within = ngettext("in the last month", "in the last %(count)s months", rule.months)
    return _("A member is active who took part {often} {within}.").format(
        often=often, within=within % {"count": rule.months}
    )


def timeline_kind(code: str) -> str:
    return {
        "joined": _("joined"),
        "left": _("left"),
        "spoke_elsewhere": _("spoke elsewhere"),
        "went_along": _("went along"),
        "took_role": _("took a role"),
        "gave_role": _("handed a role over"),
        "got_place": _("got a place"),
        "began_path": _("began a training path"),
        "helps_path": _("helps others on a training path"),
        "finished_path": _("finished a training path"),
        "began_mentoring": _("began mentoring together"),
        "began_project": _("began a project"),
        "joined_team": _("joined a team"),
        "got_certificate": _("got a certificate"),
    }.get(code) or participation_kind(code)


def chapter_kind(code: str) -> str:
    return {"city": _("City chapter"), "campus": _("Campus chapter"), "country": _("Country chapter")}.get(
        code, _("Chapter")
    )
