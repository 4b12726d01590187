"""Giving certificates to those who came or finished a training path, and taking one back."""

from __future__ import annotations

import secrets
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.credentials.models import Certificate
from teranga.domains.credentials.queries import CODE_LENGTH, arrived_without
from teranga.domains.events.models import Event
from teranga.domains.events.rules_online import ends
from teranga.domains.learning.models import Enrolment
from teranga.foundation.codes import new_code


class NotOver(Exception):
    """Nobody gets a paper about an event that is still going on."""


class CalledOff(Exception):
    """Nobody was at an event that did not take place."""


class ReasonMissing(Exception):
    """The team of next year wants to know why."""


def issue_certificates(*, event: Event, by: Actor, at: datetime) -> list[Certificate]:
    """One for each used place that has none yet; called again it finds nothing to do."""
    if event.cancelled_at:
        raise CalledOff(event.slug)
    if at < ends(event):
        raise NotOver(event.slug)
    with write():
        # The event's row is the lock: two helpers who press at once give each person one.
        list(Event.objects.filter(community=event.community_id, pk=event.pk).select_for_update())
        issued = [
            Certificate.objects.create(
                community_id=event.community_id, event=event, place=place, person=place.person,
                code=new_code(secrets.choice, CODE_LENGTH), issued_at=at,
            )
            for place in arrived_without(event)
        ]  # fmt: skip
        if issued:
            record(by=by, verb="certificate.issue", object_type="event", object_id=event.pk, at=at,
                   community_id=event.community_id, event_id=event.pk,
                   changes={"count": len(issued)})  # fmt: skip
    return issued


def issue_path_certificate(*, enrolment: Enrolment, by: Actor, at: datetime) -> None:
    """For whoever finished a training path, in the transaction in which the last step was marked."""
    with write():
        row = Certificate.objects.create(
            community_id=enrolment.community_id, enrolment=enrolment, person_id=enrolment.person_id,
            code=new_code(secrets.choice, CODE_LENGTH), issued_at=at,
        )  # fmt: skip
        record(by=by, verb="certificate.issue", object_type="certificate", object_id=row.pk, at=at,
               community_id=row.community_id, changes={"count": 1})  # fmt: skip


def revoke_certificate(*, certificate: Certificate, why: str, by: Actor, at: datetime) -> bool:
    """From now on its code says that it was taken back. False when it was so already."""
    if not why.strip():
        raise ReasonMissing(certificate.pk)
    return _settle(certificate, at, why, "certificate.revoke", by, at)


def reinstate_certificate(*, certificate: Certificate, by: Actor, at: datetime) -> bool:
    return _settle(certificate, None, "", "certificate.reinstate", by, at)


def _settle(
    certificate: Certificate, moment: datetime | None, why: str, verb: str, by: Actor, at: datetime
) -> bool:
    with write():
        rows = Certificate.objects.filter(community=certificate.community_id, pk=certificate.pk)
        row = rows.select_for_update().get()
        if (row.revoked_at is None) == (moment is None):
            return False
        rows.update(revoked_at=moment, revoked_why=why)
        certificate.revoked_at, certificate.revoked_why = moment, why
        record(by=by, verb=verb, object_type="certificate", object_id=row.pk, at=at,
               community_id=row.community_id, event_id=row.event_id)  # fmt: skip
    return True
