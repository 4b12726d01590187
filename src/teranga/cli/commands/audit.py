"""teranga audit"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from teranga.cli.parsing import Commands, command, slug
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, say, start_django

if TYPE_CHECKING:
    from teranga.domains.activity.rules import KnownHead

AT_LARGE = "the installation itself"


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "audit", run=run,
        summary="check that nobody altered the log, or print its heads",
        description="Each change is an entry bound to the one before it. “verify” reads every chain (one a\n"
        "community) and names the first entry that was edited, removed, swapped or cut off; the exit code\n"
        "is then 1. “heads” notes how far each chain has come today and prints every noted head: keep\n"
        "that elsewhere, and give it to “verify --heads”, which then also finds an end that was cut off.",
        example="  teranga audit heads > heads-in-the-safe.txt\n"
        "  teranga audit verify --heads heads-in-the-safe.txt",
    )  # fmt: skip
    parser.add_argument("what", choices=("verify", "heads"), help="what to do")
    parser.add_argument("--community", type=slug, metavar="PART", help="only this community's chain")
    parser.add_argument("--heads", type=Path, metavar="FILE", help="heads that were printed before")


def run(options: argparse.Namespace) -> int:
    start_django()
    migrate_if_needed()
    return _verify(options) if options.what == "verify" else _heads(options)


def _verify(options: argparse.Namespace) -> int:
    from teranga.domains.activity.queries_chain import chains, verify

    known = _read_heads(options.heads) if options.heads else []
    wanted = [_chain_of(options.community)] if options.community else None
    names = _names()
    broken = 0
    for chain in wanted or sorted({*chains(), *(head.chain for head in known)}):
        verdict = verify(chain, known)
        name = names.get(chain, f"community {chain}, which is not here")
        if verdict.fault is None:
            print(f"ok    {name}: {verdict.entries} entries")
        else:
            broken += 1
            print(f"BAD   {name}: entry {verdict.fault.place} {verdict.fault.what}")
    if broken:
        say("Somebody changed the log past the program. Keep this copy, and compare it with a backup.")
    return 1 if broken else 0


def _heads(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from teranga.domains.activity.actions.note_heads import note_day_heads
    from teranga.domains.activity.queries_chain import noted_heads
    from teranga.domains.activity.rules import head_line

    note_day_heads(at=timezone.now())
    for head in noted_heads(_chain_of(options.community) if options.community else None):
        print(head_line(head))
    return 0


def _read_heads(file: Path) -> list[KnownHead]:
    from teranga.domains.activity.rules import HeadRefused, read_head

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as failure:
        raise Refusal(f"{file} cannot be read as heads.") from failure
    heads = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                heads.append(read_head(line))
            except HeadRefused as refused:
                raise Refusal(
                    f"Line {number} of {file} is no head: it should look like “2026-11-21 7 1532 9f86…”."
                ) from refused
    return heads


def _chain_of(address: str) -> int:
    from teranga.domains.communities.models import Community

    community = Community.objects.filter(slug=address).first()
    if community is None:
        raise Refusal(f"There is no community “{address}” here.")
    return community.pk


def _names() -> dict[int, str]:
    from teranga.domains.communities.models import Community

    return {0: AT_LARGE, **dict(Community.objects.values_list("id", "slug"))}
