"""A community's own words for a letter, and going back to the built-in ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teranga.base.editing import check_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.mail.letters import LETTERS, LONGEST_BODY, LONGEST_SUBJECT, Letter
from teranga.domains.mail.models import MailTemplate
from teranga.domains.mail.rules import strange_parts
from teranga.foundation.translated import TranslatedText


class TemplateRefused(Exception):
    """These words cannot be sent. The text says which part, and what may stand there instead."""


def save_template(
    *, community_id: int, event_id: int | None, key: str, subject: TranslatedText, body: TranslatedText,
    by: Actor, at: datetime, seen: str = "",
) -> MailTemplate:  # fmt: skip
    """Keep these words for the letter. Raises TemplateRefused or EditedMeanwhile."""
    letter = LETTERS.get(key)
    if letter is None or not letter.can_be_changed:
        raise TemplateRefused(_("The words of this letter cannot be changed."))
    check_words(letter, subject, body)
    with write():
        row = _row(community_id, event_id, key)
        if row:
            check_unchanged(row.updated_at, seen)
        else:
            row = MailTemplate(community_id=community_id, event_id=event_id or 0, key=key)
        before = {"subject": dict(row.subject), "body": dict(row.body)}
        for name, text in (("subject", subject), ("body", body)):
            setattr(row, name, text)
        row.updated_at = at
        row.save()
        changes = {
            "subject": [before["subject"], dict(subject)], "body": [before["body"], dict(body)],
        }  # fmt: skip
        _note("mail.template_saved", row, by, at, changes)
    return row


def reset_template(*, community_id: int, event_id: int | None, key: str, by: Actor, at: datetime) -> bool:
    """Back to the built-in words. False when there were no others."""
    with write():
        row = _row(community_id, event_id, key)
        if row is None:
            return False
        changes = {"subject": [dict(row.subject), {}], "body": [dict(row.body), {}]}
        _note("mail.template_reset", row, by, at, changes)
        row.delete()
    return True


def check_words(letter: Letter, subject: TranslatedText, body: TranslatedText) -> None:
    """Only flat placeholders of this letter, no HTML, and what the reader cannot do without."""
    for code in {*subject, *body}:
        above, below = subject.get(code, ""), body.get(code, "")
        if not above and not below:
            continue
        if not above or not below:
            raise TemplateRefused(_("Write both a subject and a text, or leave both empty."))
        if len(above) > LONGEST_SUBJECT or len(below) > LONGEST_BODY:
            raise TemplateRefused(
                _("The text is too long. Write at most 180 letters above and 10,000 below.")
            )
        _check_parts(letter, above, below)


def _check_parts(letter: Letter, above: str, below: str) -> None:
    strange = strange_parts(above, letter.samples) + strange_parts(below, letter.samples)
    if strange:
        names = ", ".join(f"{{{name}}}" for name in letter.samples)
        words = _("“{part}” cannot stand in a mail. You may use: {names}")
        raise TemplateRefused(words.replace("{part}", strange[0][:60]).replace("{names}", names))
    missing = [name for name in letter.needed if f"{{{name}}}" not in below]
    if missing:
        words = _("The text needs {part}: without it nobody can do what the mail asks for.")
        raise TemplateRefused(words.replace("{part}", f"{{{missing[0]}}}"))


def _row(community_id: int, event_id: int | None, key: str) -> MailTemplate | None:
    rows = MailTemplate.objects.filter(community_id=community_id, event_id=event_id or 0, key=key)
    return rows.select_for_update().first()


def _note(verb: str, row: MailTemplate, by: Actor, at: datetime, changes: dict[str, Any]) -> None:
    record(
        by=by, verb=verb, object_type="mail_template", object_id=row.pk, at=at,
        community_id=row.community_id, event_id=row.event_id or None, changes=changes,
    )  # fmt: skip
