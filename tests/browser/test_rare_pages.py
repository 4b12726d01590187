"""Pages that the demo shows only on some days: an event that is on, a session without a time, one taken off.

They are brought about in the rows of a copy: components/now.html, components/unplaced.html, errors/gone.html;
and organise/selection/waits.html, for an organiser who has yet to review.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import check
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, give_code

pytestmark = pytest.mark.browser
EVENT = "/fr/practice/pycon-practice/"
A_TALK = "FROM events_session WHERE is_break = 0 AND NOT is_plenary AND event_id = ? ORDER BY starts_at, id"


def change(server: DemoServer) -> str:
    """Let the event run now, take the time off one session and another one off the programme; its slug."""
    connection = sqlite3.connect(server.database)
    with connection:
        ((event,),) = connection.execute("SELECT id FROM events_event WHERE slug = 'pycon-practice'")
        first, second, third = connection.execute(f"SELECT id, slug {A_TALK} LIMIT 3", [event]).fetchall()
        now = datetime.now(UTC)
        connection.execute("UPDATE events_session SET cancelled_at = ? WHERE id = ?", [str(now), first[0]])
        connection.execute("UPDATE events_session SET starts_at = NULL WHERE id = ?", [second[0]])
        begun = str((now - timedelta(minutes=5)).replace(tzinfo=None))
        connection.execute("UPDATE events_session SET starts_at = ? WHERE id = ?", [begun, third[0]])
        days = [str(now.date() - timedelta(days=1)), str(now.date() + timedelta(days=1)), event]
        connection.execute('UPDATE events_event SET "start" = ?, "end" = ? WHERE id = ?', days)
        _let_the_organiser_review(connection)
        connection.execute("UPDATE base_stamp SET version = version + 1")
    connection.close()
    return first[1]


def _let_the_organiser_review(connection: sqlite3.Connection) -> None:
    """Somebody of the team who reviews in a phase that shows what others found only afterwards."""
    connection.execute("UPDATE proposals_reviewphase SET sees_others = 'after', sees = 'assigned'")
    connection.execute(
        "INSERT INTO proposals_reviewer (topics, languages, affiliation, most, least, added_at, call_id,"
        " community_id, event_id, person_id) SELECT '[]', '[]', '', 20, 0, call.created_at, call.id,"
        " call.community_id, call.event_id, role.person_id FROM proposals_call call"
        " JOIN events_event ON events_event.id = call.event_id, people_rolegrant role"
        " WHERE events_event.slug = 'pycon-practice-next' AND role.id ="
        " (SELECT min(id) FROM people_rolegrant WHERE role = 'organiser')"
    )


def test_pages_of_a_day_that_the_demo_does_not_have(
    own_demo_server: DemoServer,
    visitor: Callable[[DemoServer, Look], Visit],
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    taken_off = change(own_demo_server)
    looks = {
        "event-running": (EVENT, 200, Look()),
        "session-gone": (f"{EVENT}sessions/{taken_off}/", 410, Look()),
        "session-unplaced": (f"{EVENT}schedule/", 200, Look(width=1280)),
        "now-running": (f"{EVENT}now/", 200, Look(width=320)),
    }
    for name, (path, status, look) in looks.items():
        tab = visitor(own_demo_server, look)
        answer = tab.page.goto(path)
        assert answer is not None
        assert answer.status == status
        check(tab, accessibility_faults, name, look)
    for look in (Look(), Look(width=1280, theme="dark")):
        tab = visitor(own_demo_server, look)
        give_code(tab.page, own_demo_server, an_organiser(own_demo_server))
        answer = tab.page.goto("/fr/organise/practice/pycon-practice-next/selection/")
        assert answer is not None
        assert answer.status == 409
        check(tab, accessibility_faults, "selection-waits", look)
