"""PyDay: two hundred come to fifty places at the real server, again and again, on both databases."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from bench import pyday, pyday_world
from bench.arithmetic import percentile
from bench.rows import MISSED, OK, Row, at_most, not_measured
from bench.servers import environment, teranga
from bench.session import Run
from tests.postgresql import NoPostgreSQL

PART = "PyDay"
PLACES, CLIENTS, WITHIN, REPEATS = 50, 200, 20.0, 10  # places, people, the seconds in which they come, times
MOST = 1000.0  # milliseconds, 95 of 100
LINK = re.compile(r"https?://[^/\s]+(/\S+/answer/link/\S+)")
INIT = ["init", "--name", "Python Anécho", "--languages", "fr,en", "--currency", "XOF",
        "--email", "ama@example.org"]  # fmt: skip
MAIL = "SELECT body FROM mail_outgoingmail WHERE to_address = {} AND cause LIKE {}"
TAKEN = "SELECT max(used + held + offered) FROM places_quota"
Ask = Callable[..., Any]


def on_sqlite(run: Run) -> None:
    data = run.folder / "pyday"
    _measure(run, "SQLite", data, "", _sqlite(data / "teranga.sqlite3"), "?")


def on_postgresql(run: Run) -> None:
    try:
        with psycopg.connect(run.cluster.url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS pyday")
            connection.execute("CREATE DATABASE pyday")
    except NoPostgreSQL as missing:
        run.add(not_measured(PART, "PostgreSQL", str(missing), f"≤ {MOST:.0f} ms"))
        return
    url = run.cluster.url.replace("/postgres?", "/pyday?")
    with psycopg.connect(url, autocommit=True) as connection:
        _measure(run, "PostgreSQL", run.folder / "pyday-postgresql", url, _postgresql(connection), "%s")


def _measure(run: Run, database: str, data: Path, url: str, ask: Ask, mark: str) -> None:
    repeats = 1 if run.quick else int(os.environ.get("TERANGA_LONG_REPEATS", REPEATS))
    subprocess.run(
        teranga(*INIT, "--data", str(data)), env=environment(url), check=True, stdout=subprocess.DEVNULL
    )
    paths = pyday_world.ask(data, url, "make", str(repeats), str(PLACES))
    server = run.start("serve", data, database_url=url, options=("--no-worker",))
    worst, seconds, errors, failures = 0, [], 0, []
    for seed, path in enumerate(paths):
        day = pyday.PyDay(
            "localhost", server.port, path, lambda address: _link(ask, address, mark),
            look=lambda: int(ask(TAKEN) or 0), clients=CLIENTS, within=WITHIN, seed=seed,
        )  # fmt: skip
        tally = pyday.run(day)
        worst, errors = max(worst, tally.highest), errors + tally.server_errors
        failures += tally.failures
        seconds.append(1000 * tally.p95())
        run.say(f"PyDay {seed + 1} of {repeats} on {database}: p95 {seconds[-1]:.0f} ms")
    server.stop()
    for failure in failures[:3]:
        run.say(failure)
    told = pyday_world.ask(data, url, "check", str(PLACES))
    note = f" ({CLIENTS} people in {WITHIN:.0f} s, {repeats} times, worst {max(seconds):.0f} ms)"
    run.add(at_most(PART, f"{database}, p95 of every answer", percentile(seconds, 0.5), MOST, "ms", note))
    kept = not (told["broken"] or errors or failures or worst > PLACES)
    found = f"at most {worst} taken, {len(told['broken'])} of {told['events']} not full or in order"
    run.add(Row(PART, f"{database}, places", f"{found}, {errors} x 5xx, {len(failures)} failed",
                f"{PLACES}, 0, 0, 0", OK if kept else MISSED))  # fmt: skip
    run.details.setdefault("pyday", {})[database] = {"p95": seconds, "failures": failures[:5], **told}


def _link(ask: Ask, address: str, mark: str) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        body = ask(MAIL.format(mark, mark), address, "rsvp-code%")
        if body:
            return LINK.search(body)[1]  # type: ignore[index]  # every such mail has one
        time.sleep(0.1)
    raise AssertionError(f"No mail to {address} came.")


def _sqlite(file: Path) -> Ask:
    def ask(question: str, *values: str) -> Any:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
        try:
            row = connection.execute(question, values).fetchone()
        finally:
            connection.close()
        return row[0] if row else None

    return ask


def _postgresql(connection: psycopg.Connection[Any]) -> Ask:
    """Over one connection: the clients are two hundred threads."""
    one_at_a_time = threading.Lock()

    def ask(question: str, *values: str) -> Any:
        with one_at_a_time:
            row = connection.execute(question, values).fetchone()
        return row[0] if row else None

    return ask
