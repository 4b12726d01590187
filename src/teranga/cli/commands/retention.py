"""teranga retention"""

from __future__ import annotations

import argparse

from teranga.cli.parsing import Commands, command
from teranga.cli.starting import migrate_if_needed, start_django


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "retention", run=run,
        summary="delete what is kept of people no longer",
        description="Delete old mails, codes, invitations and other rows about people whose time is over,\n"
        "as the record of processing says. “teranga serve” does this every night.",
        example="  teranga retention --dry-run",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only say how many rows would go")


def run(options: argparse.Namespace) -> int:
    start_django()
    migrate_if_needed()
    from django.utils import timezone

    from teranga.base.personal_data import overdue
    from teranga.domains.activity.actions.end_overdue import end_overdue
    from teranga.domains.activity.actions.record import COMMAND_LINE

    at = timezone.now()
    found = overdue(at)
    for one, rows in found:
        print(f"{rows:>8}  {one.model:<28} {one.retention}")
    total = sum(rows for _, rows in found)
    if options.dry_run:
        print(f"{total} rows would be deleted; nothing was changed.")
        return 0
    ended = end_overdue(by=COMMAND_LINE, at=at)
    print(f"{sum(ended.values())} rows deleted.")
    return 0
