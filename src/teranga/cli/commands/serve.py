"""teranga serve"""

from __future__ import annotations

import argparse
import os

from teranga.cli.parsing import Commands, command, whole_number
from teranga.cli.serving import refuse_taken_port, serve
from teranga.cli.starting import migrate_if_needed, say, start_django
from teranga.foundation.config import read_configuration
from teranga.foundation.production import refuse_unsafe


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "serve", run=run,
        summary="serve this installation",
        description="Serve this installation, and do its waiting work in the same process. The database is\n"
        "brought up to date first. A proxy that holds the certificate belongs in front;\n"
        "TERANGA_BASE_URL names the address that people see.",
        example="  TERANGA_BASE_URL=https://python.example.org teranga serve --data /srv/teranga --port 8000",
    )  # fmt: skip
    add_listening(parser)
    parser.add_argument(
        "--workers", type=whole_number(1, 64), default=1, metavar="N", help="processes (default: 1)"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="leave waiting work to “teranga worker”, started apart"
    )


def add_listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=whole_number(1, 65_535), default=8000, metavar="N", help="default: 8000"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)"
    )


def listen_address(options: argparse.Namespace) -> None:
    """Refuse a taken port, and let the settings know the address unless they were told another one."""
    refuse_taken_port(options.host, options.port)
    os.environ.setdefault("TERANGA_BASE_URL", f"http://localhost:{options.port}")


def run(options: argparse.Namespace) -> int:
    listen_address(options)
    if options.no_worker:
        os.environ["TERANGA_WORKER"] = "no"
    refuse_unsafe(read_configuration())
    start_django()
    migrate_if_needed()
    from teranga.domains.communities.models import Community

    if not Community.objects.exists():
        say("There is no community yet. “teranga init” creates one.")
    return serve(host=options.host, port=options.port, workers=options.workers)
