from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.mail.actions.send_queued import send_queued


@task("mail.send_queued")
def send() -> None:
    send_queued(clock=timezone.now)
