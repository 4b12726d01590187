"""Whether recommended addresses are alive: a small server of this test plays every host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from teranga.base import stamps
from teranga.base.outbound import Bounds
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities import tasks
from teranga.domains.communities.actions import check_directory as checking
from teranga.domains.communities.models import DirectoryCheck, DirectoryEntry, DirectoryListing
from tests.domains.communities.joining import NOON, community
from tests.factories.communities import an_entry

pytestmark = pytest.mark.django_db
HERE = ip_address("127.0.0.1")
FEED = b"<feed><entry><updated>2026-10-02T10:00:00Z</updated></entry></feed>"
FORGED = b"""<feed xmlns="http://www.w3.org/2005/Atom"><id>http://10.0.0.1/feed</id>
<link rel="self" href="http://169.254.169.254/feed"/><title>Your page</title>
<entry><id>https://other.example/1</id><link href="http://10.0.0.1/1"/><updated>2026-10-02T10:00:00Z</updated>
</entry></feed>"""
OLD = b"BEGIN:VCALENDAR\r\nDTSTART;VALUE=DATE:20240831\r\nEND:VCALENDAR"
asked: list[tuple[str, str]] = []  # path, If-None-Match


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append((self.path, self.headers.get("If-None-Match", "")))
        moves = {"/moved": (301, "/page"), "/for-now": (302, "/page"), "/inner": (301, "http://10.0.0.1/")}
        bodies = {"/page": b"words", "/feed": FEED, "/old.ics": OLD, "/forged": FORGED}
        if self.path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /closed\n")
        elif self.path in moves:
            self.send_response(moves[self.path][0])
            self.send_header("Location", moves[self.path][1])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/page" and self.headers.get("If-None-Match") == '"v1"':
            self.answer(304, b"")
        elif self.path in bodies:
            self.answer(200, bodies[self.path])
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The test says what it saw."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def bounds(host: str) -> Bounds:
    port = int(host.rpartition(":")[2])
    return Bounds(seconds=5, ports=frozenset({port}), reachable=lambda address: address == HERE)


def check(host: str, at: datetime = NOON) -> None:
    asked.clear()
    checking.check_directory(clock=lambda: at, bounds=bounds(host))


def seen(entry: DirectoryEntry) -> list[tuple[str, str]]:
    rows = DirectoryCheck.objects.filter(community=entry.community_id, entry=entry).order_by("id")
    return list(rows.values_list("outcome", "detail"))


@pytest.mark.parametrize(
    ("path", "outcome"),
    [("/page", ("alive", "")), ("/missing", ("gone", "404")), ("/closed", ("forbidden", "robots.txt")),
     ("/for-now", ("alive", "")), ("/moved", ("moved", ""))],
)  # fmt: skip
def test_every_look_is_kept_with_what_came_back(host: str, path: str, outcome: tuple[str, str]) -> None:
    entry = an_entry(community(), url=host + path)
    check(host)
    assert seen(entry) == [outcome]
    assert ("/closed", "") not in asked


def test_a_lasting_move_is_proposed_and_changes_nothing_until_somebody_accepts(host: str) -> None:
    entry = an_entry(community(), url=host + "/moved")
    check(host)
    entry.refresh_from_db()
    assert (entry.url, entry.moved_to) == (host + "/moved", host + "/page")
    checking.accept_move(entry=entry, by=Actor("organiser"), at=NOON)
    entry.refresh_from_db()
    assert (entry.url, entry.moved_to) == (host + "/page", "")


def test_a_feed_tells_the_last_sign_of_life_and_an_old_one_marks_the_entry_quiet(host: str) -> None:
    place = community()
    alive = an_entry(place, url=host + "/page", feed_url=host + "/feed")
    quiet = an_entry(place, url=host + "/page", feed_url=host + "/old.ics")
    before = stamps.read(stamps.community_scope(place.pk))
    check(host)
    for entry in (alive, quiet):
        entry.refresh_from_db()
    assert (alive.last_seen, alive.quiet_since) == (date(2026, 10, 2), None)
    assert (quiet.last_seen, quiet.quiet_since) == (date(2024, 8, 31), date(2024, 8, 31))
    listed = DirectoryListing.objects.get(community=place, entry=quiet)
    assert listed.quiet_since == date(2024, 8, 31)
    assert stamps.read(stamps.community_scope(place.pk)) == before + 2


def test_what_answers_no_more_is_quiet_after_three_weeks_and_a_sign_of_life_ends_it(host: str) -> None:
    entry = an_entry(community(), url=host + "/missing")
    found = []
    for week in range(3):
        check(host, NOON + timedelta(days=8 * week))
        entry.refresh_from_db()
        found.append(entry.quiet_since)
    assert found == [None, None, date(2026, 11, 23)]
    DirectoryEntry.objects.filter(community=entry.community_id).update(url=host + "/page")
    check(host, NOON + timedelta(days=30))
    entry.refresh_from_db()
    assert (entry.quiet_since, entry.failures) == (None, 0)


def test_an_address_is_asked_once_a_week_and_only_for_what_changed(host: str) -> None:
    entry = an_entry(community(), url=host + "/page")
    check(host)
    check(host, NOON + timedelta(days=6))
    assert asked == []
    check(host, NOON + timedelta(days=8))
    assert asked == [("/robots.txt", ""), ("/page", '"v1"')]
    assert [outcome for outcome, _ in seen(entry)] == ["alive", "unchanged"]


def test_a_closed_entry_is_not_asked(host: str) -> None:
    an_entry(community(), url=host + "/page", is_closed=True)
    check(host)
    assert asked == []


def test_e01_a_recommended_address_inside_the_network_is_never_asked(host: str) -> None:
    place = community()
    inner = an_entry(place, url="http://169.254.169.254/latest/")
    redirected = an_entry(place, url=host + "/inner")
    check(host)
    assert [seen(inner)[0][0], seen(redirected)[0][0]] == ["away", "away"]
    assert "/latest/" not in [path for path, _ in asked]


def test_e05_what_another_site_says_of_addresses_and_names_is_taken_over_nowhere(host: str) -> None:
    """No id, link or name of a feed enters: the day of its newest text is all, and nothing else is asked."""
    entry = an_entry(community(), url=host + "/page", feed_url=host + "/forged")
    before = DirectoryEntry.objects.filter(pk=entry.pk, community=entry.community_id).values().get()
    check(host)
    after = DirectoryEntry.objects.filter(pk=entry.pk, community=entry.community_id).values().get()
    assert {name for name in before if before[name] != after[name]} == {
        "checked_at",
        "last_seen",
        "marks",
    }
    assert [one[0] for one in seen(entry)] == ["alive", "alive"]
    assert {path for path, _ in asked} == {"/robots.txt", "/page", "/forged"}


def test_e05_a_feed_that_moves_inside_the_network_or_to_another_host_moves_nothing_by_itself(
    host: str,
) -> None:
    inner = an_entry(community(), url=host + "/page", feed_url=host + "/inner")
    check(host)
    assert [one[0] for one in seen(inner)] == ["alive", "away"]
    stored = DirectoryEntry.objects.get(pk=inner.pk, community=inner.community_id)
    assert (stored.url, stored.feed_url, stored.moved_to) == (host + "/page", host + "/inner", "")


def test_the_demo_asks_nobody_outside(host: str, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    an_entry(community(), url=host + "/page")
    asked.clear()
    tasks.check_directory_entries()
    assert (asked, DirectoryCheck.objects.across_communities("a test looks at all").count()) == ([], 0)


def test_entries_of_one_host_take_turns_with_others() -> None:
    place = community()
    for name in ("a", "a", "a", "b"):
        an_entry(place, url=f"https://{name}.example/")
    hosts = [entry.url for entry in checking._due(NOON, None)]
    assert hosts == ["https://a.example/", "https://b.example/", "https://a.example/", "https://a.example/"]
