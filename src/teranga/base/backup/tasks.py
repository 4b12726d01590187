from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from teranga.base.backup.making import back_up_into
from teranga.base.jobs import daily

log = logging.getLogger("teranga.backup")


@daily("base.back_up", hour=2)
def back_up_daily() -> None:
    """The backup of the day, with as many older ones as the settings say."""
    folder = settings.CONFIG.backups
    if folder is not None:
        file = back_up_into(folder, keep=settings.CONFIG.backups_kept, at=timezone.now())
        log.info("Backup %s, %s bytes", file, file.stat().st_size)
