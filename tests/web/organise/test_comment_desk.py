"""The moderators' queue and the stories that members sent in, at the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from teranga.domains.communities.models import Comment, CommentBan, Community, Page, StoryDraft
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_person
from tests.factories.stories import a_comment, a_draft, a_story
from tests.web.organise.desk import at_the_desk, queries_of, send, text_of

pytestmark = pytest.mark.django_db
QUEUE, STORIES = "/en/organise/lome/comments/", "/en/organise/lome/stories/"


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def moderator(lome: Community) -> Client:
    return at_the_desk(community=lome)


def state_of(row: Comment) -> str:
    return Comment.objects.get(community=row.community_id, pk=row.pk).state


def test_a_comment_is_shown_taken_back_and_refused_with_a_reason(moderator: Client, lome: Community) -> None:
    row = a_comment(a_story(lome), state="waiting", points=30, reasons=["links"])
    assert "looks like spam many links" in text_of(moderator.get(QUEUE))
    found = []
    for sent in ({"what": "approve"}, {"what": "undo"}, {"what": "reject", "reason": "It is advertising."}):
        moderator.post(f"{QUEUE}{row.pk}/", sent)
        found.append(state_of(row))
    assert found == ["shown", "waiting", "rejected"]
    assert "not shown" in text_of(moderator.get(QUEUE))


def test_a_ban_is_shown_and_lifted(moderator: Client, lome: Community) -> None:
    row = a_comment(a_story(lome), state="waiting")
    moderator.post(f"{QUEUE}{row.pk}/", {"what": "ban"})
    ban = CommentBan.objects.get(community=lome)
    assert row.person.name in text_of(moderator.get(QUEUE)).partition("They may not comment here")[2]
    moderator.post(f"{QUEUE}bans/{ban.pk}/")
    assert (CommentBan.objects.filter(community=lome).count(), state_of(row)) == (0, "rejected")


def test_who_may_not_decide_neither_sees_nor_changes_the_queue(lome: Community) -> None:
    row = a_comment(a_story(lome), state="waiting")
    translator = at_the_desk("translator", community=lome)
    assert translator.get(QUEUE).status_code == 404
    assert translator.post(f"{QUEUE}{row.pk}/", {"what": "approve"}).status_code == 404
    assert state_of(row) == "waiting"


def test_another_communitys_comment_is_not_found(moderator: Client) -> None:
    row = a_comment(a_story(a_community("accra")), state="waiting")
    assert moderator.post(f"{QUEUE}{row.pk}/", {"what": "approve"}).status_code == 404
    assert state_of(row) == "waiting"


def test_the_rules_are_changed(moderator: Client, lome: Community) -> None:
    send(moderator, f"{QUEUE}rules/", comments="members", comments_days="30")
    lome.refresh_from_db()
    assert (lome.comments, lome.comments_days) == ("members", 30)


def test_a_story_is_taken_over_or_sent_back(moderator: Client, lome: Community) -> None:
    taken, returned = (
        a_draft(lome, a_person(), state="submitted", submitted_at=MADE, title=title) for title in ("A", "B")
    )
    answer = moderator.post(f"{STORIES}{taken.pk}/answer/", {"what": "take"})
    page = Page.objects.get(community=lome)
    assert answer["Location"] == f"/en/organise/lome/pages/{page.pk}/?saved=1"
    assert moderator.post(f"{STORIES}{returned.pk}/answer/", {"what": "return"}).status_code == 422
    moderator.post(f"{STORIES}{returned.pk}/answer/", {"what": "return", "note": "When?"})
    rows = StoryDraft.objects.filter(community=lome).order_by("id")
    assert list(rows.values_list("state", "note")) == [("taken", ""), ("returned", "When?")]


def test_what_a_member_still_writes_is_not_found_at_the_desk(moderator: Client, lome: Community) -> None:
    row = a_draft(lome, a_person(), body="kanarix")
    assert moderator.get(f"{STORIES}{row.pk}/").status_code == 404
    assert moderator.post(f"{STORIES}{row.pk}/answer/", {"what": "take"}).status_code == 404
    assert Page.objects.filter(community=lome).count() == 0


def test_lists_cost_the_same_for_one_row_and_for_three(moderator: Client, lome: Community) -> None:
    costs = []
    for _ in range(3):
        for state in ("waiting", "rejected"):
            a_comment(a_story(lome), state=state, decided_at=MADE if state == "rejected" else None)
        a_draft(lome, a_person(), state="submitted", submitted_at=MADE)
        costs.append((queries_of(moderator, QUEUE), queries_of(moderator, STORIES)))
    assert costs[0] == costs[1] == costs[2]
