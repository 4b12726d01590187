"""SQL statements of uncached pages, counted in a process of their own on the same data."""

from __future__ import annotations

from bench.counting import count
from bench.pages import four_pages
from bench.rows import at_most, seen
from bench.session import Run

MOST_FOR_THE_SCHEDULE = 6


def measure(run: Run) -> None:
    run.say("SQL statements")
    pages = four_pages(run.demo)
    found = count(run.demo.data, list(pages.values()))
    run.details["statements"] = {name: found[path] for name, path in pages.items()}
    for name, path in pages.items():
        figure, statements = f"{name}, uncached", len(found[path])
        if name == "schedule":
            run.add(at_most("SQL statements", figure, statements, MOST_FOR_THE_SCHEDULE, ""))
        else:
            run.add(seen("SQL statements", figure, str(statements), statements))
