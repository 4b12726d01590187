"""Looking whether what the directory recommends is still there: politely, by a job, and with a log.

One host is asked one thing at a time; once a week; only what changed since, where the host can say so; and
nothing where its robots.txt asks programs to stay out. Nothing found is shown but days and moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from django.db.models import Q

from teranga.base import jobs
from teranga.base.outbound import Answer, Bounds, look
from teranga.base.outbound_addresses import OutboundRefused
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.models import Community, DirectoryCheck, DirectoryEntry
from teranga.domains.communities.publishing import announce_community
from teranga.formats.signs_of_life import newest_day

WEEK = timedelta(days=7)
QUIET_AFTER = timedelta(days=365)  # without an event or a new text
FAILURES = 3  # weeks in a row in which nothing answered
MOST = 500  # entries in one run
HOPS = 4
AGENT = "Teranga"
PATIENCE = Bounds(seconds=10, bytes=2_000_000)
LASTING, PASSING = (301, 308), (302, 303, 307)
Outcome = DirectoryCheck.Outcome
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Look:
    """What came back from one address. `moved_to`: where every step was said to last."""

    url: str
    outcome: str
    detail: str = ""
    moved_to: str = ""
    newest: date | None = None
    marks: dict[str, str] = field(default_factory=dict)


def check_directory(*, clock: Clock, bounds: Bounds = PATIENCE, community_id: int | None = None) -> int:
    """Look at every entry whose week is over, or at all of one community's; returns how many."""
    entries = _due(clock(), community_id)
    robots: dict[str, RobotFileParser | None] = {}
    for done, entry in enumerate(entries):
        today = clock().date()
        looks = [
            look_at(url, entry.marks.get(url, {}), robots, bounds, today)
            for url in dict.fromkeys([entry.url, entry.feed_url])
            if url.startswith(("http://", "https://"))
        ]
        if looks:
            note_looks(entry=entry, looks=looks, at=clock())
        jobs.report_progress(done + 1, len(entries))
    return len(entries)


def ask_for_looks(*, community: Community, by: Actor, at: datetime) -> None:
    """An organiser wants to know now: a job looks, at most once an hour."""
    jobs.enqueue(
        "communities.check_entries", at=at, payload={"community_id": community.pk},
        unique_key=f"check-entries:{community.pk}:{at:%Y-%m-%dT%H}",
    )  # fmt: skip


def look_at(
    url: str, marks: dict[str, str], robots: dict[str, RobotFileParser | None], bounds: Bounds, today: date
) -> Look:
    """Ask one address and follow where it leads; each host only if its robots.txt lets programs in."""
    here, lasting, sent = url, True, _conditions(marks)
    try:
        for _hop in range(HOPS):
            if not _may_ask(here, robots, bounds):
                return Look(url, Outcome.FORBIDDEN, "robots.txt")
            answer = look(here, headers=sent, bounds=bounds)
            if answer.status not in LASTING + PASSING:
                break
            lasting = lasting and answer.status in LASTING
            here, sent = urljoin(here, answer.headers.get("location", "")), {}
        else:
            return Look(url, Outcome.AWAY, "moved too often")
    except (OutboundRefused, ValueError) as refused:
        return Look(url, Outcome.AWAY, str(refused)[:200])
    moved_to = here if here != url and lasting else ""
    return _look_of(url, answer, moved_to, today)


def _look_of(url: str, answer: Answer, moved_to: str, today: date) -> Look:
    if answer.status == 304:
        return Look(url, Outcome.UNCHANGED)
    if answer.status in (404, 410):
        return Look(url, Outcome.GONE, str(answer.status), moved_to)
    if answer.status != 200:
        return Look(url, Outcome.AWAY, str(answer.status), moved_to)
    marks = {name: answer.headers[name][:200] for name in ("etag", "last-modified") if name in answer.headers}
    outcome = Outcome.MOVED if moved_to else Outcome.ALIVE
    return Look(url, outcome, "", moved_to[:300], newest_day(answer.body, today), marks)


def note_looks(*, entry: DirectoryEntry, looks: list[Look], at: datetime) -> None:
    """Write the looks down and what they say of the entry. What is public is announced when it changed."""
    with write():
        rows = DirectoryEntry.objects.filter(community=entry.community_id).select_for_update(of=("self",))
        row = rows.select_related("community").filter(pk=entry.pk).first()
        if row is None:
            return
        before = (row.last_seen, row.quiet_since)
        for one in looks:
            DirectoryCheck.objects.create(
                community=row.community, entry=row, at=at, url=one.url[:300], outcome=one.outcome,
                detail=one.detail, newest=one.newest,
            )  # fmt: skip
        _settle(row, looks, at)
        row.save()
        if before != (row.last_seen, row.quiet_since):
            list_community(row.community)
            announce_community(row.community)


def accept_move(*, entry: DirectoryEntry, by: Actor, at: datetime) -> None:
    """The new address in place of the old one."""
    with write():
        rows = DirectoryEntry.objects.filter(community=entry.community_id).select_for_update(of=("self",))
        row = rows.select_related("community").get(pk=entry.pk)
        if not row.moved_to:
            return
        record(by=by, verb="entry.accept_move", object_type="entry", object_id=row.pk, at=at,
               community_id=row.community_id, changes={"url": [row.url, row.moved_to]})  # fmt: skip
        row.url, row.moved_to, row.marks = row.moved_to, "", {}
        row.save(update_fields=["url", "moved_to", "marks"])
        list_community(row.community)
        announce_community(row.community)


def _settle(row: DirectoryEntry, looks: list[Look], at: datetime) -> None:
    today = at.date()
    answered = [one for one in looks if one.outcome in (Outcome.ALIVE, Outcome.UNCHANGED, Outcome.MOVED)]
    asked = [one for one in looks if one.outcome != Outcome.FORBIDDEN]
    row.checked_at = at
    row.failures = 0 if answered or not asked else min(row.failures + 1, 1000)
    row.moved_to = next((one.moved_to for one in looks if one.url == row.url and one.moved_to), "")
    row.marks = {**row.marks, **{one.url: one.marks for one in looks if one.marks}}
    days = [one.newest for one in looks if one.newest]
    if days:
        row.last_seen = max(days)
    row.quiet_since = _quiet_since(row, today)


def _quiet_since(row: DirectoryEntry, today: date) -> date | None:
    """Since its last event when that is a year ago, or since nothing answers; a sign of life ends it."""
    if row.last_seen and today - row.last_seen > QUIET_AFTER:
        return row.last_seen
    if row.failures >= FAILURES:
        return row.quiet_since or today - WEEK * (FAILURES - 1)
    return None


def _due(at: datetime, community_id: int | None) -> list[DirectoryEntry]:
    """One entry of each host in turn, so that no host is asked twice in a row where there are others."""
    rows = DirectoryEntry.objects.across_communities("the job looks at every community's directory")
    rows = rows.filter(is_closed=False).exclude(url="", feed_url="")
    if community_id is not None:
        rows = rows.filter(community_id=community_id)
    else:
        rows = rows.filter(Q(checked_at=None) | Q(checked_at__lt=at - WEEK))
    by_host: dict[str, list[DirectoryEntry]] = {}
    for entry in rows.order_by("checked_at", "id")[:MOST]:
        by_host.setdefault(urlsplit(entry.url or entry.feed_url).netloc, []).append(entry)
    turns = max((len(entries) for entries in by_host.values()), default=0)
    return [entries[turn] for turn in range(turns) for entries in by_host.values() if turn < len(entries)]


def _conditions(marks: dict[str, str]) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {names[name]: value for name, value in marks.items() if name in names}


def _may_ask(url: str, robots: dict[str, RobotFileParser | None], bounds: Bounds) -> bool:
    """What the host's robots.txt says to programs; asked once a run. Without one everything is open."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in robots:
        robots[origin] = _rules_of(origin, bounds)
    rules = robots[origin]
    return rules is None or rules.can_fetch(AGENT, url)


def _rules_of(origin: str, bounds: Bounds) -> RobotFileParser | None:
    try:
        answer = look(f"{origin}/robots.txt", bounds=bounds)
    except OutboundRefused:
        return None  # the page itself then says whether the host is there
    if answer.status != 200:
        return None
    rules = RobotFileParser()
    rules.parse(answer.body[:100_000].decode("utf-8", "replace").splitlines())
    return rules
