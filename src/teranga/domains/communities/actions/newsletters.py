"""A monthly newsletter: drafted from what happened, edited by a person, made into a mail, kept in public."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Community, Newsletter
from teranga.domains.communities.newsletter_parts import Month, draft_body, in_language, month_before
from teranga.domains.communities.publishing import announce_community
from teranga.domains.mail.actions.bulk import BulkContent, change_bulk, draft_bulk
from teranga.domains.mail.models import BulkMail, Category
from teranga.foundation.translated import TranslatedText

PROGRAM = Actor("program")
PER_MINUTE = 60


class NewsletterRefused(Exception):
    """The newsletter cannot be sent or published like this. The text says what to do."""


def draft_newsletter(*, community: Community, month: date, by: Actor, at: datetime) -> Newsletter:
    """The draft of a month in each of the community's languages; one that exists stays as it is."""
    kept = Newsletter.objects.filter(community=community, month=month.replace(day=1)).first()
    if kept is not None:
        return kept
    told = Month(month.replace(day=1), community.zone)
    languages = list(community.languages) or [community.default_language]
    subject = {code: _subject(community, told, code) for code in languages}
    body = {code: draft_body(community, told, code) for code in languages}
    with write():
        try:
            with transaction.atomic():
                row = Newsletter.objects.create(
                    community=community, month=told.first, subject=TranslatedText(subject),
                    body=TranslatedText(body), drafted_at=at, updated_at=at,
                )  # fmt: skip
        except IntegrityError:  # somebody else drafted it at this moment
            return Newsletter.objects.get(community=community, month=told.first)
        _note(row, "newsletter.draft", by, at)
    return row


def draft_newsletters(at: datetime) -> int:
    """Last month's draft for every community that wants one by itself; returns how many are new."""
    new = 0
    for community in Community.objects.filter(drafts_newsletter=True).order_by("id"):
        month = month_before(at.astimezone(ZoneInfo(community.zone)).date(), community.zone).first
        if not Newsletter.objects.filter(community=community, month=month).exists():
            draft_newsletter(community=community, month=month, by=PROGRAM, at=at)
            new += 1
    return new


def change_newsletter(
    *, newsletter: Newsletter, subject: TranslatedText, body: TranslatedText, seen: str = "", by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """What a person makes of the draft. Raises EditedMeanwhile."""
    with write():
        row = _locked(newsletter)
        check_same(row, seen)
        wanted = {"subject": subject, "body": body}
        differing = changed({name: getattr(row, name) for name in wanted}, wanted)
        if not differing:
            return
        for name, value in wanted.items():
            setattr(row, name, value)
        row.updated_at = at
        row.save(update_fields=["subject", "body", "updated_at"])
        _note(row, "newsletter.change", by, at)
        if row.published_at:
            announce_community(row.community)


def prepare_mail(*, newsletter: Newsletter, by: Actor, at: datetime) -> BulkMail:
    """Make the mail to many of it, or bring its draft up to date. It leaves only once a person approves it.

    Raises NewsletterRefused, BulkRefused, MailMoveRefused when it is on its way already.
    """
    with write():
        row = _locked(newsletter)
        community = row.community
        content = BulkContent(
            category=Category.NEWS, audience={}, subject=row.subject, body=mail_text(row.body),
            per_minute=PER_MINUTE, reply_to=community.contact_email,
            names={"community": dict(community.name)},
        )  # fmt: skip
        bulk = BulkMail.objects.filter(community_id=community.pk, pk=row.bulk_id).first()
        if bulk is None:
            bulk = draft_bulk(community_id=community.pk, event_id=None, content=content, by=by, at=at)
            row.bulk_id = bulk.pk
            row.save(update_fields=["bulk_id"])
        elif bulk.state in (BulkMail.State.DRAFT, BulkMail.State.READY):
            bulk = change_bulk(bulk=bulk, content=content, by=by, at=at)
        _note(row, "newsletter.prepare_mail", by, at)
    return bulk


def publish_newsletter(*, newsletter: Newsletter, shown: bool, by: Actor, at: datetime) -> None:
    """Put it into the public archive, or take it out. Raises NewsletterRefused."""
    with write():
        row = _locked(newsletter)
        if not row.subject or not row.body:
            raise NewsletterRefused(_("Write a subject and a text in at least one language."))
        if bool(row.published_at) == shown:
            return
        row.published_at = at if shown else None
        row.save(update_fields=["published_at"])
        _note(row, "newsletter.publish" if shown else "newsletter.withdraw", by, at)
        announce_community(row.community)


def delete_newsletter(*, newsletter: Newsletter, by: Actor, at: datetime) -> None:
    with write():
        row = _locked(newsletter)
        _note(row, "newsletter.delete", by, at)
        if row.published_at:
            announce_community(row.community)
        row.delete()


def _subject(community: Community, month: Month, language: str) -> str:
    with translation.override(language):
        name = in_language(community.name, community, language)
        when = format_date(month.first, format="MMMM y", locale=language)
        return _("{community}, {month}").format(community=name, month=when)


def mail_text(text: TranslatedText) -> TranslatedText:
    """The text with a greeting; what could be read as a placeholder of a mail is said in other signs."""
    body = {}
    for code, words in text.items():
        with translation.override(code):
            body[code] = _("Hello {name},") + "\n\n" + words.replace("{", "(").replace("}", ")")
    return TranslatedText(body)


def _locked(newsletter: Newsletter) -> Newsletter:
    rows = Newsletter.objects.filter(community=newsletter.community_id).select_for_update(of=("self",))
    return rows.select_related("community").get(pk=newsletter.pk)


def _note(row: Newsletter, verb: str, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="newsletter", object_id=row.pk, at=at,
           community_id=row.community_id)  # fmt: skip
