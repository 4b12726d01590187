"""Stories and comments in Chromium, in French on a phone: a reader, a member, an editor."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import MAIN, an_organiser, axe_clean, first_row, give_code

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
STORY = "/fr/practice/pages/programme-ouvert/"
SEEN_BY_THE_READER = ("me/comments.html", "me/comment_edit.html", "me/comment_remove.html",
                      "me/comment_report.html", "me/comment_link.html",
                      "me/newsletter_link.html")  # fmt: skip
SEEN_BY_THE_MEMBER = ("me/stories.html", "me/story.html")
DESK = {
    "organise/comments.html": "comments/",
    "organise/stories.html": "stories/",
    "organise/newsletters.html": "newsletter/",
    "organise/directory_checks.html": "directory/checks/",
    "organise/directory_import.html": "directory/import/",
}
SEEN_BY_A_TAP = ("organise/story.html", "organise/newsletter.html")
MORE = ("comments/rules/",)


def clean(visit: Visit, name: str) -> None:
    page = visit.page
    assert page.locator("h1").count() == 1, name
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == [], name
    visit.screenshot(f"stories-{name}")


def open_clean(visit: Visit, path: str, name: str) -> None:
    answer = visit.page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    clean(visit, name)


def test_a_reader_comments_and_an_editor_decides(own_demo_server: DemoServer, visitor: Open) -> None:
    reader = visitor(own_demo_server, Look("fr", "light", 390))
    body = comment(reader.page, own_demo_server)
    clean(reader, "own")
    expect(reader.page.locator("[role=status]")).to_contain_text("Quelqu’un lit ton commentaire")
    reader.page.locator("a.button[href*='/me/comments/']:not([href$='remove/'])").first.click()
    clean(reader, "edit")
    reader.page.go_back()
    reader.page.locator("a[href$='/remove/']").first.click()
    clean(reader, "remove")
    reader.page.goto(STORY)
    reader.page.locator("a[href$='/report/']").first.click()
    clean(reader, "report")
    own_stories(reader)
    editor = visitor(own_demo_server, Look("fr", "dark", 320))
    give_code(editor.page, own_demo_server, an_organiser(own_demo_server))
    for path in (*DESK.values(), *MORE):
        open_clean(editor, f"/fr/organise/practice/{path}", path.strip("/").replace("/", "-"))
    editor.page.goto("/fr/organise/practice/stories/")
    editor.page.locator(".desk-work .rows a").first.click()
    clean(editor, "sent-in")
    editor.page.goto("/fr/organise/practice/newsletter/")
    editor.page.locator(".desk-work .rows a").first.click()
    editor.page.locator("button[name=look]").click()
    expect(editor.page.locator(".prose").first).to_contain_text("Ce que nous avons fait")
    clean(editor, "newsletter")
    subscribe(reader, own_demo_server)
    editor.page.goto("/fr/organise/practice/comments/")
    mine = editor.page.locator("li", has_text=body)
    mine.locator("button[value=approve]").click()
    reader.page.goto(STORY)
    expect(reader.page.locator(".remarks")).to_contain_text(body)


def comment(page: Page, server: DemoServer) -> str:
    """From the story to one's own comment, without an account; the mail's link is only looked at."""
    body = "Merci, je viens avec ma cousine."
    page.goto(STORY)
    page.locator(".remarks a.button").click()
    page.fill("#name", "Ama Mensah")
    page.fill("#contact", "ama.reader@example.org")
    page.fill("#body", body)
    page.wait_for_timeout(2100)  # no hand is quicker, and the form refuses what is
    page.locator(MAIN).first.click()
    expect(page).to_have_url(re.compile("/comments/confirm/$"))
    mail = first_row(server, "SELECT body FROM mail_outgoingmail ORDER BY id DESC LIMIT 1")
    link = re.search(r"/fr/practice/comments/link/[\w-]+/", mail)
    assert link is not None
    code = re.search(r"^\d{6}$", mail, re.MULTILINE)
    assert code is not None
    other = page.context.new_page()
    other.goto(link[0])
    axe_clean(other)
    other.close()
    page.fill("#code", code[0])
    page.locator(MAIN).first.click()
    expect(page).to_have_url(re.compile("/me/comments/"))
    return body


def own_stories(visit: Visit) -> None:
    """The reader is no member yet: no stories; joining makes them one."""
    page = visit.page
    page.goto("/fr/practice/join/")
    page.locator("input[name=consents][value=contact]").check()
    page.fill("#contact", "ama.reader@example.org")
    page.wait_for_timeout(2100)
    page.locator(MAIN).first.click()
    open_clean(visit, "/fr/me/practice/stories/", "my-stories")
    page.locator("a.button.main").click()
    page.fill("#title", "Mon premier jeudi")
    page.fill("#body", "Nous étions **douze**.")
    page.wait_for_timeout(2100)
    page.locator("button[name=look]").click()
    clean(visit, "story-looked-at")
    page.wait_for_timeout(2100)
    page.locator(MAIN).first.click()
    expect(page).to_have_url(re.compile(r"/stories/\d+/"))
    clean(visit, "my-story")


def subscribe(visit: Visit, server: DemoServer) -> None:
    page = visit.page
    page.goto("/fr/practice/newsletter/subscribe/")
    page.fill("#contact", "kofi.reader@example.org")
    page.locator("input[name=agrees]").check()
    page.wait_for_timeout(2100)
    page.locator(MAIN).first.click()
    mail = first_row(server, "SELECT body FROM mail_outgoingmail ORDER BY id DESC LIMIT 1")
    link = re.search(r"/fr/practice/newsletter/link/[\w-]+/", mail)
    assert link is not None
    open_clean(visit, link[0], "newsletter-link")
    page.locator(MAIN).first.click()
    expect(page.locator("[role=status]")).to_contain_text("une fois par mois")
