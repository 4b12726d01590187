"""The `teranga` command: one sub-command a module in `commands/`, one sentence for whatever goes wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from teranga.cli.commands import (
    audit,
    backup,
    codes,
    demo,
    doctor,
    engine,
    import_,
    init,
    mail,
    move,
    restore,
    retention,
    serve,
    version,
    worker,
)
from teranga.cli.refusal import Refusal
from teranga.foundation.config import ConfigurationError

COMMANDS: tuple[ModuleType, ...] = (
    demo, init, serve, import_, codes, backup, restore, move, retention, audit, mail, engine, doctor, worker,
    version,
)  # fmt: skip
PRIVATE = 0o027  # files that the program makes are for its user to write and its group to read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code is 0 done, 1 doctor found something bad, 2 refused, 130 stopped."""
    options = build_parser().parse_args(arguments)
    os.umask(PRIVATE)
    if options.data:
        os.environ["TERANGA_DATA"] = options.data
    try:
        return options.run(options)
    except (Refusal, ConfigurationError) as refusal:
        print(f"teranga: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as failure:
        sentence = _sentence_for(failure)
        if sentence is None:
            raise
        print(f"teranga: {sentence}", file=sys.stderr)
        return 2


def _sentence_for(failure: Exception) -> str | None:
    """Faults of the machine rather than of the program."""
    from django.db import DatabaseError, OperationalError

    if isinstance(failure, OperationalError):
        return (
            f"The database does not answer ({_first_line(failure)}). “teranga doctor” says what to look at."
        )
    if isinstance(failure, DatabaseError):
        return f"The database refused the work ({_first_line(failure)}); nothing was changed."
    if isinstance(failure, PermissionError):
        return f"This user may not use {failure.filename}. “teranga doctor” says what to mend."
    if isinstance(failure, OSError):
        return f"{failure.filename or 'The system'}: {failure.strerror or failure}."
    return None


def _first_line(failure: Exception) -> str:
    return str(failure).strip().partition("\n")[0].rstrip(".")


class OneColumn(argparse.RawDescriptionHelpFormatter):
    """argparse makes the column of names too narrow for the longest command, which then takes two lines."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=18)
        self._action_max_length = 14


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="teranga",
        description="Teranga: one program on which a Python community lives all year and runs its PyCon.",
        epilog="“teranga COMMAND --help” explains a command with an example. Everything is kept in one data\n"
        "directory: --data DIR, else TERANGA_DATA, else ./data.",
        formatter_class=OneColumn,
    )
    parser.set_defaults(data="")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", metavar="DIR", default="", help="the data directory (default: TERANGA_DATA, else ./data)"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add(commands, common)
    return parser


if __name__ == "__main__":
    sys.exit(main())
