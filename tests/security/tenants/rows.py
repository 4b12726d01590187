"""One row of any model for a tenant: its canary in every text, its own rows behind every key.

Nothing here names a model that it need not name: a model or field that comes later is filled by its kind.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django.db import models

from teranga.base.fields import I18nField
from tests.factories.communities import MADE

FAR = datetime(2030, 1, 1, tzinfo=UTC)
SET = ("published_at", "verified_at", "shown_at", "confirmed_at", "starts_at", "schedule_changed_at")
SCOPE_KEYS = {"event_id": "events.Event"} | dict.fromkeys(
    ("community_id", "chain", "scope_id", "object_id"), "communities.Community"
)
PERSON_KEYS = ("person_id", "actor_id", "by_id")
ADDRESSES = ("email", "to_address", "contact_email", "reply_to")
OF_AN_EVENT = datetime(2026, 9, 24, 9, tzinfo=UTC)


@dataclass
class Tenant:
    """`name` stands in slugs, `token` in texts, and every key begins with `first`.

    Two tenants are filled alike, with names and numbers of equal length: a text about one becomes a text
    about the other by replacing the words and the first digit.
    """

    name: str
    token: str
    first: int
    link: str = "https://example.org/"  # what stands in every address of a web page
    rows: dict[str, list[models.Model]] = field(default_factory=dict)
    numbers: count[int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = count(self.first + 1)

    def row(self, label: str) -> Any:
        """The tenant's first row of a model."""
        return self.rows[label][0]

    def add(self, model: type[models.Model], **given: Any) -> Any:
        made = filled(model, self, given)
        self.rows.setdefault(model._meta.label, []).append(made)
        return made

    def canary(self, model: type[models.Model], name: str) -> str:
        return f"{self.token}.{model._meta.model_name}.{name}"


def filled(model: type[models.Model], tenant: Tenant, given: dict[str, Any]) -> models.Model:
    values = {
        column.attname if column.is_relation else column.name: value_for(model, column, tenant)
        for column in model._meta.concrete_fields
        if column.name not in given and column.attname not in given
    }
    values |= {**SPECIAL.get(model._meta.label, lambda tenant: {})(tenant), **given}
    row = model(**values)
    row.save(force_insert=True)
    row.refresh_from_db()
    return row


def value_for(model: type[models.Model], column: models.Field, tenant: Tenant) -> Any:
    if column.is_relation:
        return _related(model, column, tenant)
    if column.primary_key and isinstance(column, models.AutoField):
        return next(tenant.numbers)
    if column.name in SCOPE_KEYS:
        rows = tenant.rows.get(SCOPE_KEYS[column.name])
        return rows[0].pk if rows else None
    if column.name in PERSON_KEYS:
        return tenant.row("people.Person").pk
    if isinstance(column, I18nField):
        text = tenant.canary(model, column.name)
        return {"en": f"{text} english", "fr": f"{text} french"}
    if isinstance(column, models.JSONField):
        return _json(model, column, tenant)
    if isinstance(column, models.CharField | models.TextField):
        return _text(model, column, tenant)
    return _plain(column, tenant)


def _related(model: type[models.Model], column: models.Field, tenant: Tenant) -> Any:
    target = column.remote_field.model
    if target is model and column.null:
        return None
    rows = tenant.rows.get(target._meta.label, [])
    if not rows and column.null:
        return None
    return rows[0].pk


def _json(model: type[models.Model], column: models.Field, tenant: Tenant) -> Any:
    text = tenant.canary(model, column.name)
    shape = SHAPES.get(f"{model._meta.label}.{column.name}")
    if shape is not None:
        return shape(text)
    return [text] if column.get_default() == [] else {"en": text}


def _text(model: type[models.Model], column: models.Field, tenant: Tenant) -> str:
    label, name, longest = model._meta.label, column.name, column.max_length or 500
    if isinstance(column, models.SlugField):
        return f"{tenant.name}-{model._meta.model_name}"
    if column.choices:
        return column.get_default() or column.choices[0][0]
    if column.get_default() and not callable(column.default):
        return column.get_default()
    if name in ADDRESSES or isinstance(column, models.EmailField):
        return f"{tenant.token}@example.org"
    if name.endswith("url") or isinstance(column, models.URLField):
        return f"{tenant.link}{tenant.canary(model, name)}"[:longest]
    if name.endswith(("digest", "hash")) or (column.has_default() and callable(column.default)):
        return hashlib.sha256(f"{tenant.token}{label}{name}".encode()).hexdigest()[:longest]
    if longest <= len(tenant.token):
        return {2: "TG", 3: "XOF"}.get(longest, "")
    return tenant.canary(model, name)[:longest]


def _plain(column: models.Field, tenant: Tenant) -> Any:
    if isinstance(column, models.DateTimeField):
        if column.null:
            return MADE if column.name in SET else None
        return FAR if column.name.startswith("expires") else MADE
    if isinstance(column, models.DateField):
        return None if column.null else date(2026, 9, 25 if column.name == "end" else 24)
    if isinstance(column, models.UUIDField):
        return UUID(int=next(tenant.numbers))
    if isinstance(column, models.BinaryField):
        return tenant.token.encode()
    if isinstance(column, models.BooleanField):
        return column.get_default() or False
    if column.null or column.has_default():
        return column.get_default()
    if isinstance(column, models.IntegerField | models.FloatField):
        return 1
    if isinstance(column, models.DecimalField):
        return Decimal(1)
    raise LookupError(f"Nobody said what belongs into {column}.")


def _a_quota_of_no_event(tenant: Tenant) -> models.Model:
    from teranga.domains.places.models import Quota  # not earlier: Django must be set up

    return filled(Quota, tenant, {"event_id": None, "session_id": None, "used": 1, "size": 2})


# What must have a certain shape to be shown at all; everything else is filled by its kind.
SHAPES: dict[str, Any] = {
    "aid.GiverReport.told": lambda text: {
        "currency": "XOF",
        "sums": {"pledged": 0, "given": 0, "returned": 0, "granted": 0, "paid": 0},
        "rounds": [],
        "elsewhere": [0, 0],
        "things": [],
    },
    "aid.Scenario.problem": lambda text: {},
    "aid.Scenario.result": lambda text: {},
    "aid.Scenario.pins": lambda text: {},
    "communities.DirectoryEntry.marks": lambda text: {},
    "communities.Community.mission": lambda text: [{"en": text}],
    "communities.Community.values": lambda text: [{"name": {"en": text}, "text": {"en": text}}],
    "communities.Community.help_notes": lambda text: {"mentor": {"en": text}},
    "communities.Community.languages": lambda text: ["en", "fr"],
    "communities.Community.countries": lambda text: ["TG"],
    "communities.Community.active_counts": lambda text: [],
    "communities.Community.sources": lambda text: [{"title": text, "url": "https://example.org/"}],
    "communities.MemberImport.columns": lambda text: ["name", "email"],
    "communities.MemberImport.report": lambda text: {"kind": text, "headings": [text, text], "people": 1},
    "communities.SpeakerOffer.languages": lambda text: ["en"],
    "communities.Welcomer.languages": lambda text: ["en"],
    "communities.Membership.help_ways": lambda text: ["mentor"],
    "events.Event.languages": lambda text: ["en", "fr"],
    "events.Event.guests": lambda text: [{"name": text, "role": {"en": text}, "source_url": ""}],
    "events.Event.frame": lambda text: [{"day": "2026-09-24", "text": {"en": text}}],
    "events.ProgrammeUpload.report": lambda text: {},
    "events.ProgrammeUpload.refusal": lambda text: {"code": text, "what": text},
    "mail.BulkMail.left_out": lambda text: {text: 1},
    "mail.BulkMail.names": lambda text: {"community": {"en": text}, "event": {"en": text}},
    "mail.BulkMail.audience": lambda text: {"languages": ["fr"]},
    "events.Session.languages": lambda text: ["en"],
    "events.Session.links": lambda text: [[text, "https://example.org/"]],
    "events.Speaker.links": lambda text: [[text, "https://example.org/"]],
    "places.Question.choices": lambda text: [{"en": text}],
    "places.Quota.kinds": lambda text: [],
    "places.WaitingEntry.others": lambda text: [],
    "people.Person.languages": lambda text: ["en"],
    "people.Profile.links": lambda text: [f"https://{text}.example.org/"],
    "people.Profile.audiences": lambda text: {},
    "people.CustomRole.allowed": lambda text: {},
    "people.MergeRecord.moved": lambda text: [],
    "people.MergeRecord.changed": lambda text: [],
    "learning.Programme.goals": lambda text: [{"en": text}],
    "learning.Programme.topics": lambda text: [{"en": text}],
    "learning.MatchRun.result": lambda text: {},
    "learning.Pair.reason": lambda text: {"goals": [text]},
    "activity.AuditEntry.changes": lambda text: {"name": [text, text]},
    "activity.Decision.options": lambda text: [{"en": text}],
    "communities.Opportunity.who": lambda text: ["women"],
    "communities.Opportunity.languages": lambda text: ["fr"],
    "communities.Snapshot.exact": lambda text: {"city": {text: 12}},
    "communities.Snapshot.shown": lambda text: {"city": {"day": "2026-08-31", "groups": {text: 10}}},
    "activity.DecisionVersion.content": lambda text: {"decided_by": text},
    "aid.AidRound.groups": lambda text: ["women"],
    "aid.AidRound.past": lambda text: [
        {"name": text, "applied": 1, "awarded": 1, "money": 1, "currency": "XOF"}
    ],
    "aid.AidApplication.groups": lambda text: ["women"],
    "proposals.Call.fields": lambda text: {},
    "proposals.Call.levels": lambda text: ["beginner"],
    "proposals.Call.languages": lambda text: ["en", "fr"],
    "proposals.Call.policies": lambda text: {"conduct": {"en": text}},
    "proposals.Call.statistics": lambda text: {},
    "proposals.Telling.rows": lambda text: [],
    "proposals.Call.past": lambda text: [{"name": text, "received": 40, "accepted": 12}],
    "proposals.CallQuestion.choices": lambda text: [{"en": text}],
    "proposals.ProposalSpeaker.unavailable": lambda text: [],
    "proposals.ProposalVersion.values": lambda text: {"title": text},
    "proposals.ReviewCriterion.labels": lambda text: {"0": {"en": text}},
    "proposals.ReviewPhase.hides": lambda text: [],
    "proposals.Reviewer.languages": lambda text: [],
    "proposals.AssignmentRun.problem": lambda text: {},
    "proposals.AssignmentRun.result": lambda text: {},
    "proposals.Selection.rules": lambda text: [],
    "proposals.Selection.spaces": lambda text: {},
    "proposals.Selection.pins": lambda text: {},
    "proposals.Selection.problem": lambda text: {},
    "proposals.Selection.result": lambda text: {},
    "proposals.Selection.regrets": lambda text: {},
    "aid.AskedPart.legs": lambda text: [{"from": text, "to": text, "means": "bus", "minor": 1}],
}
SPECIAL: dict[str, Any] = {
    "communities.Membership": lambda tenant: {"state": "confirmed"},
    "communities.MemberImport": lambda tenant: {"state": "applied"},
    "communities.ImportedRow": lambda tenant: {"outcome": "added"},
    "communities.Buddy": lambda tenant: {"state": "proposed"},
    "communities.Page": lambda tenant: {"kind": "news", "tags": [tenant.token, "a tag"]},
    "communities.Comment": lambda tenant: {"state": "waiting"},
    "communities.StoryDraft": lambda tenant: {"state": "submitted", "page": None},
    "communities.Opportunity": lambda tenant: {
        "state": "shown",
        "closes_at": datetime(2026, 12, 1, tzinfo=UTC),
        "zone": "UTC",
    },
    "communities.Partner": lambda tenant: {"is_shown": True},
    "communities.Goal": lambda tenant: {"metric": "members", "target": 1},
    "communities.Snapshot": lambda tenant: {"metric": "members"},
    "events.Event": lambda tenant: {"schedule_version": 1},
    "events.Series": lambda tenant: {"rule": "FREQ=WEEKLY;BYDAY=TH", "first_day": date(2026, 9, 24)},
    "events.Session": lambda tenant: {"starts_at": OF_AN_EVENT, "minutes": 45, "level": "beginner"},
    "people.RoleGrant": lambda tenant: {"scope": "community", "ended_at": MADE},
    "people.Invitation": lambda tenant: {"scope": "community"},
    "activity.AuditEntry": lambda tenant: {"sequence": 900},
    "activity.Decision": lambda tenant: {
        "id": tenant.first + 900,
        "number": tenant.first + 900,
        "state": "decided",
        "is_public": True,
        "decided_on": date(2026, 3, 1),
        "cost_minor": 100,
        "currency": "XOF",
    },
    "activity.DecisionVersion": lambda tenant: {"is_public": True},
    "mail.BulkMail": lambda tenant: {"category": "news"},
    "learning.Programme": lambda tenant: {"state": "open"},
    "learning.Application": lambda tenant: {"state": "confirmed", "gender": "", "wants": []},
    "learning.Project": lambda tenant: {"shown": "public", "language": "en"},
    "learning.TrainingPath": lambda tenant: {"shown": True},
    "learning.Cohort": lambda tenant: {"quota_id": _a_quota_of_no_event(tenant).pk},
    "credentials.Certificate": lambda tenant: {"enrolment_id": None},
    "learning.Enrolment": lambda tenant: {"state": "enrolled", "role": "learner"},
    "learning.HackathonMentor": lambda tenant: {"agreed_at": MADE},
    "learning.Hackathon": lambda tenant: {"published_at": MADE},
    "learning.TeamMember": lambda tenant: {"state": "member"},
    "learning.Pair": lambda tenant: {"mentee_outcome": "", "mentor_outcome": ""},
    "proposals.Call": lambda tenant: {"state": "published", "closes_at": FAR, "opens_at": MADE},
    "proposals.Proposal": lambda tenant: {
        "state": "submitted",
        "told_state": "submitted",
        "code": f"P{tenant.first}",  # it stands in addresses, which a page that is not found repeats
        "level": "beginner",
        "language": "en",
        "version": 1,
        "submitted_at": MADE,
    },
    "proposals.ProposalSpeaker": lambda tenant: {"state": "confirmed", "country": "TG"},
    "proposals.ProposalImport": lambda tenant: {
        "kind": "table",
        "columns": ["title"],
        "report": {},
        "made": {},
        "writers": {},
        "content": '{"kind": "table", "headings": ["title"], "rows": [], "columns": ["title"]}',
    },
    "proposals.Review": lambda tenant: {"sent_at": MADE},
    "proposals.ReviewPhase": lambda tenant: {"ends_at": FAR},
    "proposals.ReviewCriterion": lambda tenant: {"least": 0, "most": 4},
    "aid.AidRound": lambda tenant: {"state": "published", "closes_at": FAR},
    "aid.TravelPool": lambda tenant: {"state": "open"},
    "aid.PoolRoom": lambda tenant: {"beds": 2, "used": 1},
    "aid.PoolMember": lambda tenant: {"lacks": "visa", "gender": "", "shares_with": "anyone"},
    "aid.AidApplication": lambda tenant: {"state": "in_review", "number": 1, "country": "TG"},
}
