"""Requests a second: pages cached and uncached, the schedule beside nginx, and that all of it is fresh."""

from __future__ import annotations

from dataclasses import asdict

from bench import nginx
from bench.arithmetic import Load, median_of, ratios
from bench.changing import Changer
from bench.freshness import stale_answers, under_load
from bench.load import put_load, tool
from bench.pages import EVENT, UNCACHED, four_pages
from bench.processes import family, is_readable, pss_megabytes
from bench.rows import Row, at_least, at_most, not_measured, number, seen, with_unit
from bench.servers import Server
from bench.session import Run
from tests.postgresql import NoPostgreSQL

SCHEDULE = f"{EVENT}schedule/"
LEAST = {"SQLite": 0.5, "PostgreSQL": 0.15}
AIM = {"SQLite": 0.74}
SLOWEST_UNCACHED = 60.0  # milliseconds, schedule of 120 sessions, p50 at one connection
MOST_MEMORY = 180.0  # MB
CHANGES = 5


def on_sqlite(run: Run) -> None:
    run.say(f"Pages on SQLite, load by {tool()}")
    server = run.demo
    speeds(run, server, "SQLite", four_pages(server))
    beside_nginx(run, server, "SQLite")
    freshness(run, server, "SQLite")


def on_postgresql(run: Run) -> None:
    try:
        run.say(f"Pages on {run.cluster.version}")
    except NoPostgreSQL as missing:
        run.add(not_measured("PostgreSQL", "everything", str(missing), "≥ 0.15"))
        return
    server = run.demo_on_postgresql
    speeds(run, server, "PostgreSQL", {"schedule": SCHEDULE})
    beside_nginx(run, server, "PostgreSQL")
    freshness(run, server, "PostgreSQL", run.cluster.url)


def speeds(run: Run, server: Server, database: str, pages: dict[str, str]) -> None:
    kept = run.details.setdefault("speeds", {}).setdefault(database, {})
    for name, path in pages.items():
        for kind, address in (("cached", path), ("uncached", path + UNCACHED)):
            for connections in (1, 16):
                server.get(address)
                load = put_load(server, address, connections=connections, seconds=run.seconds)
                kept.setdefault(name, {}).setdefault(kind, {})[connections] = asdict(load)
                run.add(speed_row(database, name, kind, load))


def speed_row(database: str, name: str, kind: str, load: Load) -> Row:
    figure = f"{name}, {kind}, {load.connections} connection{'s' if load.connections > 1 else ''}"
    measured = f"{number(load.per_second)}/s, p50 {number(load.p50)} ms, p99 {number(load.p99)} ms"
    if (name, kind, load.connections) == ("schedule", "uncached", 1):
        return at_most(f"speed on {database}", figure + ", p50", load.p50, SLOWEST_UNCACHED, "ms",
                       f" ({number(load.per_second)}/s, p99 {number(load.p99)} ms)")  # fmt: skip
    return seen(f"speed on {database}", figure, measured, load.per_second)


def beside_nginx(run: Run, server: Server, database: str) -> None:
    """Rounds alternate, and so does who begins, so that a busy machine treats both alike."""
    part, limit = f"speed on {database}", LEAST[database]
    figure = "cached schedule against nginx, 16 connections"
    if nginx.find() is None:
        run.add(not_measured(part, figure, "nginx is not installed", f"≥ {limit}"))
        return
    answer = server.get(SCHEDULE, "gzip")
    rival = nginx.serve(answer, run.folder / f"nginx-{database}")
    run.stack.callback(rival.stop)
    if rival.get(nginx.PAGE, "gzip").body != answer.body:
        raise RuntimeError("nginx does not serve the same bytes.")
    sides = [(server, SCHEDULE), (rival, nginx.PAGE)]
    results: tuple[list[Load], list[Load]] = ([], [])
    for each, path in sides:
        put_load(each, path, connections=16, seconds=1)
    for turn in range(run.rounds):
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            each, path = sides[side]
            results[side].append(put_load(each, path, connections=16, seconds=run.seconds))
    rival.stop()
    compare(run, part, figure, database, len(answer.body), results)


def compare(
    run: Run, part: str, figure: str, database: str, size: int, results: tuple[list[Load], list[Load]]
) -> None:
    ours, theirs = ([load.per_second for load in side] for side in results)
    by_round = ratios(ours, theirs)
    run.details.setdefault("against nginx", {})[database] = {
        "body bytes": size, "ratios": by_round, "ours": [asdict(load) for load in results[0]],
        "nginx": [asdict(load) for load in results[1]],
    }  # fmt: skip
    aim = f", aim {AIM[database]}" if database in AIM else ""
    listed = " ".join(f"{ratio:.2f}" for ratio in by_round)
    rates = " / ".join(number(median_of(side)) for side in (ours, theirs))
    cpu = " / ".join(with_unit(1000 * median_of([load.cpu for load in side]), "µs") for side in results)
    p99 = " / ".join(with_unit(median_of([load.p99 for load in side]), "ms") for side in results)
    others = 100 * median_of([load.other for side in results for load in side])
    run.add(
        at_least(part, figure, median_of(by_round), LEAST[database], "", f" (rounds {listed}{aim})"),
        seen(part, "  requests a second, ours / nginx", rates),
        seen(part, "  processor time a request, ours / nginx", cpu),
        seen(part, "  p99, ours / nginx", p99),
        seen(part, "  machine taken by others meanwhile", f"{others:.0f} %"),
    )


def freshness(run: Run, server: Server, database: str, database_url: str = "") -> None:
    """A row is changed through the program's own action; every answer after it must show the change."""
    part, changes = f"speed on {database}", 2 if run.quick else CHANGES
    with Changer(server.data, database_url) as changer:
        with under_load(server, SCHEDULE, 60):
            alone = stale_answers(server, SCHEDULE, changer, changes)
        pair = run.start(
            "serve", server.data, database_url=database_url, options=("--workers", "2", "--no-worker")
        )
        with under_load(pair, SCHEDULE, 60):
            both = stale_answers(pair, SCHEDULE, changer, changes)
        pair.stop()
    for workers, (stale, looked) in (("1 worker", alone), ("2 workers", both)):
        run.add(
            at_most(
                part, f"stale answers after a change, {workers}", stale, 0, "", f" of {looked}, under load"
            )
        )


def memory(run: Run) -> None:
    """Measured last: after everything that this run asked of the servers."""
    if not is_readable():
        run.add(
            not_measured("memory", "whole program", "read from /proc, which this system lacks", "≤ 180 MB")
        )
        return
    server = run.demo
    run.add(at_most("memory", "whole program (PSS), SQLite, after all the above",
                    pss_megabytes(family(server.process.pid)), MOST_MEMORY, "MB"))  # fmt: skip
    if run.started("demo on PostgreSQL"):
        program = pss_megabytes(family(run.demo_on_postgresql.process.pid))
        postmaster = int((run.cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
        database = pss_megabytes(family(postmaster))
        measured = f"{number(program)} MB, {number(database)} MB"
        run.add(seen("memory", "whole program (PSS), PostgreSQL; its database server", measured, program))
