"""Several threads that begin at one moment, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each returned, or the exception that it raised, in the order given."""
    barrier, outcomes = Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=30)
            outcomes[place] = work()
        except Exception as raised:  # handed to the test, which decides
            outcomes[place] = raised  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes
