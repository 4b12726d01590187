"""F18 for whatever comes later: every model with a canary in every text, and what erasure leaves of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db.models import Model

from teranga.base.personal_data import declarations
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.people.personal_data import subject_of
from tests.security.tenants.rows import Tenant
from tests.security.tenants.world import tenant_models

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CANARY = "zorilla"
# No row of these is made here: of packages, found by an address, or nobody's.
NOBODY_S = {
    "account.EmailAddress", "communities.OpportunityReminder", "communities.PartnerContact",
    "events.TakeDown", "learning.PairWish",
    "mfa.Authenticator", "places.DoorPhone", "places.RsvpRequest", "places.WalkInContact",
    "usersessions.UserSession",
}  # fmt: skip
# Fields of somebody's rows that keep what stood there, and why that is no word about them.
STAYS = {
    "names of ways, kinds and keys of the program": (
        "activity.AuditEntry.acting_as", "activity.AuditEntry.object_type", "activity.AuditEntry.request_id",
        "activity.AuditEntry.verb", "communities.MemberImport.acting_as",
        "communities.Membership.confirmed_by", "events.FineText.key", "events.ProgrammeUpload.acting_as",
        "events.Task.area", "events.Task.key", "people.Consent.language", "people.Consent.purpose",
        "people.Consent.wording", "people.RoleGrant.role", "places.Arrival.device", "places.DoorLink.salt",
        "aid.Aftermath.became", "aid.Receipt.kind", "proposals.Proposal.imported_from",
        "proposals.Proposal.slide_language", "proposals.Proposal.topics",
    ),
    "changes of fields that are no words about people": ("activity.AuditEntry.changes",),
    "the team's own words about its work, written or brought by whoever left": (
        "aid.TravelPool.address", "aid.TravelPool.elsewhere", "aid.TravelPool.leaves_from",
        "aid.TravelPool.stops", "aid.TravelPool.text", "communities.MemberImport.basis",
        "communities.Opportunity.money", "communities.Opportunity.moved_to",
        "communities.Opportunity.outcome", "communities.Opportunity.source", "communities.Opportunity.text",
        "communities.Opportunity.title", "communities.Opportunity.url", "communities.Opportunity.who_note",
        "communities.MemberImport.content", "communities.MemberImport.file_name",
        "communities.MemberImport.report",
        "events.ProgrammeUpload.content", "events.ProgrammeUpload.file_name",
        "events.ProgrammeUpload.refusal", "events.Task.note", "events.Task.title",
        "proposals.ProposalImport.acting_as", "proposals.ProposalImport.file_name",
        "proposals.Review.for_committee", "proposals.Review.for_speaker", "proposals.ReviewRemark.text",
    ),
    "accounting": (
        "aid.Receipt.why",
        "ledger.Gift.proof", "ledger.Gift.reference", "ledger.InKind.code", "ledger.InKind.covers",
        "ledger.InKind.giver", "ledger.InKind.part", "payments.Payout.cause", "payments.Payout.proof",
        "payments.Payout.provider_id", "payments.Payout.what_for",
    ),
}  # fmt: skip


def rows_of_somebody() -> tuple[Tenant, dict[str, list[int]]]:
    tenant = Tenant("zorilla", CANARY, 3_000_000)
    for model in tenant_models():
        tenant.add(model)
    subject = subject_of(tenant.row("people.Person"))
    return tenant, {
        one.model: list(one.rows.filter(one.whose(subject)).values_list("pk", flat=True))
        for one in declarations()
    }


def fields_with_the_canary(rows: dict[str, list[int]]) -> set[str]:
    found = set()
    for one in declarations():
        for row in one.rows.filter(pk__in=rows[one.model]):
            found |= {f"{one.model}.{name}" for name in telling(row)}
    return found


def telling(row: Model) -> list[str]:
    return [
        column.name
        for column in row._meta.concrete_fields
        if CANARY in str(getattr(row, column.attname)).casefold()
    ]


def test_f18_erasure_leaves_only_the_listed_fields_of_a_persons_rows() -> None:
    tenant, rows = rows_of_somebody()
    assert {model for model, found in rows.items() if not found} == NOBODY_S
    person = tenant.row("people.Person")
    erase_person(person=person, by=Actor("member", person.pk), at=NOON)
    assert fields_with_the_canary(rows) == {field for fields in STAYS.values() for field in fields}
