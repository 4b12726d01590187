"""Counts the SQL statements of uncached pages in a process of its own: python -m bench.counting PATH…

Prints JSON: for each path its statements. The one with which the cache in front reads its stamp is not among
them, because it runs before Django.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.servers import environment


def count(data: Path, paths: list[str], database_url: str = "") -> dict[str, list[str]]:
    """The statements of each page. Raises CalledProcessError when a page does not answer 200."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.counting", *paths],
        env=environment(database_url, TERANGA_DATA=str(data), TERANGA_WORKER="no", TERANGA_DEMO="yes"),
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def main(paths: list[str]) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    found: dict[str, Any] = {}
    for path in paths:
        client.get(path)  # what is read once a process is read now
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(path)
        if answer.status_code != 200:
            sys.exit(f"{path} answered {answer.status_code}.")
        found[path] = [query["sql"][:300] for query in captured.captured_queries]
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
