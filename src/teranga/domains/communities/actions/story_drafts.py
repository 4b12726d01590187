"""A member writes a story, sends it in, and an editor takes it over or sends it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.edit_page import write_page
from teranga.domains.communities.models import Community, Page, PageAuthor, StoryDraft
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.queries_comments import is_confirmed_member
from teranga.domains.communities.story_mails import tell_author
from teranga.domains.people.models import Person
from teranga.foundation.translated import TranslatedText

State = StoryDraft.State
MOVES: dict[str, tuple[str, ...]] = {
    State.WRITING: (State.SUBMITTED,),
    State.SUBMITTED: (State.WRITING, State.RETURNED, State.TAKEN),
    State.RETURNED: (State.SUBMITTED,),
    State.TAKEN: (),
}
MOST_OPEN = 20  # stories of one person in one community that are not taken yet


class StoryFields(TypedDict, total=False):
    title: str
    description: str
    body: str
    tags: list[str]
    language: str
    shows_name: bool
    shows_photo: bool


class StoryRefused(Exception):
    """This story cannot be written or sent in. The text says why; nothing was written."""


class StoryMoveRefused(Exception):
    """A story in this state cannot go to that one. Nothing was changed."""

    def __init__(self, state: str, to: str) -> None:
        super().__init__(f"A story that is {state} cannot become {to}.")
        self.state, self.to = state, to


def start_story(
    *, community: Community, person: Person, key: str, by: Actor, at: datetime, **fields: Unpack[StoryFields]
) -> int:
    """A member's new draft, once per key; returns its number. Raises StoryRefused."""

    def act() -> dict[str, int]:
        if not is_confirmed_member(community, person):
            raise StoryRefused(_("Only members write stories here. Join first."))
        own = StoryDraft.objects.filter(community=community, person=person).exclude(state=State.TAKEN)
        if own.count() >= MOST_OPEN:
            raise StoryRefused(_("You have twenty open stories. Finish or delete one first."))
        row = StoryDraft.objects.create(
            community=community, person=person, created_at=at, updated_at=at, **fields
        )
        return {"story": row.pk}

    with write():
        return once(f"story:{community.pk}:{person.pk}", key, at, act)["story"]


def change_story(*, story: StoryDraft, by: Actor, at: datetime, **fields: Unpack[StoryFields]) -> None:
    """Its author's change while it is theirs. Raises StoryMoveRefused once it is sent in."""
    with write():
        row = _locked(story)
        if row.state not in (State.WRITING, State.RETURNED):
            raise StoryMoveRefused(row.state, State.WRITING)
        for name, value in fields.items():
            setattr(row, name, value)
        row.updated_at = at
        row.save()


def submit_story(*, story: StoryDraft, by: Actor, at: datetime) -> None:
    """To the editors. Raises StoryMoveRefused or StoryRefused."""
    with write():
        row = _locked(story)
        if row.state == State.SUBMITTED:
            return
        if not row.title or not row.body:
            raise StoryRefused(_("Write a title and a text first."))
        row.submitted_at, row.note = at, ""
        _move(row, State.SUBMITTED, "story.submit", by, at)


def take_story_back(*, story: StoryDraft, by: Actor, at: datetime) -> None:
    """Its author wants to write on. Raises StoryMoveRefused when an editor has taken it meanwhile."""
    with write():
        row = _locked(story)
        if row.state == State.WRITING:
            return
        _move(row, State.WRITING, "story.take_back", by, at)


def delete_story(*, story: StoryDraft, by: Actor, at: datetime) -> None:
    """Its author throws it away; a page that was made of it stays the community's."""
    with write():
        row = StoryDraft.objects.filter(community=story.community_id, pk=story.pk).first()
        if row is not None:
            row.delete()


def return_story(*, story: StoryDraft, note: str, by: Actor, at: datetime) -> None:
    """Back to its author with what is missing, told by mail. Raises StoryMoveRefused, StoryRefused."""
    note = note.strip()[:1000]
    if not note:
        raise StoryRefused(_("Say what is missing, so that the author can go on."))
    with write():
        row = _locked(story)
        row.note = note
        _move(row, State.RETURNED, "story.return", by, at)
        tell_author(row, "story_returned", at=at, note=note)


def take_story(*, story: StoryDraft, by: Actor, at: datetime) -> Page:
    """Make a draft page of it, with its author by consent; the editors publish it as any page.

    Raises StoryMoveRefused.
    """
    with write():
        row = _locked(story)
        if row.state == State.TAKEN and row.page is not None:
            return row.page
        page = write_page(
            community=row.community, by=by, at=at, kind=Page.Kind.NEWS, tags=list(row.tags),
            title=TranslatedText({row.language: row.title}),
            description=TranslatedText({row.language: row.description} if row.description else {}),
            body=TranslatedText({row.language: row.body}),
        )  # fmt: skip
        if row.shows_name:
            PageAuthor.objects.create(
                community=row.community, page=page, person=row.person, agreed_at=row.submitted_at or at,
                shows_photo=row.shows_photo,
            )  # fmt: skip
        row.page = page
        _move(row, State.TAKEN, "story.take", by, at)
        tell_author(row, "story_taken", at=at)
    return page


def show_author(*, page: Page, person: Person, shows_photo: bool, by: Actor, at: datetime) -> None:
    """The person agrees that their name, and perhaps their photo, stands under the page."""
    with write():
        rows = PageAuthor.objects.filter(community=page.community_id, page=page)
        row = rows.filter(person=person).first()
        if row is not None and row.shows_photo == shows_photo:
            return
        PageAuthor.objects.update_or_create(
            page=page, person=person, community_id=page.community_id,
            defaults={"shows_photo": shows_photo, "agreed_at": at, "position": rows.count()},
        )  # fmt: skip
        _announce(page, "page.show_author", person, by, at)


def hide_author(*, page: Page, person: Person, by: Actor, at: datetime) -> None:
    """The name is taken off the page: by its owner at any time, or by an editor."""
    with write():
        if PageAuthor.objects.filter(community=page.community_id, page=page, person=person).delete()[0]:
            _announce(page, "page.hide_author", person, by, at)


def _announce(page: Page, verb: str, person: Person, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="page", object_id=page.pk, at=at, community_id=page.community_id,
           changes={"person": [None, person.pk]})  # fmt: skip
    announce_community(Community.objects.get(pk=page.community_id))


def _move(row: StoryDraft, to: str, verb: str, by: Actor, at: datetime) -> None:
    if to not in MOVES[row.state]:
        raise StoryMoveRefused(row.state, to)
    changes: dict[str, Any] = {"state": [row.state, str(to)]}
    row.state, row.updated_at = to, at
    row.save()
    record(by=by, verb=verb, object_type="story", object_id=row.pk, at=at, community_id=row.community_id,
           changes=changes)  # fmt: skip


def _locked(story: StoryDraft) -> StoryDraft:
    rows = StoryDraft.objects.filter(community=story.community_id).select_for_update(of=("self",))
    return rows.select_related("community", "person", "page").get(pk=story.pk)
