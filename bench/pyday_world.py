"""Meetups with fifty places each, and afterwards whether every promise was kept.

python -m bench.pyday_world make COUNT PLACES | check PLACES, with the database of the environment. `make`
prints the paths of the events as JSON, `check` how many of them are full and in order.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.servers import environment


def ask(data: Path, database_url: str, *words: str) -> Any:
    """What the other process says. Raises CalledProcessError."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.pyday_world", *words],
        env=environment(database_url, TERANGA_DATA=str(data), TERANGA_WORKER="no"),
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def make(count: int, places: int) -> list[str]:
    from django.utils import timezone

    from tests.factories.communities import a_community
    from tests.factories.places import a_meetup

    start, community = timezone.now() + timedelta(days=9), a_community(kind="live")
    events = [
        a_meetup(places, community, starts_at=start, start=start.date(), end=start.date())
        for _ in range(count)
    ]
    return [f"/fr/{community.slug}/{event.slug}/" for event in events]


def check(places: int) -> dict[str, Any]:
    from teranga.domains.events.models import Event
    from tests.domains.places.pyday import broken_promises

    events = Event.objects.across_communities("every event of this bench").filter(kind="meetup")
    broken = {event.slug: found for event in events if (found := broken_promises(event, places))}
    return {"events": len(events), "broken": broken}


def main(what: str, *numbers: str) -> None:
    import django

    django.setup()
    print(json.dumps({"make": make, "check": check}[what](*map(int, numbers))))


if __name__ == "__main__":
    main(*sys.argv[1:])
