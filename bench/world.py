"""A world of many communities, copied into an empty PostgreSQL by a process of its own.

python -m bench.world COMMUNITIES MEMBERSHIPS EVENTS, with the database of the environment. Made-up rows from
a fixed seed: a few communities are large, most are small. Prints JSON: addresses and words to look for.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.servers import environment

SEED = 20260
MADE = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST = ("Lomé", "Accra", "Dakar", "Banjul", "Bogotá", "Medellín", "Nairobi", "Kampala", "Cotonou", "Yaoundé")
SECOND = ("Python", "Data", "Django", "Campus", "Women in Tech", "Open Source", "Robotics", "Maps", "Science")
THIRD = ("Circle", "Collective", "Society", "Club", "Friends", "Assembly", "Workshop", "Network", "School")


def load(data: Path, database_url: str, communities: int, memberships: int, events: int) -> dict[str, Any]:
    """Fill the database. Raises CalledProcessError."""
    sizes = [str(size) for size in (communities, memberships, events)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.world", *sizes],
        env=environment(database_url, TERANGA_DATA=str(data), TERANGA_WORKER="no"),
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def sizes_of(total: int, parts: int) -> list[int]:
    """`total` in `parts`: the nth largest has about 1/n of the largest, and everybody at least one."""
    weights = [1 / place for place in range(1, parts + 1)]
    sizes = [max(1, int(total * weight / sum(weights))) for weight in weights]
    sizes[0] += total - sum(sizes)
    return sizes


def main(communities: int, memberships: int, events: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    dice = random.Random(SEED)
    names = [f"{dice.choice(FIRST)} {dice.choice(SECOND)} {dice.choice(THIRD)} {place}"
             for place in range(1, communities + 1)]  # fmt: skip
    slugs = [f"community-{place}" for place in range(1, communities + 1)]
    _copy("communities.Community", _communities(names, slugs))
    _copy("people.Person", _people(memberships, dice))
    members = list(_owners(sizes_of(memberships, communities)))
    _copy("communities.Membership", _memberships(members))
    _copy("communities.Participation", _participations(members, dice))
    _copy("communities.Goal", _goals(communities))
    held = list(_owners(sizes_of(events, communities)))
    _copy("events.Event", _events(held, dice))
    _finish(names, slugs)
    print(json.dumps({"slugs": slugs, "words": [*FIRST, *SECOND, *THIRD], "names": names}))


def _owners(sizes: list[int]) -> Iterator[int]:
    for place, size in enumerate(sizes, 1):
        yield from [place] * size


def _communities(names: list[str], slugs: list[str]) -> Iterator[dict[str, Any]]:
    for place, (name, slug) in enumerate(zip(names, slugs, strict=True), 1):
        text = {"en": name, "fr": name}
        yield {
            "id": place, "slug": slug, "name": text, "tagline": text, "summary": text, "created_at": MADE,
            "shown_at": MADE, "languages": ["fr", "en"], "cities": [name.split()[0]], "countries": ["TG"],
            "active_counts": ["attended", "spoke", "helped"], "zone": "Africa/Lome",
        }  # fmt: skip


def _people(count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    for place in range(1, count + 1):
        yield {"id": place, "name": f"Person {place}", "folded_name": f"person {place}",
               "city": dice.choice(FIRST), "created_at": MADE, "is_generated": True}  # fmt: skip


def _memberships(owners: list[int]) -> Iterator[dict[str, Any]]:
    for place, owner in enumerate(owners, 1):
        yield {"id": place, "community_id": owner, "person_id": place, "state": "confirmed",
               "joined_at": MADE, "confirmed_at": MADE}  # fmt: skip


def _participations(owners: list[int], dice: random.Random) -> Iterator[dict[str, Any]]:
    """Half of the members came to something within two years."""
    today, place = date.today(), 0  # noqa: DTZ011 -- a day of the made-up world
    for person, owner in enumerate(owners, 1):
        if dice.random() < 0.5:
            place += 1
            yield {"id": place, "community_id": owner, "person_id": person, "kind": "attended",
                   "day": today - timedelta(days=dice.randrange(730))}  # fmt: skip


def _goals(communities: int) -> Iterator[dict[str, Any]]:
    for place in range(1, communities + 1):
        yield {"id": place, "community_id": place, "title": {"en": "One thousand of us"}, "target": 1000,
               "metric": "active_members", "deadline": date(2030, 12, 31)}  # fmt: skip


def _events(owners: list[int], dice: random.Random) -> Iterator[dict[str, Any]]:
    today = date.today()  # noqa: DTZ011 -- a day of the made-up world
    for place, owner in enumerate(owners, 1):
        day = today + timedelta(days=dice.randrange(-700, 60))
        yield {"id": place, "community_id": owner, "slug": f"event-{place}", "kind": "meetup",
               "name": {"en": f"Meetup {place}", "fr": f"Rencontre {place}"}, "start": day, "end": day,
               "updated_at": MADE, "created_at": MADE, "visibility": "public", "zone": "Africa/Lome",
               "starts_at": datetime(day.year, day.month, day.day, 18, tzinfo=UTC)}  # fmt: skip


def _copy(label: str, rows: Iterable[dict[str, Any]]) -> None:
    """COPY these rows; what a row does not say has its model's default."""
    from django.apps import apps
    from django.db import connection

    model = apps.get_model(label)
    fields = model._meta.concrete_fields
    names = {field.attname for field in fields}
    usual = {field.attname: field.get_db_prep_save(field.get_default(), connection) for field in fields}
    with connection.cursor() as cursor:
        columns = ", ".join(f'"{field.column}"' for field in fields)
        with cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                told = {name: value for name, value in row.items() if name in names}
                copy.write_row([
                    _plain(field.get_db_prep_save(told[field.attname], connection))
                    if field.attname in told else _plain(usual[field.attname])
                    for field in fields
                ])  # fmt: skip
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
            [model._meta.db_table, model._base_manager.order_by("-pk").values_list("pk", flat=True)[0]],
        )


def _plain(value: Any) -> Any:
    """JSON as text: COPY does not adapt it."""
    return json.dumps(value.obj) if hasattr(value, "obj") else value


def _finish(names: list[str], slugs: list[str]) -> None:
    """The search index, as the program writes it, and the planner's statistics."""
    from django.db import connection

    from teranga.base.writing import write
    from teranga.domains.communities.findable import index_community
    from teranga.domains.communities.models import Community

    with write():
        for community in Community.objects.order_by("id"):
            index_community(community)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
