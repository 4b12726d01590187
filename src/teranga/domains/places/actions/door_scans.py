"""What a door's phone sends: ticks, walk-ins and undos, each done once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.people.normal_forms import one_line
from teranga.domains.places.actions.arrivals import ScanIn, ScanOut, record_scans
from teranga.domains.places.actions.door_links import DoorClosed
from teranga.domains.places.models import Arrival, DoorLink, DoorPhone, Place, Quota, WalkInContact
from teranga.domains.places.queries import quotas_of
from teranga.domains.places.rules_door import DEVICE, believed_time, takes_scans


@dataclass(frozen=True, slots=True)
class DoorScan:
    """One tap. `offset` is what the phone had measured by then as missing from its clock; None: never."""

    uuid: UUID
    place: UUID
    kind: str
    clock: datetime
    offset: timedelta | None = None
    name: str = ""
    contact: str = ""


def send_scans(
    *, phone: DoorPhone, scans: Sequence[DoorScan], phone_now: datetime, at: datetime
) -> list[ScanOut]:
    """Add a phone's taps to the log. Raises DoorClosed.

    A time before the phone opened the door, or after now, is not believed: the nearest possible one stands,
    beside the clock as the phone had it.
    """
    with write(durable=True):
        link = DoorLink.objects.select_related("event__community").get(event=phone.event_id, pk=phone.link_id)
        phone = DoorPhone.objects.get(event=link.event_id, pk=phone.pk)
        if not takes_scans(phone, link, link.event, at):
            raise DoorClosed
        DoorPhone.objects.filter(event=link.event_id, pk=phone.pk).update(heard_at=at)
        told = record_scans(
            event=link.event, device=DEVICE.format(phone.pk), device_now=phone_now, at=at,
            scans=[_believed(scan, phone, at - phone_now, at) for scan in scans],
            by=Actor(DEVICE.format(phone.pk)), walk_in_quota=_quota_for(link),
        )  # fmt: skip
        _keep_contacts(link.event, scans, at)
    return told


def _believed(scan: DoorScan, phone: DoorPhone, measured_now: timedelta, at: datetime) -> ScanIn:
    offset = measured_now if scan.offset is None else scan.offset
    happened_at = believed_time(scan.clock, offset, since=phone.since, at=at)
    return ScanIn(scan.uuid, scan.place, scan.kind, scan.clock, one_line(scan.name)[:120], happened_at)


def _quota_for(link: DoorLink) -> Quota | None:
    """The first quota that walk-ins may draw from, if the organiser wants them counted."""
    if not link.walk_ins_count:
        return None
    kinds = (quota for quota in quotas_of(link.event) if not quota.kinds or Place.Kind.WALK_IN in quota.kinds)
    return next(kinds, None)


def _keep_contacts(event: Event, scans: Sequence[DoorScan], at: datetime) -> None:
    walk_ins = (scan for scan in scans if scan.kind == Arrival.Kind.WALK_IN)
    told = {scan.place: said for scan in walk_ins if (said := one_line(scan.contact)[:254])}
    for place in Place.objects.filter(event=event, kind=Place.Kind.WALK_IN, uuid__in=list(told)):
        WalkInContact.objects.get_or_create(
            place=place,
            event=event,
            defaults={"community_id": event.community_id, "contact": told[place.uuid], "told_at": at},
        )
