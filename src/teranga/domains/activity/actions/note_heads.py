"""Once a day, how far each chain has come is noted here and in the log of the program."""

from __future__ import annotations

import logging
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.models import AuditDayHead, AuditHead
from teranga.domains.activity.rules import KnownHead, head_line

log = logging.getLogger("teranga.audit")


def note_day_heads(*, at: datetime) -> list[AuditDayHead]:
    """Note the head of each chain for this day; a day that was noted already keeps what it says."""
    day = at.date()
    with write():
        noted = set(AuditDayHead.objects.filter(day=day).values_list("chain", flat=True))
        heads = AuditHead.objects.filter(last_sequence__gt=0).exclude(chain__in=noted).order_by("chain")
        fresh = [
            AuditDayHead(chain=head.chain, day=day, sequence=head.last_sequence, hash=head.last_hash)
            for head in heads
        ]
        AuditDayHead.objects.bulk_create(fresh, ignore_conflicts=True)
    for head in fresh:  # a log that is shipped elsewhere thus holds every day's head
        log.info("Audit head %s", head_line(KnownHead(head.chain, head.sequence, head.hash, head.day)))
    return fresh
