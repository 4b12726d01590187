from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from teranga.domains.activity.models import AuditEntry
from teranga.domains.mail.models import OutgoingMail
from tests.cli.commanding import Teranga

pytestmark = pytest.mark.django_db


def a_mail(days_old: int) -> OutgoingMail:
    return OutgoingMail.objects.create(
        cause=f"news:{days_old}", to_address="ama@example.org", language="en", subject="News", body="News\n",
        created_at=timezone.now() - timedelta(days=days_old),
    )  # fmt: skip


def test_a_dry_run_counts_and_changes_nothing(teranga: Teranga) -> None:
    a_mail(181)
    a_mail(179)
    done = teranga("retention", "--dry-run")
    assert "       1  mail.OutgoingMail            180 days." in done.out
    assert done.out.endswith("1 rows would be deleted; nothing was changed.\n")
    assert (OutgoingMail.objects.count(), AuditEntry.objects.filter(community_id=None).count()) == (2, 0)


def test_the_run_deletes_what_is_over_and_leaves_the_rest_and_a_trace(teranga: Teranga) -> None:
    a_mail(181)
    young = a_mail(179)
    assert teranga("retention").out.endswith("1 rows deleted.\n")
    assert list(OutgoingMail.objects.all()) == [young]
    entry = AuditEntry.objects.get(community_id=None)
    assert (entry.verb, entry.changes) == ("personal_data.end_overdue", {"rows": {"mail.OutgoingMail": 1}})
    assert teranga("retention").out.endswith("0 rows deleted.\n")
    assert AuditEntry.objects.filter(community_id=None).count() == 1
