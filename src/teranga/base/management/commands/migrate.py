"""Django's migrate, which makes a new database at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from teranga.base.new_database import is_new, make_tables

NARROWER = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        whole = not any(options.get(name) for name in NARROWER)
        if whole and is_new(connection):
            connection.prepare_database()
            make_tables(connection)
        super().handle(*args, **options)
