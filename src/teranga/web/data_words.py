"""What the declarations of personal data are called on the screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from teranga.base.personal_data import Category, Declared, Ending


def category_name(category: Category) -> str:
    return {
        Category.IDENTITY: _("Who you are"),
        Category.CONTACT: _("How to reach you"),
        Category.MEMBERSHIP: _("Membership and taking part"),
        Category.CONSENT: _("Consents"),
        Category.SECURITY: _("Security"),
        Category.CORRESPONDENCE: _("Mails to you"),
        Category.PUBLISHED: _("Published about you"),
        Category.WORK: _("Roles and tasks"),
        Category.AID: _("Aid to travel and take part"),
        Category.ACCOUNTING: _("Accounting"),
    }[category]


def ending_sentence(ending: Ending) -> str:
    return {
        Ending.DELETED: _("Deleted on erasure."),
        Ending.BLANKED: _("Stays without anything that says who it was."),
        Ending.KEPT: _("Stays as a number that leads to nobody."),
    }[ending]


def words_of(one: Declared) -> dict[str, Any]:
    """A declaration as a page shows it."""
    return {
        "model": one.model,
        "category": category_name(one.category),
        "purpose": one.purpose,
        "retention": one.retention,
        "ending": ending_sentence(one.ending),
    }
