"""A reader writes below a story without an account; their own page shows what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from teranga.domains.communities.models import Comment, CommentReport, Community, Page, StoryDraft
from tests.domains.communities.joining import code_in, mails_to
from tests.factories.people import a_person, signed_in
from tests.factories.stories import a_comment, a_draft, a_story, an_author
from tests.web.me.visiting import HIDDEN, NOON, Visitor, text_of

pytestmark = pytest.mark.django_db
WORDS = {"name": "Ama Mensah", "contact": "ama@example.org", "body": "Thank you. **That** helped."}
WRITE = "/en/python-lome/pages/rooms/comments/write/"


@pytest.fixture
def page(place: Community) -> Page:
    return a_story(place, "rooms", published_at=NOON - timedelta(days=2))


def opened(visitor: Visitor, path: str) -> dict[str, str]:
    found = dict(HIDDEN.findall(visitor.open(path).content.decode()))
    visitor.wait(seconds=20)
    return found


def count() -> int:
    return Comment.objects.across_communities("a test looks at all").count()


def test_a_reader_writes_types_the_code_and_sees_that_it_waits(ama: Visitor, page: Page) -> None:
    answer = ama.send(WRITE, opened(ama, WRITE) | WORDS)
    assert answer["Location"] == "/en/python-lome/comments/confirm/"
    code = code_in(mails_to()[0])
    answer = ama.send(answer["Location"], {"contact": "ama@example.org", "code": code})
    row = Comment.objects.get(community=page.community)
    assert answer["Location"] == f"/en/me/comments/?sent={row.pk}"
    assert "Somebody looks at your comment; then it appears." in text_of(ama.open(answer["Location"]))
    assert row.state == "waiting"
    assert "helped" not in text_of(Client().get("/en/python-lome/pages/rooms/"))


def test_a_shown_comment_stands_below_the_story_with_harmless_markup(page: Page) -> None:
    a_comment(page, body="# Big **bold** <script>x</script> [a](javascript:1) [b](https://b.example/)")
    html = Client().get("/en/python-lome/pages/rooms/").content.decode()
    told = html.partition('class="text remark">')[2].partition("</div>")[0]
    assert told == (
        "<p># Big <strong>bold</strong> &lt;script&gt;x&lt;/script&gt; [a](javascript:1) "
        '<a href="https://b.example/" rel="noopener nofollow ugc">b</a></p>\n'
    )


@pytest.mark.parametrize("trick", ["website", "hurry", "forged"])
def test_programs_that_fill_in_everything_write_nothing(ama: Visitor, page: Page, trick: str) -> None:
    form = dict(HIDDEN.findall(ama.open(WRITE).content.decode())) | WORDS
    if trick != "hurry":
        ama.wait(seconds=20)
    form |= {"website": {"website": "https://x.example"}, "forged": {"key": "made-up:abc:def"}}.get(trick, {})
    answer = ama.send(WRITE, form)
    assert (answer.status_code, count(), mails_to()) == (200, 0, [])
    assert "helped" in answer.content.decode()


def test_what_is_missing_is_said_at_its_field(ama: Visitor, page: Page) -> None:
    answer = ama.send(WRITE, opened(ama, WRITE) | WORDS | {"body": "  ", "contact": "no address"})
    assert "Write a few words." in text_of(answer)
    assert 'id="contact-refusal"' in answer.content.decode()
    assert count() == 0


def test_a_page_that_takes_no_comments_has_no_form(ama: Visitor, page: Page) -> None:
    Page.objects.filter(community=page.community).update(takes_comments=False)
    assert ama.open(WRITE).status_code == 404
    assert "Write a comment" not in text_of(ama.open("/en/python-lome/pages/rooms/"))


def test_somebody_signed_in_is_asked_for_no_address(ama: Visitor, page: Page) -> None:
    signed_in(a_person("Kofi", "kofi@example.org"), ama.browser)
    form = opened(ama, WRITE)
    assert 'name="contact"' not in ama.open(WRITE).content.decode()
    answer = ama.send(WRITE, form | {"name": "Kofi", "body": "Good."})
    assert answer["Location"].startswith("/en/me/comments/?sent=")
    assert mails_to("kofi@example.org") == []


def test_the_link_shows_what_waits_and_reading_it_changes_nothing(ama: Visitor, page: Page) -> None:
    ama.send(WRITE, opened(ama, WRITE) | WORDS)
    path = mails_to()[0].body.partition("/en/python-lome/comments/link/")
    path = path[1] + path[2].split()[0]
    assert "That helped" in text_of(Client().get(path))
    row = Comment.objects.get(community=page.community)
    assert row.state == "unconfirmed"
    Client().post(path, {"comment": [str(row.pk), "999", "x"]})
    row.refresh_from_db()
    assert row.state == "waiting"
    assert Client().get(path).status_code == 410


def test_one_changes_and_takes_away_only_ones_own(place: Community, page: Page) -> None:
    mine, theirs = a_comment(page), a_comment(page)
    browser = signed_in(mine.person)
    for path in (f"/en/me/comments/{theirs.pk}/", f"/en/me/comments/{theirs.pk}/remove/"):
        assert [browser.get(path).status_code, browser.post(path, {"body": "x"}).status_code] == [404, 404]
    assert browser.post(f"/en/me/comments/{mine.pk}/remove/").status_code == 302
    assert [row.pk for row in Comment.objects.filter(community=place)] == [theirs.pk]


def test_anybody_reports_a_comment_and_only_the_moderators_read_it(ama: Visitor, page: Page) -> None:
    row = a_comment(page)
    path = f"/en/python-lome/comments/{row.pk}/report/"
    answer = ama.send(path, opened(ama, path) | {"reason": "It insults somebody."})
    assert "Somebody looks at it." in text_of(ama.open(answer["Location"]))
    assert CommentReport.objects.get(community=page.community).reason == "It insults somebody."
    assert "insults" not in ama.open("/en/python-lome/pages/rooms/").content.decode()


def test_c14_a_comment_that_is_not_shown_stands_nowhere(ama: Visitor, page: Page) -> None:
    row = a_comment(page, state="waiting", body="kanarix")
    for path in ("pages/rooms/", "pages/rooms/comments/", "news.atom"):
        assert "kanarix" not in ama.open(f"/en/python-lome/{path}").content.decode()
    assert ama.open(f"/en/python-lome/comments/{row.pk}/report/").status_code == 404
    assert "kanarix" not in ama.open("/en/search/?q=kanarix").content.decode().partition("<ul")[2]


def test_all_comments_come_in_pages(page: Page) -> None:
    rows = [a_comment(page) for _ in range(51)]
    first = Client().get("/en/python-lome/pages/rooms/comments/").content.decode()
    assert (first.count('id="comment-'), f"?after={rows[49].pk}" in first) == (50, True)
    rest = Client().get(f"/en/python-lome/pages/rooms/comments/?after={rows[49].pk}").content.decode()
    assert rest.count('id="comment-') == 1
    assert Client().get("/en/python-lome/pages/rooms/").content.decode().count('id="comment-') == 30


def test_a_member_writes_a_story_looks_at_it_and_sends_it_in(ama: Visitor, place: Community) -> None:
    ama.ask()
    ama.send("/en/python-lome/join/confirm/", {"contact": "ama@example.org", "code": code_in(mails_to()[0])})
    path = "/en/me/python-lome/stories/write/"
    words = {"title": "Our room", "body": "We **asked**.", "tags": "rooms, Lomé", "language": "fr",
             "shows_name": "on"}  # fmt: skip
    looked = ama.send(path, opened(ama, path) | words | {"look": "1"})
    assert b"We <strong>asked</strong>." in looked.content
    assert not StoryDraft.objects.filter(community=place).exists()
    answer = ama.send(path, opened(ama, path) | words)
    row = StoryDraft.objects.get(community=place)
    assert (row.title, row.tags, row.language, row.shows_name) == ("Our room", ["rooms", "Lomé"], "fr", True)
    ama.send(f"/en/me/python-lome/stories/{row.pk}/move/", {"what": "submit"})
    assert "Sent in, the editors look at it" in text_of(ama.open(answer["Location"]))


def test_others_stories_are_not_found(place: Community) -> None:
    row = a_draft(place, a_person())
    browser = signed_in(a_person())
    for path in ("", f"{row.pk}/"):
        assert browser.get(f"/en/me/python-lome/stories/{path}").status_code == 404
    assert browser.post(f"/en/me/python-lome/stories/{row.pk}/move/", {"what": "delete"}).status_code == 404
    assert StoryDraft.objects.filter(community=place).count() == 1


def test_an_author_stands_under_the_story_and_the_photo_only_where_its_owner_wants(
    ama: Visitor, page: Page
) -> None:
    line = an_author(page, a_person("Efua"), shows_photo=True)
    assert "Written by Efua" in text_of(ama.open("/en/python-lome/pages/rooms/"))
    assert ama.open(f"/en/python-lome/pages/rooms/author-{line.pk}.jpg").status_code == 404
