"""What is written around the practice community's stories: their authors, comments in every state, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from teranga.cli.demo.reading import Reader, read_mapping
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.comments import write_comment
from teranga.domains.communities.actions.moderate_comments import (
    approve_comment,
    reject_comment,
    report_comment,
)
from teranga.domains.communities.actions.newsletters import draft_newsletter, publish_newsletter
from teranga.domains.communities.actions.story_drafts import show_author, start_story, submit_story
from teranga.domains.communities.models import Comment, Community, Page, StoryDraft
from teranga.domains.communities.newsletter_parts import month_before
from teranga.domains.people.models import Person

FILE = Path(__file__).parent / "practice_texts" / "readers.yaml"
A_QUARTER = timedelta(minutes=15)


def load_readers(
    community: Community, team: Sequence[Person], members: Sequence[Person], at: datetime
) -> None:
    """Authors agreed when the page came out; comments and drafts came since."""
    told = read_mapping(FILE)
    pages = {page.slug: page for page in Page.objects.filter(community=community)}
    for page, author in told.each("authors", lambda row: (row.slug("page"), row.number("author") or 0)):
        person = team[author]
        by = Actor("member", person.pk)
        show_author(
            page=pages[page], person=person, shows_photo=False, by=by, at=pages[page].published_at or at
        )
    moderator = Actor("organiser", team[0].pk)

    def comment(row: Reader) -> None:
        _comment(row, pages[row.slug("page")], members[row.number("member") or 0], moderator, at)

    def draft(row: Reader) -> None:
        _draft(row, community, members[row.number("member") or 0], at)

    told.each("comments", comment)
    told.each("drafts", draft)
    _letters(community, moderator, at)


def _letters(community: Community, by: Actor, at: datetime) -> None:
    """The newsletter of two months ago stands in the archive; last month's waits for a person."""
    last = month_before(at.date(), community.zone)
    earlier = month_before(last.first, community.zone)
    kept = draft_newsletter(community=community, month=earlier.first, by=by, at=last.begins)
    publish_newsletter(newsletter=kept, shown=True, by=by, at=last.begins)
    draft_newsletter(community=community, month=last.first, by=by, at=at)


def _comment(row: Reader, page: Page, person: Person, moderator: Actor, at: datetime) -> None:
    written = at - timedelta(hours=row.number("hours") or 0)
    by = Actor("member", person.pk)
    result = write_comment(
        page=page, by=by, at=written, key=f"demo-comment-{page.pk}-{person.pk}",
        name=person.name, body=row.string("text"), language=row.string("language"), person=person,
    )  # fmt: skip
    found = Comment.objects.get(community=page.community_id, pk=result.comment_id)
    decided = written + A_QUARTER
    match row.string("state"):
        case Comment.State.SHOWN:
            approve_comment(comment=found, by=moderator, at=decided)
        case Comment.State.REJECTED:
            reject_comment(comment=found, reason=row.string("reason"), by=moderator, at=decided)
    if row.has("report"):
        report_comment(
            comment=found, reason=row.string("report"), key=f"demo-report-{found.pk:08d}",
            by=Actor("visitor"), at=decided + A_QUARTER,
        )  # fmt: skip


def _draft(row: Reader, community: Community, person: Person, at: datetime) -> None:
    written, by = at - timedelta(days=row.number("days") or 0), Actor("member", person.pk)
    number = start_story(
        community=community, person=person, key=f"demo-story-{person.pk:08d}", by=by, at=written,
        title=row.string("title"), description=row.string("description", required=False),
        body=row.string("text"), tags=list(row.strings("tags")), language=row.string("language"),
        shows_name=True, shows_photo=False,
    )  # fmt: skip
    if row.raw("submitted"):
        story = StoryDraft.objects.get(community=community, pk=number)
        submit_story(story=story, by=by, at=written + A_QUARTER)
