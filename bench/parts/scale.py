"""Many communities on one PostgreSQL: the home of each and the search through all, uncached."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from urllib.parse import quote

import psycopg

from bench import world
from bench.arithmetic import percentile
from bench.pages import UNCACHED
from bench.rows import at_most, not_measured, seen
from bench.servers import Server
from bench.session import LANGUAGE, Run
from tests.postgresql import NoPostgreSQL

PART = "many communities"
SIZES = (2_000, 200_000, 20_000)  # communities, memberships, events
QUICK = (200, 20_000, 2_000)
MOST = 150.0  # milliseconds, 95 of 100
VISITS = {False: 300, True: 60}


def measure(run: Run) -> None:
    sizes = QUICK if run.quick else SIZES
    try:
        run.say(f"Many communities on {run.cluster.version}: " + ", ".join(f"{size:,}" for size in sizes))
    except NoPostgreSQL as missing:
        run.add(not_measured(PART, "everything", str(missing), f"≤ {MOST:.0f} ms"))
        return
    url, data = _database(run.cluster.url), run.folder / "scale"
    data.mkdir(mode=0o750)
    began = time.monotonic()
    made = world.load(data, url, *sizes)
    run.say(f"Loaded in {time.monotonic() - began:.0f} s")
    server = run.start("serve", data, database_url=url, options=("--no-worker",))
    dice = random.Random(7)
    count = VISITS[run.quick]
    largest = [made["slugs"][place] for place in range(20)]
    homes = [*largest, *dice.sample(made["slugs"], min(count, len(made["slugs"])))][:count]
    words = [dice.choice(made["words"]) for _ in range(count // 2)]
    words += [f"{dice.choice(made['words'])} {dice.choice(made['words'])}" for _ in range(count // 2)]
    told = f", {sizes[0]:,} communities, {sizes[1]:,} memberships, {sizes[2]:,} events"
    for name, paths in (
        ("community home", [f"/{LANGUAGE}/{slug}/{UNCACHED}" for slug in homes]),
        ("search", [f"/{LANGUAGE}/search/?q={quote(word)}" for word in words]),
        ("all communities", [f"/{LANGUAGE}/{UNCACHED}"] * (count // 10)),
    ):
        took = _times(server, paths)
        p95 = percentile(took, 0.95)
        run.details.setdefault("scale", {})[name] = {"p50": percentile(took, 0.5), "p95": p95}
        note = f" (p50 {percentile(took, 0.5):.0f} ms{told})"
        if name == "all communities":
            run.add(seen(PART, f"{name}, uncached, p95", f"{p95:.0f} ms", p95))
        else:
            run.add(at_most(PART, f"{name}, uncached, p95", p95, MOST, "ms", note))
    server.stop()


def _times(server: Server, paths: Iterable[str]) -> list[float]:
    """Milliseconds of each, one after the other. Raises RuntimeError for an answer that is no page."""
    took = []
    for place, path in enumerate([*list(paths)[:3], *paths]):  # the first three only wake the server
        began = time.perf_counter()
        answer = server.get(path)
        if place >= 3:
            took.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}.")
    return took


def _database(cluster_url: str) -> str:
    """A database of its own in the run's cluster."""
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS scale")
        connection.execute("CREATE DATABASE scale")
    return cluster_url.replace("/postgres?", "/scale?")
