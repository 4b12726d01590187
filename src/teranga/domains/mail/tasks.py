from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import daily, hourly, task
from teranga.domains.mail.actions.check_domain import look_up
from teranga.domains.mail.actions.release_bulk import release
from teranga.domains.mail.actions.send_queued import send_queued
from teranga.domains.mail.actions.steer_mails import forget_old_mails


@task("mail.send_queued")
def send() -> None:
    send_queued(clock=timezone.now)


@hourly("mail.sweep")
def sweep() -> None:
    """Whatever nobody came back for, such as mails written before there was a mail server."""
    send_queued(clock=timezone.now)


@task("mail.release")
def release_part(*, bulk_id: int, number: int) -> None:
    release(bulk_id=bulk_id, number=number, at=timezone.now())


@task("mail.check_domain")
def check_domain(*, check_id: int) -> None:
    look_up(check_id=check_id, clock=timezone.now)


@daily("mail.cleanup", hour=3)
def cleanup() -> None:
    forget_old_mails(timezone.now())
