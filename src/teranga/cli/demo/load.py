"""Bringing the demo world into the database: stories, the practice community, programmes from files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.utils import timezone

from teranga.base.writing import write
from teranga.cli.demo.load_imports import load_programmes
from teranga.cli.demo.load_practice import load_practice
from teranga.cli.demo.load_story import load_story_events, load_story_home, load_story_links
from teranga.cli.demo.practice import build_practice
from teranga.cli.demo.stories import STORIES, load_stories
from teranga.cli.refusal import Refusal
from teranga.cli.starting import progress
from teranga.domains.activity.actions.record import COMMAND_LINE, record
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community

PRACTICE = "practice"
LOADED = "demo.load"


def load_demo(folder: Path | None) -> None:
    """Load what is missing. The same world again is not even compared."""
    has_practice = Community.objects.filter(slug=PRACTICE).exists()
    if not has_practice and Community.objects.filter(kind=Community.Kind.LIVE).exists():
        raise Refusal("This data directory holds a real installation: give the demo another one with --data.")
    digest = _digest_of_stories()
    loaded = AuditEntry.objects.filter(community_id=None, verb=LOADED).order_by("-pk").first()
    if not (has_practice and loaded and loaded.changes.get("stories") == digest):
        with progress("Loading the demo world"):
            _load(digest, has_practice=has_practice)
    if folder:
        load_programmes(folder)


def _load(digest: str, *, has_practice: bool) -> None:
    """All or nothing: what a cut leaves behind is loaded from the start the next time."""
    at = timezone.now()
    stories = load_stories()
    with write():
        for story in stories:
            load_story_home(story, at)
        for story in stories:
            load_story_events(story, at)
        for story in stories:
            load_story_links(story, at)
        if not has_practice:
            load_practice(build_practice(timezone.localdate()), at)
        record(by=COMMAND_LINE, verb=LOADED, object_type="installation", object_id=None, at=at,
               changes={"stories": digest})  # fmt: skip


def _digest_of_stories() -> str:
    digest = hashlib.sha256()
    for file in sorted(STORIES.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(STORIES).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
