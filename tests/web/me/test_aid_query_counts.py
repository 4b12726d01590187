"""How often pages of holders and givers ask the database: as often for three rows as for one."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from teranga.domains.aid.actions.giver_reports import send_report
from teranga.domains.aid.actions.receipts import send_receipt
from teranga.domains.aid.links_award import award_path
from teranga.domains.aid.links_giver import fund_report_path, gift_report_path
from teranga.domains.aid.links_told import told_path
from teranga.domains.ledger.actions.gifts import receive_gift
from teranga.domains.ledger.actions.in_kind import note_thing
from teranga.domains.ledger.links import gift_path
from teranga.foundation.money import Money
from tests.factories.aid import a_photo, an_aid_round, an_application
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_gift
from tests.factories.people import signed_in
from tests.factories.told import BY, LATER, a_round_that_is_over, a_story, paid_out
from tests.web.organise.desk import queries_of

pytestmark = pytest.mark.django_db
ASKED = {
    "award": 9, "receipts": 7, "told": 2, "report": 5, "report of a gift": 4, "gift": 3, "own list": 5,
    "own application": 5,
}  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_holders_and_givers_ask_as_often_for_three_rows_as_for_one(rows: int) -> None:
    community = a_community("lome")
    row, (fund,), awards = a_round_that_is_over(community, 900_000, many=5)
    holder, person = awards[0], awards[0].application.person
    assert person is not None
    for nth in range(rows):
        send_receipt(award=holder, part=row.parts.get(kind="travel"), money=Money(900 + nth, "XOF"),
                     day=date(2027, 2, 1), sent=a_photo(), by=BY, at=LATER)  # fmt: skip
        paid_out(awards[nth])
        a_story(awards[nth], audience="giver")
        note_thing(community=community, giver="A sister", covers=f"Bed {nth}", fund=fund, by=BY, at=NOW)
        gift = receive_gift(gift=a_gift(fund, 500), money=Money(500, "XOF"), proof="", by=BY, at=NOW)
        if nth:
            an_application(an_aid_round(community), person=person)
    send_report(fund=fund, language="en", by=BY, at=LATER)
    own = f"/en{award_path(holder.application)}"
    with time_machine.travel(LATER, tick=False):
        anybody, member = Client(), signed_in(person)
        asked = {
            "award": queries_of(anybody, own),
            "receipts": queries_of(anybody, f"{own}receipts/"),
            "told": queries_of(anybody, f"/en{told_path(holder, 'after')}"),
            "report": queries_of(anybody, f"/en{fund_report_path(fund)}"),
            "report of a gift": queries_of(anybody, f"/en{gift_report_path(gift)}"),
            "gift": queries_of(anybody, f"/en{gift_path(gift)}"),
            "own list": queries_of(member, "/en/me/aid/"),
            "own application": queries_of(member, f"/en/me/aid/{holder.application.uuid}/"),
        }
    assert asked == ASKED
