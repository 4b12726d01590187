"""Subjects that many communities write about, told in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from teranga.foundation.folding import fold


def tag_words(tag: str) -> str:
    """The tag in the reader's language if it is a common subject, else as its author wrote it."""
    return {
        "bilingual": _("bilingual"),
        "chapters": _("chapters"),
        "data": _("data"),
        "decisions": _("decisions"),
        "directory": _("directory"),
        "free software": _("free software"),
        "goals": _("goals"),
        "hackathon": _("hackathon"),
        "learning": _("learning"),
        "meetups": _("meetups"),
        "mentoring": _("mentoring"),
        "money": _("money"),
        "news": _("news"),
        "open data": _("open data"),
        "speakers": _("speakers"),
        "story": _("story"),
        "students": _("students"),
        "vision": _("vision"),
        "women": _("women"),
        "workshops": _("workshops"),
    }.get(fold(tag).replace("-", " "), tag)
