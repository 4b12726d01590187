"""The rows of a file of proposals, in bulk, within the transaction of the action that puts them in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from teranga.domains.proposals.actions.import_parts import Made, make_parts
from teranga.domains.proposals.actions.import_people import make_answers, make_speakers
from teranga.domains.proposals.actions.import_reviews import make_remarks, make_reviews, make_tags
from teranga.domains.proposals.actions.import_slots import hold_slots
from teranga.domains.proposals.links import contact_folded
from teranga.domains.proposals.models import Proposal, ProposalImport, ProposalVersion
from teranga.domains.proposals.queries_import import known_in
from teranga.domains.proposals.rules_call import LEVELS
from teranga.domains.proposals.rules_import import Known, Plan, found_in, imported_key
from teranga.domains.proposals.rules_writing import SEEN_LATER
from teranga.foundation.codes import new_code
from teranga.foundation.folding import slug

BATCH = 400
COPIED = (
    "abstract", "description", "notes", "needs", "words", "asked", "is_first_time", "wants_mentor",
    "may_record", "needs_aid", "needs_letter", "is_invited", "times",
)  # fmt: skip
Rows = list[tuple[Proposal, Mapping[str, Any]]]
State = Proposal.State


def put_in(upload: ProposalImport, plan: Plan, at: datetime) -> tuple[dict[str, int], Made]:
    """How many of what, and the keys of the parts of the call that were made for them."""
    call = upload.call
    made = make_parts(call, plan)
    known = known_in(call)
    rows = _make_proposals(upload, plan, known, at)
    speakers = make_speakers(call, rows, at)
    left, files = make_answers(call, rows, speakers, plan, known)
    made["files"] = files
    make_tags(call, rows, known, at)
    make_remarks(call, rows, at)
    reviews = make_reviews(upload, rows, plan, known, at)
    hold_slots(rows, at)
    counts = {
        "proposals": len(rows), "reviews": reviews, "remarks": plan.remarks, "types": len(plan.types),
        "tracks": len(plan.tracks), "topics": len(plan.topics), "tags": len(plan.tags),
        "rooms": len(plan.rooms), "questions": len(plan.questions), "criteria": len(plan.criteria),
        "answers_left": left,
    }  # fmt: skip
    return {name: count for name, count in counts.items() if count}, made


def _make_proposals(upload: ProposalImport, plan: Plan, known: Known, at: datetime) -> Rows:
    call = upload.call
    taken = set(Proposal.objects.filter(event=call.event_id, call=call).values_list("code", flat=True))
    usual = next(iter(known.types.values()), None)
    language = call.event.community.default_language
    made: Rows = []
    with translation.override(language):
        for one in plan.new:
            kind = found_in(known.types, one["type"]) or usual
            is_draft = one["state"] == State.DRAFT
            sent = moment_in(one["sent"], call.event.zone) or at
            row = Proposal(
                community_id=call.community_id, event=call.event, call=call, brought_by=upload,
                code="" if is_draft else _code(one["code"], taken), state=one["state"],
                told_state=one["told"],
                type=kind, track=found_in(known.tracks, one["track"]), topics=_topics(known, one),
                title=one["title"][:200], **{name: one[name] for name in COPIED},
                level=one["level"] if one["level"] in LEVELS else "",
                language=_spoken(one["language"]), slide_language=_spoken(one["slide_language"]),
                declined_why=one["declined_why"][:300], team_notes=_team_notes(one, kind),
                rank=one["rank"] if one["state"] == State.RESERVE else None,
                version=0 if is_draft else one["version"], interface_language=language,
                imported_from=imported_key(upload.kind, one), started_at=sent, changed_at=sent,
                submitted_at=None if is_draft else sent, **_contact(one), **_times(call, one, at),
            )  # fmt: skip
            made.append((row, one))
    Proposal.objects.bulk_create([row for row, _one in made], batch_size=BATCH)
    ProposalVersion.objects.bulk_create(
        [version for row, one in made for version in _versions(row, one, call.event.zone)], batch_size=BATCH
    )
    return made


def moment_in(text: str, zone: str) -> datetime | None:
    """A moment without a zone is one of the event's clocks."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or not 1990 < moment.year < 2200:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(zone))


def _times(call: Any, one: Mapping[str, Any], at: datetime) -> dict[str, datetime | None]:
    """When it was decided and told; from now on where the file does not say it."""
    zone, open_ones = call.event.zone, (State.DRAFT, State.SUBMITTED)
    return {
        "decided_at": moment_in(one["decided_at"], zone) or (None if one["state"] in open_ones else at),
        "told_at": moment_in(one["told_at"], zone) or (None if one["told"] in open_ones else at),
        "answered_at": moment_in(one["answered_at"], zone),
    }


def _contact(one: Mapping[str, Any]) -> dict[str, str]:
    address = one["speakers"][0]["email"] if one["speakers"] else ""
    return {"contact": address, "contact_folded": contact_folded(address)}


def _topics(known: Known, one: Mapping[str, Any]) -> list[str]:
    by_slug = {row.slug: row for row in known.topics.values()}
    rows = [by_slug.get(topic) or found_in(known.topics, topic) for topic in one["topics"]]
    return list(dict.fromkeys(row.slug for row in rows if row))


def _spoken(text: str) -> str:
    return text.replace("_", "-").partition("-")[0].casefold()[:8]


def _team_notes(one: Mapping[str, Any], kind: Any) -> str:
    """A length of its own is no format here: it is kept as a note."""
    notes = [one["team_notes"]]
    if one["minutes"] and kind is not None and one["minutes"] != kind.minutes:
        notes.append(_("Length in the other program: %(minutes)s minutes.") % {"minutes": one["minutes"]})
    return "\n\n".join(filter(None, notes))


def _versions(row: Proposal, one: Mapping[str, Any], zone: str) -> list[ProposalVersion]:
    """As the file tells them; the last one is what stands there now."""
    if row.state == State.DRAFT:
        return []
    here = {"community_id": row.community_id, "event_id": row.event_id, "proposal": row}
    told = {version["number"]: version for version in one["versions"] if version["number"] < row.version}
    kept = [
        ProposalVersion(**here, number=number, values=version["values"],
                        at=moment_in(version["at"], zone) or row.submitted_at)
        for number, version in sorted(told.items())
    ]  # fmt: skip
    last: dict[str, Any] = next(
        (version for version in one["versions"] if version["number"] == row.version), {}
    )
    at = moment_in(last.get("at", ""), zone) or row.submitted_at
    return [
        *kept,
        ProposalVersion(**here, number=row.version, values=last.get("values") or _seen(row), at=at),
    ]


def _seen(row: Proposal) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in SEEN_LATER}
    return told | {"type": row.type.slug if row.type else "", "track": row.track.slug if row.track else ""}


def _code(wanted: str, taken: set[str]) -> str:
    code = wanted if slug(wanted) and wanted.replace("-", "").isalnum() and wanted.isascii() else ""
    while not code or code in taken:
        code = new_code(secrets.choice)
    taken.add(code)
    return code
