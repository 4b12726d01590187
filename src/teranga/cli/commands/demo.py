"""teranga demo"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from teranga.cli.commands.serve import add_listening, listen_address
from teranga.cli.parsing import Commands, command
from teranga.cli.refusal import Refusal
from teranga.cli.serving import open_browser, serve
from teranga.cli.starting import migrate_if_needed, start_django

DEFAULT_DATA = "data/demo"


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "demo", run=run,
        summary="load the demo world and serve it",
        description="Load five communities told from public facts and one made-up practice community full\n"
        "of generated people, serve them, and open the browser. Mails are shown, never sent. Starting\n"
        f"again with the same data directory ({DEFAULT_DATA} unless --data names another) changes nothing.",
        example="  teranga demo --port 8000",
    )  # fmt: skip
    add_listening(parser)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument(
        "--import", dest="folder", type=Path, metavar="DIR",
        help="also load every programme under DIR, one folder an event (default: TERANGA_DEMO_IMPORT)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("TERANGA_DATA", DEFAULT_DATA)
    os.environ["TERANGA_DEMO"] = "yes"
    listen_address(options)
    folder = options.folder or _folder_from_environment()
    if folder and not folder.is_dir():
        raise Refusal(f"There is no folder {folder} to import from.")
    start_django()
    migrate_if_needed()
    # The loader uses models, which exist only now.
    from teranga.cli.demo.load import load_demo
    from teranga.cli.demo.welcome import print_welcome

    load_demo(folder)
    print_welcome(f"http://localhost:{options.port}")
    return serve(
        host=options.host,
        port=options.port,
        workers=1,
        when_ready=None if options.no_browser else open_browser,
    )


def _folder_from_environment() -> Path | None:
    named = os.environ.get("TERANGA_DEMO_IMPORT", "")
    return Path(named).expanduser() if named else None
