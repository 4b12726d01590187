"""teranga codes"""

from __future__ import annotations

import argparse

from teranga.cli.parsing import Commands, command, slug, whole_number
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, start_django


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "codes", run=run,
        summary="print claim codes for people without e-mail",
        description="Make claim codes to hand out on paper. Each lets one person without e-mail join the\n"
        "community. A code is shown once, here: only its digest is kept.",
        example="  teranga codes python-togo --count 20 > codes.txt",
    )  # fmt: skip
    parser.add_argument("community", type=slug, metavar="COMMUNITY", help="the community's address part")
    parser.add_argument(
        "--count", type=whole_number(1, 500), default=10, metavar="N", help="how many (default: 10)"
    )


def run(options: argparse.Namespace) -> int:
    start_django()
    migrate_if_needed()
    from django.utils import timezone

    from teranga.domains.activity.actions.record import COMMAND_LINE
    from teranga.domains.communities.actions.claim_codes import issue_claim_codes
    from teranga.domains.communities.models import Community

    community = Community.objects.filter(slug=options.community).first()
    if community is None:
        raise Refusal(f"There is no community “{options.community}” here.")
    for code in issue_claim_codes(community, options.count, COMMAND_LINE, timezone.now()):
        print(code)
    return 0
