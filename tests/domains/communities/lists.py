"""Lists of people brought along, and what their tests do over and over."""

from __future__ import annotations

from typing import Any

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions import import_members
from teranga.domains.communities.actions.lists.put_in import apply_list
from teranga.domains.communities.actions.lists.take_out import undo_list
from teranga.domains.communities.models import Community, ImportedRow, MemberImport, Membership
from teranga.domains.people.models import ContactPoint, DuplicateSuspicion, Person
from tests.domains.communities.joining import NOON

BASIS = "They signed our attendance list and agreed to be kept."
BY = Actor("organiser", None)


def read(place: Community, text: str, encoding: str = "utf-8") -> MemberImport:
    upload = import_members.receive_list(
        community=place, file_name="list.csv", content=text.encode(encoding), by=BY, at=NOON
    )
    import_members.examine(upload, clock=lambda: NOON)
    return upload


def put(place: Community, text: str, standing: str = "recorded", encoding: str = "utf-8") -> MemberImport:
    upload = read(place, text, encoding)
    import_members.ask_to_apply(upload=upload, standing=standing, basis=BASIS, by=BY, at=NOON)
    upload.refresh_from_db()
    apply_list(upload, clock=lambda: NOON)
    upload.refresh_from_db()
    return upload


def take_out(upload: MemberImport) -> MemberImport:
    import_members.ask_to_undo(upload=upload, by=BY, at=NOON)
    upload.refresh_from_db()
    undo_list(upload, clock=lambda: NOON)
    upload.refresh_from_db()
    return upload


def outcomes(upload: MemberImport) -> list[tuple[int, str, str]]:
    rows = ImportedRow.objects.filter(community=upload.community_id, upload=upload)
    return list(rows.order_by("line").values_list("line", "outcome", "note"))


def people_here(place: Community) -> list[tuple[str, str, str]]:
    rows = Membership.objects.filter(community=place).order_by("id")
    return list(rows.values_list("listed_name", "listed_contact", "state"))


def counted() -> dict[str, Any]:
    return {
        "persons": Person.objects.count(),
        "points": ContactPoint.objects.count(),
        "memberships": Membership.objects.across_communities("a test counts").count(),
        "suspicions": DuplicateSuspicion.objects.count(),
    }
