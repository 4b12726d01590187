"""teranga backup"""

from __future__ import annotations

import argparse
from pathlib import Path

from teranga.cli.parsing import Commands, command, whole_number
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, progress, start_django


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "backup", run=run,
        summary="copy everything into one checked archive",
        description="Copy the database, the uploaded files and the secret key into one archive, while the\n"
        "installation goes on working. The archive holds personal data and the key: only this user can\n"
        "read it, and it belongs on another machine. “teranga serve” makes one a day by itself\n"
        "(TERANGA_BACKUPS).",
        example="  teranga backup --to /mnt/other-disk --keep 14\n  teranga backup before-the-update.tar.gz",
    )  # fmt: skip
    where = parser.add_mutually_exclusive_group()
    where.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the archive's name")
    where.add_argument("--to", type=Path, metavar="DIR", help="a directory; the name tells the time")
    parser.add_argument(
        "--keep", type=whole_number(1, 1000), metavar="N",
        help="with --to: remove all but the newest N backups there",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    if options.keep and not options.to:
        raise Refusal("--keep goes with --to DIR: it looks at the backups in that directory.")
    start_django()
    migrate_if_needed()
    from django.conf import settings
    from django.utils import timezone

    from teranga.base.backup.making import back_up, back_up_into
    from teranga.base.backup.refusal import BackupRefused

    file = options.file
    try:
        with progress("Making a backup"):
            if file:
                back_up(file, at=timezone.now())
            else:
                folder = options.to or Path(settings.DATA_DIR) / "backups"
                file = back_up_into(folder, keep=options.keep or 1_000_000, at=timezone.now())
    except BackupRefused as refused:
        raise Refusal(str(refused)) from refused
    print(file)
    return 0
