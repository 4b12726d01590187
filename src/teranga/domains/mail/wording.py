"""What the states, categories and reasons of mails are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from teranga.domains.mail.models import BulkMail, Category, OutgoingMail

NEWS, MEMBER, EVENT = "news", "member", "event"  # why somebody gets a bulk mail


def state_name(state: str) -> str:
    names = OutgoingMail.State
    return {
        names.DRAFTED: _("drafted"), names.APPROVED: _("approved, waits for its turn"),
        names.QUEUED: _("leaves soon"), names.SENDING: _("is being sent"), names.SENT: _("sent"),
        names.FAILED: _("failed"), names.BOUNCED: _("came back"), names.DROPPED: _("too late, not sent"),
        names.VOID: _("no longer wanted, not sent"),
    }.get(state, state)  # fmt: skip


def bulk_state_name(state: str) -> str:
    names = BulkMail.State
    return {
        names.DRAFT: _("draft"), names.READY: _("recipients chosen, waits for approval"),
        names.APPROVED: _("approved, leaves in a few minutes"), names.SENDING: _("is being sent"),
        names.STOPPED: _("stopped"), names.DONE: _("sent to all"), names.CANCELLED: _("given up"),
    }.get(state, state)  # fmt: skip


def category_name(category: str) -> str:
    return {
        Category.SIGN_IN: _("Codes and links"),
        Category.MEMBERSHIP: _("Your membership"),
        Category.EVENT: _("Events you take part in"),
        Category.NEWS: _("News"),
    }.get(category, category)


def reason_words(code: str, *, community: str, event: str = "") -> str:
    """Why somebody gets a mail, as the mail itself says it."""
    words = {
        NEWS: _("you asked {community} for news"),
        MEMBER: _("you are a member of {community}"),
        EVENT: _("you took part in {event}"),
    }
    return words.get(code, "{community}").replace("{community}", community).replace("{event}", event)


def left_out_words(code: str) -> str:
    return {
        "no_address": _("no e-mail address"),
        "not_confirmed": _("address never confirmed"),
        "switched_off": _("do not want such mails"),
        "returned": _("address returns mails"),
        "merged": _("there twice, get one mail"),
    }.get(code, code)
