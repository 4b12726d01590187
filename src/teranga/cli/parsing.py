"""How every command presents itself: one line in the list, a description, an example."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any

from teranga.domains.communities.addresses import RESERVED_COMMUNITIES
from teranga.domains.events.addresses import RESERVED_EVENTS

Commands = Any  # argparse keeps the type of add_subparsers() to itself
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60


def command(
    commands: Commands, common: argparse.ArgumentParser, name: str, *, summary: str, description: str,
    example: str, run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:  # fmt: skip
    parser: argparse.ArgumentParser = commands.add_parser(
        name, parents=[common], help=summary, description=description, epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.set_defaults(run=run)
    return parser


def community_slug(text: str) -> str:
    return _not_reserved(slug(text), RESERVED_COMMUNITIES)


def _not_reserved(text: str, reserved: frozenset[str]) -> str:
    if text in reserved:
        raise argparse.ArgumentTypeError(f"“{text}” is the address of another page: choose another word")
    return text


def slug(text: str) -> str:
    if not SLUG.fullmatch(text) or len(text) > LONGEST_SLUG:
        raise argparse.ArgumentTypeError(
            f"“{text}” cannot be part of an address: use small letters, digits and single hyphens, 60 at most"
        )
    return text


def event_address(text: str) -> tuple[str, str]:
    community, slash, event = text.partition("/")
    if not slash or not event:
        raise argparse.ArgumentTypeError(f"“{text}” should be COMMUNITY/EVENT, such as pycon-togo/2026")
    return community_slug(community), _not_reserved(slug(event), RESERVED_EVENTS)


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = lowest - 1
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"“{text}” should be a whole number from {lowest} to {highest}")
        return value

    return read
