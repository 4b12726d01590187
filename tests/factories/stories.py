"""Rows of stories and comments for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from teranga.domains.communities.models import Comment, Newsletter, Page, PageAuthor, StoryDraft
from teranga.domains.people.models import Person
from tests.factories.communities import MADE, a_page, in_three, number
from tests.factories.people import a_person


def a_story(community: Any, slug: str = "", **more: Any) -> Page:
    return a_page(community, slug, **{"kind": "news", **more})


def a_comment(page: Page, person: Person | None = None, **more: Any) -> Comment:
    person = person or a_person()
    return Comment.objects.create(
        **{"community": page.community, "page": page, "person": person, "name": person.name,
           "state": "shown", "language": "en", "body": f"Remark {number()}.", "written_at": MADE, **more}
    )  # fmt: skip


def an_author(page: Page, person: Person | None = None, **more: Any) -> PageAuthor:
    return PageAuthor.objects.create(
        **{"community": page.community, "page": page, "person": person or a_person(), "agreed_at": MADE,
           **more}
    )  # fmt: skip


def a_draft(community: Any, person: Person, **more: Any) -> StoryDraft:
    return StoryDraft.objects.create(
        **{"community": community, "person": person, "language": "en", "title": "How we found a room",
           "body": "We asked **everybody**.", "tags": ["rooms"], "created_at": MADE, "updated_at": MADE,
           **more}
    )  # fmt: skip


def a_newsletter(community: Any, **more: Any) -> Newsletter:
    return Newsletter.objects.create(
        **{"community": community, "month": date(2026, 8, 1), "subject": in_three("August"),
           "body": in_three("## What we did\n\n- We met."), "drafted_at": MADE, "updated_at": MADE,
           "published_at": MADE, **more}
    )  # fmt: skip
