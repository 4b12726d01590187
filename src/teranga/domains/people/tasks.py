from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.people.actions.sign_in_codes import forget_old_codes
from teranga.domains.people.actions.tries import forget_old_tries

KEPT = timedelta(days=1)


@task("people.forget_yesterday")
def forget_yesterday() -> None:
    """Codes and counted tries have done their work after a day."""
    before = timezone.now() - KEPT
    forget_old_tries(before)
    forget_old_codes(before)
