"""teranga mail"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from teranga.cli.parsing import Commands, command
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, say, start_django


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "mail", run=run,
        summary="note mails that came back",
        description="Read returned mails (delivery reports) and note which of ours did not arrive; such\n"
        "addresses then get no mails to many. “-” reads one from standard input, as a mail server hands it\n"
        "to a program.",
        example="  teranga mail bounce returned/*.eml",
    )  # fmt: skip
    parser.add_argument("what", choices=("bounce",), help="what to do")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a mail as it came, or - for standard input")


def run(options: argparse.Namespace) -> int:
    contents = [_read(name) for name in options.files]
    start_django()
    migrate_if_needed()
    from django.utils import timezone

    from teranga.domains.activity.actions.record import COMMAND_LINE
    from teranga.domains.mail.actions.steer_mails import note_bounce
    from teranga.domains.mail.bounces import read_bounces

    noted = sum(
        note_bounce(returned_id=one.message_id, recipient=one.recipient, status=one.status, by=COMMAND_LINE,
                    at=timezone.now())
        for content in contents
        for one in read_bounces(content)
    )  # fmt: skip
    say(f"Noted {noted} of {len(contents)}; the others are no final returns of our mails, or were known.")
    return 0


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as failure:
        raise Refusal(f"{name} cannot be read: {failure.strerror or failure}.") from failure
