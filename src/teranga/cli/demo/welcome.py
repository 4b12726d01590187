"""What the demo says before it serves: the address, who can sign in, and the codes on paper."""

from __future__ import annotations

import os

from django.conf import settings
from django.utils import timezone

from teranga.cli.demo.load import PRACTICE
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.claim_codes import issue_claim_codes
from teranga.domains.communities.models import Community
from teranga.domains.people.models import ContactPoint, RoleGrant

LOGINS = 3
CODES = 2


def print_welcome(address: str) -> None:
    community = Community.objects.get(slug=PRACTICE)
    print(f"\nThe demo world is loaded. Its data: {settings.DATA_DIR}\n")
    print(f"  Home        {address}/")
    print(f"  Tour        {address}/tour/")
    print(f"  Practice    {address}/{PRACTICE}/")
    print(f"  Sign in as  {', '.join(_logins(community))}")
    print(f"  Organise as {_organiser(community)}, at {address}/organise/")
    print(f"              The code that is mailed to them appears at {address}/demo/mail/")
    print(
        f"  On paper    {', '.join(_paper_codes(community))} (claim codes for people without e-mail)\n",
        flush=True,
    )


def _logins(community: Community) -> list[str]:
    points = ContactPoint.objects.filter(
        kind=ContactPoint.Kind.EMAIL, person__is_generated=True, person__memberships__community=community
    )
    return list(points.order_by("person_id").values_list("value", flat=True)[:LOGINS])


def _organiser(community: Community) -> str:
    grant = RoleGrant.objects.filter(community_id=community.pk, role="organiser", ended_at=None).first()
    point = grant.person.contact_points.filter(kind=ContactPoint.Kind.EMAIL).first() if grant else None
    return point.value if point else ""


def _paper_codes(community: Community) -> list[str]:
    """Made once and kept in a file of the data directory, as an organiser keeps the printed sheet."""
    sheet = settings.DATA_DIR / "demo-claim-codes.txt"
    if not sheet.exists():
        codes = issue_claim_codes(community, CODES, COMMAND_LINE, timezone.now())
        with os.fdopen(
            os.open(sheet, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w", encoding="ascii"
        ) as file:
            file.write("\n".join(codes) + "\n")
    return sheet.read_text(encoding="ascii").split()
