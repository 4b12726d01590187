"""Every address of the URL configuration, filled in for a tenant. One that cannot be filled is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from teranga.base.permissions import Access
from tests.security.tenants.rows import Tenant

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# The row that a number stands for: by the parameter's own name, or by the last word before it.
ROW_OF = {
    "own_role": "people.CustomRole",
    "grant": "people.RoleGrant", "invitation": "people.Invitation", "suspicion": "people.DuplicateSuspicion",
    "merge": "people.MergeRecord", "job": "base.Job", "mail": "mail.OutgoingMail", "bulk": "mail.BulkMail",
    "plan": "events.Task", "pages": "communities.Page", "goals": "communities.Goal",
    "people": "communities.TeamSeat", "channels": "communities.Channel", "figures": "communities.Figure",
    "directory": "communities.DirectoryEntry", "network": "communities.CommunityLink",
    "sessions": "events.Session", "import": "events.ProgrammeUpload", "venues": "events.Venue",
    "opportunities": "communities.Opportunity",
    "partners": "communities.Partner", "partner": "communities.Partner",
    "contacts": "communities.PartnerContact", "agreements": "communities.Agreement",
    "equipment": "communities.LentItem", "decisions": "activity.Decision", "goal": "communities.Goal",
    "rooms": "events.Room", "tracks": "events.Track", "speakers": "events.Speaker", "photo": "people.Person",
    "quotas": "places.Quota", "waiting": "places.WaitingEntry", "taken": "places.Place",
    "questions": "places.Question",
    "comments": "communities.Comment", "ban": "communities.CommentBan", "stories": "communities.StoryDraft",
    "author": "communities.PageAuthor", "newsletter": "communities.Newsletter",
    "checks": "communities.DirectoryEntry",
    "members": "communities.Membership", "upload": "communities.MemberImport",
    "heard": "communities.Delegation",
    "door": "places.DoorLink", "phone": "places.DoorPhone",
    "mentoring": "learning.Programme", "pair": "learning.Pair", "application": "learning.Application",
    "picture": "events.EventPhoto", "pictures": "events.EventPhoto", "materials": "events.Material",
    "helpers": "events.Helper", "certificate": "credentials.Certificate",
    "note": "learning.SafetyNote", "project": "learning.Project", "projects": "learning.Project",
    "helper": "learning.ProjectMember", "paths": "learning.TrainingPath", "cohort": "learning.Cohort",
    "team": "learning.Team", "teammate": "learning.TeamMember", "adviser": "learning.HackathonMentor",
    "judge": "learning.Judge", "criterion": "learning.Criterion",
    "fund": "ledger.Fund", "gift": "ledger.Gift", "thing": "ledger.InKind",
    "aid": "aid.AidRound", "part": "aid.Part", "line": "aid.Criterion", "share": "aid.ShareRule",
    "paying": "aid.RoundFund", "scorer": "aid.Scorer", "own_aid": "aid.AidApplication", "proof": "aid.Proof",
    "scenario": "aid.Scenario", "award": "aid.AidAward", "receipt": "aid.Receipt",
    "told": "aid.Aftermath", "story": "aid.Aftermath",
    "payout": "payments.Payout",
    "types": "proposals.SessionType", "topics": "proposals.Topic", "own-questions": "proposals.CallQuestion",
    "codes": "proposals.AccessCode",
    "phases": "proposals.ReviewPhase", "lines": "proposals.ReviewCriterion",
    "reasons": "proposals.ReviewTag", "reviewers": "proposals.Reviewer",
    "selection": "proposals.Selection", "other": "proposals.Selection",
    "own_file": "proposals.ProposalFile",
    "run": "proposals.AssignmentRun",
    "enrolment": "learning.Enrolment", "step": "learning.PathStep",
}  # fmt: skip
# Random keys that are the proof of whoever has them, as tokens are: strangers know none.
KEYS = ("own_proposal", "own_speaker")
NOBODY_HAS = "0b0d7a4c-5d2e-4f64-9a1b-2f6a3c8e9d10"
SLUG_OF = {
    "pages": "communities.Page", "sessions": "events.Session", "speakers": "events.Speaker",
    "series": "events.Series", "mentoring": "learning.Programme", "paths": "learning.TrainingPath",
    "aid": "aid.AidRound",
    "funds": "ledger.Fund",
}  # fmt: skip
PLAIN: dict[str, str] = {
    "form": "webp",
    "code": "a-code-that-nobody-has",
    "token": "a-token-that-nobody-has", "way": "1000000", "session": "1000000", "field": "title",
    "day": "2026-09-24", "tag": "a-tag", "year": "2026", "issue": "2026-09",
    "to": "release", "by": "room", "key": "role-invited",
    "what": "directory", "suffix": "csv",
    "step": "you", "nth": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One address of the configuration."""

    route: str
    access: Access | None
    fill: Callable[[Tenant, Tenant], str]  # (whose community, whose everything else) -> path

    @property
    def names_a_row(self) -> bool:
        return any(
            match["name"] not in ("community", *PLAIN, *KEYS) for match in PARAMETER.finditer(self.route)
        )


class NobodyFillsThis(LookupError):
    """An address has a part for which no row of a tenant is known: say it in ROW_OF, SLUG_OF or PLAIN."""


def all_places() -> list[Place]:
    return [
        Place(route, getattr(view, "access", None), _filler(route))
        for route, view in _patterns(get_resolver())
    ]


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern.callback


def _filler(route: str) -> Callable[[Tenant, Tenant], str]:
    def fill(community: Tenant, rest: Tenant) -> str:
        def value(match: re.Match[str]) -> str:
            return _value(route, match, community if match["name"] == "community" else rest)

        return "/" + PARAMETER.sub(value, route)

    return fill


def _value(route: str, match: re.Match[str], tenant: Tenant) -> str:
    name = match["name"]
    before = route[: match.start()].rstrip("/").rpartition("/")[2]
    if name in ("community", "event"):
        return tenant.row("communities.Community" if name == "community" else "events.Event").slug
    if name == "source":
        return tenant.row("events.Event").slug
    if before == "<slug:kind>":  # the board of missing translations
        before = "sessions" if "<slug:event>" in route else "pages"
    if name == "upload" and "proposals/" in route:
        return str(tenant.row("proposals.ProposalImport").pk)
    if match["kind"] == "int" and (label := ROW_OF.get(name) or ROW_OF.get(before)):
        return str(tenant.row(label).pk)
    if name in KEYS:
        return NOBODY_HAS
    if match["kind"] == "uuid":
        return str(tenant.row(ROW_OF[name]).uuid)
    if name == "link":
        return str(
            tenant.row("events.EventLink" if "<slug:event>" in route else "communities.CommunityLink").pk
        )
    if name == "slug" and before in SLUG_OF:
        return tenant.row(SLUG_OF[before]).slug
    if name == "kind":
        return "jpg" if "photo" in route else "session" if "<slug:event>" in route else "page"
    if name == "value":
        return {"day": "2026-09-24", "language": "en", "level": "beginner"}.get(
            before, tenant.row("events.Track" if before == "track" else "events.Room").slug
        )
    if name == "code" and before in ("proposals", "of", "talks", "why"):
        return tenant.row("proposals.Proposal").code
    if name in PLAIN:
        return PLAIN[name]
    raise NobodyFillsThis(f"{match[0]} in {route}")
