"""Starting Django for a command, and bringing the database up to date."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def start_django() -> None:
    """Read the settings from the environment, once. Raises ConfigurationError with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teranga.project.settings")
    import django

    django.setup()


def pending_migrations() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate_if_needed() -> int:
    """Apply what is pending and say so; returns how many migrations that were."""
    from django.core.management import call_command

    pending = pending_migrations()
    if pending:
        with progress(f"Preparing the database ({len(pending)} steps)"):
            call_command("migrate", verbosity=0, interactive=False)
    return len(pending)


def say(text: str) -> None:
    """Progress and notices go to stderr; stdout is for results."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    print(f"{what} … ", end="", file=sys.stderr, flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say("not finished")
        raise
    say(f"done in {time.monotonic() - started:.1f} s")
