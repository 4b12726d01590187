"""A round that is over: people came, were paid, and may tell of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.aftermath import release_story, tell
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.settling import ask_for_money, say_was_there
from teranga.domains.aid.models import Aftermath, AidAward, AidRound
from teranga.domains.aid.queries_awards import awards_of
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund
from teranga.domains.payments.actions.payouts import approve_payout, confirm_payout, note_sent
from tests.factories.awards import AFTER, a_funded_round, asking, decided, rights
from tests.factories.people import a_person

DAY = date(2027, 2, 4)  # the last of the event
LATER = datetime(2027, 2, 6, 12, tzinfo=AFTER.tzinfo)
BY = Actor("treasurer")


def a_round_that_is_over(
    community: Community, *holds: int, many: int = 1, least: int = 60_000, **more: Any
) -> tuple[AidRound, list[Fund], list[AidAward]]:
    """`many` were awarded, accepted and were there; nothing is paid yet."""
    row, funds = a_funded_round(community, *holds, **more)
    for nth in range(many):
        groups = ["women"] if nth % 2 else []
        asking(row, least + 1_000 * nth, 0.9 - nth / 100, groups=groups, language="fr")
    decided(row)
    awards = awards_of(row)
    for award in awards:
        accept_offer(award=award, by=BY, at=AFTER)
        say_was_there(award=award, by=BY, at=AFTER + timedelta(days=70))
    return row, funds, awards_of(row)


def paid_out(award: AidAward) -> None:
    """All of it, in advance, by two people's yes."""
    for payout in ask_for_money(award=award, way="cash", destination="", in_advance=True, by=BY, at=AFTER):
        for name in ("Ama", "Kossi"):
            may = rights(payout.community, a_person(name), "treasurer")
            approve_payout(payout=payout, rights=may, by=BY, at=AFTER)
        note_sent(payout=payout, proof="", by=BY, at=AFTER)
        confirm_payout(payout=payout, proof="", by=BY, at=AFTER)


def a_story(award: AidAward, *, audience: str = "public", released: bool = True, **more: Any) -> Aftermath:
    told = {"text": "I met the people behind the library.", "helped": "The bus.", "became": (),
            "as_name": "Afi", "when": "after", "at": LATER, **more}  # fmt: skip
    row = tell(award=award, audience=audience, by=BY, **told)
    return release_story(told=row, by=BY, at=LATER) if released else row
