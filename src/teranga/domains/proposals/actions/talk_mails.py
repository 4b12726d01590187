"""What speakers are told: in their own language, one mail for each of them and each cause."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from teranga.base import jobs
from teranga.domains.mail.actions.queue_mail import UNSENT, queue_mail, void_unsent
from teranga.domains.mail.letters import MailText
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.templates import write_letter
from teranga.domains.places.wording import moment_words
from teranga.domains.proposals.links_told import talk_address
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.domains.proposals.queries_told import address_of, language_of, reasons_of, speaking
from teranga.domains.proposals.rules_told import reminders, reply_by
from teranga.foundation.translated import TranslatedText


def talk_letter(
    row: Proposal, speaker: ProposalSpeaker, key: str, *, link: str = "", at: datetime
) -> MailText:
    """The mail as this speaker reads it. The preview at the desk shows the same, but another `link`: whoever
    has the true one can answer.
    """
    language = language_of(row, speaker)
    until = row.reply_by or reply_by(row.call, row.event, at)
    with translation.override(language):
        why = " ".join(reasons_of([row], language).get(row.pk, [])) or _(
            "More good proposals came than there is room for."
        )
    values = {
        "name": speaker.name or (speaker.person.name if speaker.person else ""), "title": row.title or "…",
        "event": TranslatedText(row.event.name).in_language(language), "why": why,
        "link": link or talk_address(speaker, language),
        "until": moment_words(until, row.event.zone, language) if until else "…",
        "other": row.merged_into.title if row.merged_into else "…",
    }  # fmt: skip
    return write_letter(f"talk_{key}", language, values, community_id=row.community_id, event_id=row.event_id)


def tell_speakers(
    row: Proposal, key: str, why: str, *, but: Collection[int | None] = (), at: datetime
) -> int:
    """One mail to each who speaks; `why` tells this cause from another of the same letter. `but`: people who
    hear it with another proposal."""
    written = 0
    for speaker in speaking(row):
        if speaker.person_id is not None and speaker.person_id in but:
            continue
        address = address_of(row, speaker)
        if address:
            queue_mail(
                talk_letter(row, speaker, key, at=at), to=address, cause=f"talk:{row.pk}:{key}:{why}", at=at,
                community_id=row.community_id, event_id=row.event_id, person_id=speaker.person_id,
                reply_to=row.event.community.contact_email,
            )  # fmt: skip
            written += 1
    return written


def void_talk_mails(row: Proposal) -> int:
    """What was written about it and has not left is no longer true."""
    mine = OutgoingMail.objects.filter(community_id=row.community_id, cause__startswith=f"talk:{row.pk}:")
    causes = list(mine.filter(state__in=UNSENT).values_list("cause", flat=True))
    return void_unsent(causes, reason="The proposal's state changed.", community_id=row.community_id)


def plan_answer(row: Proposal, *, at: datetime) -> None:
    """Reminders until `reply_by`, and what silence brings about. An offer of places ends by itself."""
    if row.reply_by is None:
        return
    payload = {"community_id": row.community_id, "proposal_id": row.pk}
    mark = f"{row.pk}:{row.reply_by.timestamp():.0f}"
    for number, moment in enumerate(reminders(row.reply_by, at)):
        jobs.enqueue("proposals.remind_speaker", at=moment, payload=payload,
                     unique_key=f"talk-remind:{mark}:{number}")  # fmt: skip
    if row.state == Proposal.State.ACCEPTED:
        jobs.enqueue("proposals.end_silence", at=row.reply_by, payload=payload,
                     unique_key=f"talk-silence:{mark}")  # fmt: skip
