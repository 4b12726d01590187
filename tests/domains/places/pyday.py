"""PyDay on the test database: the real pages behind a server of the test's own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from bench.pyday import PyDay, Tally, run
from teranga.domains.events.models import Event
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.places.actions.quotas import recount
from teranga.domains.places.models import Offer, Quota, Rsvp, WaitingEntry
from tests.factories.communities import a_community
from tests.factories.places import NOON, a_meetup, taken


class Served(ThreadingMixIn, WSGIServer):
    """The program as Django serves it, a thread a request, each with a database connection of its own."""

    daemon_threads = True
    request_queue_size = 256

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()  # the thread ends here, and with it nobody would hold what it opened


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        return None


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Served, Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


LINK = re.compile(r"https?://[^/\s]+(/\S+/answer/link/\S+)")


def hold_a_pyday(
    server: tuple[str, int],
    start: Any,
    *,
    seed: int,
    clients: int = 200,
    places: int = 50,
    within: float = 0.0,
) -> tuple[Event, Tally]:
    """Two hundred who want to come to fifty places. `start`: a day that lies ahead by the real clock."""
    event = a_meetup(places, a_community(kind="live"), starts_at=start, start=start.date(), end=start.date())
    day = PyDay(
        *server, f"/fr/{event.community.slug}/{event.slug}/", link_of,
        look=lambda: sum(taken(event)), clients=clients, within=within, seed=seed,
        looked=connections.close_all,
    )  # fmt: skip
    try:
        return event, run(day)
    finally:
        connection.close()


def link_of(address: str) -> str:
    until = time.monotonic() + 30
    try:
        while time.monotonic() < until:
            rows = OutgoingMail.objects.filter(to_address=address, cause__startswith="rsvp-code")
            body = rows.values_list("body", flat=True).first()
            if body:
                return LINK.search(body)[1]
            time.sleep(0.05)
    finally:
        connection.close()
    raise AssertionError(f"No mail to {address} came.")


def check(event: Event, tally: Tally, places: int = 50) -> None:
    """Every promise, on what the clients saw and on what the database says afterwards."""
    assert tally.failures == []
    assert tally.server_errors == 0
    assert 0 < tally.highest <= places
    assert broken_promises(event, places) == []


def broken_promises(event: Event, places: int) -> list[str]:
    """What the rows of the event contradict: all places used, the counters right, nobody jumped the list."""
    rows = WaitingEntry.objects.filter(event=event).order_by("joined_at", "pk")
    offered = set(Offer.objects.filter(event=event).values_list("entry", flat=True))
    still = [row.pk for row in rows if row.state == "waiting"]
    first_waiting = next((place for place, row in enumerate(rows) if row.pk in still), len(rows))
    kept = {
        "every place is used": taken(event) == (places, 0, 0),
        "counters and rows agree": recount(event=event, at=NOON) == [],
        "as many answers as places": Rsvp.objects.filter(event=event, state="going").count() == places,
        "one quota": Quota.objects.filter(event=event).count() == 1,
        "nobody jumped the list": not [
            row for place, row in enumerate(rows) if row.pk in offered and place > first_waiting
        ],
    }
    return [promise for promise, is_kept in kept.items() if not is_kept]
