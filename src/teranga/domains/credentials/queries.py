"""Certificates: of an event, of a person, by their address, and by the code that somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.core import signing

from teranga.domains.credentials.models import Certificate
from teranga.domains.events.models import Event
from teranga.domains.learning.models import Enrolment, TrainingPath
from teranga.domains.people.models import Person
from teranga.domains.places.models import Place
from teranga.foundation.codes import read_code
from teranga.foundation.translated import TranslatedText

CODE_LENGTH = 9  # symbols before the check symbol: 43 bits, and few tries a minute
NAMED = ("person", "place", "event", "enrolment__cohort__path")
SIGNER = signing.Signer(salt="credentials.certificate", sep=".")


class Standing(StrEnum):
    GENUINE = "genuine"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What anybody learns by a code: no more than name, event or training path, and days."""

    standing: Standing
    name: str = ""
    what: TranslatedText | None = None
    is_path: bool = False
    start: date | None = None
    end: date | None = None


def standing_of(certificate: Certificate) -> Standing:
    """Somebody whose arrival was taken back was not there, whatever was printed meanwhile."""
    if certificate.place is not None:
        holds = certificate.place.arrived_at is not None
    else:
        holds = certificate.enrolment.state == Enrolment.State.FINISHED
    return Standing.GENUINE if holds and certificate.revoked_at is None else Standing.REVOKED


def name_on(certificate: Certificate) -> str:
    """The name of today: of the person, or of the guest whom a person brought."""
    if certificate.person:
        return certificate.person.name
    return certificate.place.name if certificate.place else ""


def path_of(certificate: Certificate) -> TrainingPath | None:
    """The training path that was finished; None on a certificate of attendance."""
    return certificate.enrolment.cohort.path if certificate.enrolment else None


def verify(typed: str) -> Verdict:
    """Whether a code is genuine. One that was never given and one mistyped are the same."""
    code = read_code(typed, CODE_LENGTH)
    rows = Certificate.objects.across_communities("anybody may check a certificate by its code")
    found = rows.filter(code=code).select_related(*NAMED).first() if code else None
    if found is None:
        return Verdict(Standing.UNKNOWN)
    standing = standing_of(found)
    if standing is not Standing.GENUINE:
        return Verdict(standing)
    name = name_on(found)
    if found.event is not None:
        return Verdict(standing, name, found.event.name, start=found.event.start, end=found.event.end)
    group = found.enrolment.cohort
    return Verdict(standing, name, group.path.name, is_path=True, start=group.start, end=group.end)


def token_of(certificate: Certificate) -> str:
    return SIGNER.sign(str(certificate.pk))


def certificate_address(certificate: Certificate, language: str) -> str:
    return f"{settings.BASE_URL}/{language}/certificate/{token_of(certificate)}/"


def certificate_of_token(token: str) -> Certificate | None:
    """The certificate whose unguessable address this is; None for a false one."""
    try:
        number = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = Certificate.objects.across_communities("its address names one certificate")
    return rows.filter(pk=number).select_related(*NAMED, "community", "event__community").first()


def path_certificates_of(person: Person) -> dict[int, Certificate]:
    """Enrolment -> its certificate, of every training path that this person finished."""
    rows = Certificate.objects.across_communities("one person's own certificates").filter(person=person)
    return {row.enrolment_id: row for row in rows.exclude(enrolment=None) if row.enrolment_id}


def certificates_of_event(event: Event) -> list[Certificate]:
    rows = Certificate.objects.filter(event=event).select_related("person", "place")
    return list(rows.order_by("id"))


def certificate_of(event: Event, number: int) -> Certificate | None:
    return Certificate.objects.filter(event=event, pk=number).select_related("person", "place").first()


def certificates_of_path(path: TrainingPath) -> list[Certificate]:
    """Of everybody who finished it, the latest first."""
    rows = Certificate.objects.filter(community=path.community_id, enrolment__cohort__path=path)
    return list(rows.select_related("person", "place", "enrolment").order_by("-id"))


def path_certificate(path: TrainingPath, number: int) -> Certificate | None:
    rows = Certificate.objects.filter(community=path.community_id, enrolment__cohort__path=path, pk=number)
    return rows.select_related("person", "place", "enrolment").first()


def certificate_of_place(place: Place) -> Certificate | None:
    return Certificate.objects.filter(event=place.event_id, place=place).select_related("place").first()


def arrived_without(event: Event) -> list[Place]:
    """Places that were used, by somebody with a name, and have no certificate yet."""
    rows = Place.objects.filter(event=event, session=None, ended_at=None, arrived_at__isnull=False)
    found = rows.filter(certificate=None).select_related("person").order_by("id")
    return [place for place in found if (place.person.name if place.person else place.name)]
