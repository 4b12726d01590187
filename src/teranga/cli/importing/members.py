"""Bringing a list of members along, and taking it out again, from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from django.utils import timezone

from teranga.cli.importing.files import read_bytes
from teranga.cli.refusal import Refusal
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions import import_members as actions
from teranga.domains.communities.actions.lists.put_in import apply_list
from teranga.domains.communities.actions.lists.take_out import undo_list
from teranga.domains.communities.models import Community, MemberImport
from teranga.domains.communities.queries_imports import import_of, lines_of


def import_members_file(options: argparse.Namespace) -> int:
    community = Community.objects.filter(slug=options.community).first()
    if community is None:
        raise Refusal(f"There is no community “{options.community}” here: “teranga init” creates one.")
    try:
        upload = _bring(community, options) if options.undo is None else _undo(community, options.undo)
    except actions.ImportRefused as refused:
        raise Refusal(str(refused)) from refused
    told = {"list": upload.pk, "state": upload.state, **upload.report}
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(upload, told)
    return 0


def _bring(community: Community, options: argparse.Namespace) -> MemberImport:
    if options.file is None:
        raise Refusal("Name the file with the list, or say --undo with the number of a list.")
    if not options.preview and len(options.basis) < 10:
        raise Refusal("Say with --basis, in a sentence, why you may keep these people's names and addresses.")
    upload = actions.receive_list(
        community=community, file_name=options.file.name, content=read_bytes(options.file), by=COMMAND_LINE,
        at=timezone.now(),
    )  # fmt: skip
    actions.examine(upload, clock=timezone.now)
    if upload.state == MemberImport.State.REFUSED:
        raise Refusal(f"{options.file}: {upload.report['refusal']}")
    if options.preview:
        actions.drop_list(upload=upload, by=COMMAND_LINE, at=timezone.now())
        upload.state = MemberImport.State.DROPPED
        return upload
    standing = "invited" if options.invite else "recorded"
    actions.ask_to_apply(
        upload=upload, standing=standing, basis=options.basis, by=COMMAND_LINE, at=timezone.now()
    )
    upload.refresh_from_db()
    apply_list(upload, clock=timezone.now, told=_progress("Put in"))
    upload.refresh_from_db()
    return upload


def _undo(community: Community, number: int) -> MemberImport:
    upload = import_of(community, number)
    if upload is None:
        raise Refusal(f"“{community.slug}” has no list with the number {number}.")
    actions.ask_to_undo(upload=upload, by=COMMAND_LINE, at=timezone.now())
    upload.refresh_from_db()
    undo_list(upload, clock=timezone.now, told=_progress("Taken out"))
    upload.refresh_from_db()
    return upload


def _progress(what: str) -> Any:
    def told(done: int, total: int) -> None:
        if total:
            print(f"{what}: {done:,} of {total:,} ({100 * done // total} %)", file=sys.stderr)

    return told


def _print(upload: MemberImport, told: dict[str, Any]) -> None:
    if upload.state == MemberImport.State.UNDONE:
        print(f"{told['removed']} were taken out again; {told['kept']} stay, because they confirmed since.")
        return
    encodings = ", ".join(told["encodings"])
    print(f"{told['people']} people read ({told['kind']}, {encodings}), {told['reachable']} with an address;")
    print(f"{told['bad_count']} details cannot be used.")
    for line, code, what in told["bad"]:
        print(f"  line {line}: {code} {what}".rstrip())
    if upload.state == MemberImport.State.DROPPED:
        print("This was a preview; nobody was put in.")
        return
    lines, counts = lines_of(upload)
    print("; ".join(f"{count} {outcome}" for outcome, count in counts) + ".")
    for line, outcome, note in lines:
        print(f"  line {line}: {outcome} {note}".rstrip())
    again = f"teranga import members --community {upload.community.slug} --undo {upload.pk}"
    print(f"Take it out again: {again}")
