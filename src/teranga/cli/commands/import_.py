"""teranga import schedule | pages | members"""

from __future__ import annotations

import argparse
from pathlib import Path

from teranga.cli.parsing import Commands, command, event_address, slug
from teranga.cli.starting import migrate_if_needed, start_django


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "import", help="read a programme, pages or members from elsewhere",
        description="Read a programme, pages or a list of members from elsewhere. Nothing changes when a\n"
        "file cannot be used, and nothing changes when the same file is read again.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    kinds = parser.add_subparsers(title="what to read", metavar="KIND", required=True)
    _add_schedule(kinds, common)
    _add_pages(kinds, common)
    _add_members(kinds, common)


def _add_schedule(kinds: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        kinds, common, "schedule", run=run_schedule,
        summary="read a conference programme into an event",
        description="Read a programme: frab or pentabarf XML, frab or c3voc JSON, pretalx exports,\n"
        "hand-kept YAML, plain lists of talks. What can be used is used; the report says what was\n"
        "repaired, guessed or left out, and why. A newer version of the file updates the event and\n"
        "says what changed.",
        example="  teranga import schedule schedule.xml --event pycon-togo/2026 --create",
    )  # fmt: skip
    parser.add_argument("file", type=Path, metavar="FILE", help="the programme")
    parser.add_argument(
        "--event", type=event_address, required=True, metavar="COMMUNITY/EVENT", help="where it belongs"
    )
    parser.add_argument(
        "--create", action="store_true", help="make the community and the event if they are missing"
    )
    parser.add_argument("--name", default="", metavar="NAME", help="with --create: the event's name")
    parser.add_argument(
        "--with", dest="companions", type=Path, action="append", default=[], metavar="FILE",
        help="another file that belongs to it, such as pretalx's speakers; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--replace",
        action="store_true",
        help="allow a programme without any session that the event has",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def _add_pages(kinds: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        kinds, common, "pages", run=run_pages,
        summary="read Markdown pages into a community",
        description="Read the Markdown pages of a folder: Jekyll, Pelican or plain Markdown, with their\n"
        "front matter. Damaged letters (“â€™” for “’”) are shown with their repair, and mended only\n"
        "with --repair-text.",
        example="  teranga import pages content/pages --community python-togo --preview",
    )  # fmt: skip
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the pages (or one file)")
    parser.add_argument(
        "--community", type=slug, required=True, metavar="COMMUNITY", help="where they belong"
    )
    parser.add_argument("--repair-text", action="store_true", help="mend damaged letters as shown")
    parser.add_argument("--preview", action="store_true", help="show what would happen, and change nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def _add_members(kinds: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        kinds, common, "members", run=run_members,
        summary="bring a list of members along, or take it out again",
        description="Read a list of people: CSV of any delimiter and encoding, exports of Meetup, lu.ma and\n"
        "Google contacts, vCards. They are put in on the basis you state. Nobody is mailed or put in\n"
        "twice, and --undo takes out whoever has not confirmed since.",
        example='  teranga import members list.csv --community python-togo --basis "They signed our list."',
    )  # fmt: skip
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the list")
    parser.add_argument("--community", type=slug, required=True, metavar="COMMUNITY", help="whose members")
    parser.add_argument("--basis", default="", metavar="SENTENCE", help="why you may keep their addresses")
    parser.add_argument("--invite", action="store_true", help="they are only invited, not members already")
    parser.add_argument("--preview", action="store_true", help="show what was read, and put nobody in")
    parser.add_argument("--undo", type=int, metavar="NUMBER", help="take this list out again")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run_schedule(options: argparse.Namespace) -> int:
    start_django()
    # The importers use models, which exist only now.
    from teranga.cli.importing.schedule import import_schedule_file

    migrate_if_needed()
    return import_schedule_file(options)


def run_pages(options: argparse.Namespace) -> int:
    start_django()
    from teranga.cli.importing.pages import import_pages_folder

    migrate_if_needed()
    return import_pages_folder(options)


def run_members(options: argparse.Namespace) -> int:
    start_django()
    from teranga.cli.importing.members import import_members_file

    migrate_if_needed()
    return import_members_file(options)
