"""What holders tell and givers read, in Chromium with axe.

The practice community has no round that is over, so the pages come from this test's own database and are laid
into a tab of the demo, whose styles they then wear. Templates: me/told.html, me/told_stop.html,
me/report.html, organise/aid/stories.html, components/giver_report.html, components/aid_stories.html,
organise/money/report.html.
"""

from __future__ import annotations

import brotli
import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from teranga.domains.aid.actions.giver_reports import send_report
from teranga.domains.aid.links_award import award_path
from teranga.domains.aid.links_giver import fund_report_path
from teranga.domains.aid.links_told import told_path
from tests.browser.conftest import accessibility_faults  # noqa: F401 -- a fixture
from tests.browser.test_pages import Faults, Visitor, check
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.factories.communities import a_community
from tests.factories.told import BY, LATER, a_round_that_is_over, a_story, paid_out
from tests.web.organise.desk import at_the_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FIRST_HTML = 14_000  # bytes compressed, with the styles that stand in the page
LOOKS = (Look(), Look("fr", "dark", 320), Look("es", "light", 1280))


def weight(answer: HttpResponse) -> int:
    return len(brotli.compress(answer.content, quality=4))


def lay(tab: Visit, path: str, answer: HttpResponse) -> None:
    """Open the address in the tab, answered with this and its own headers."""
    tab.page.route(
        f"**{path}",
        lambda route: route.fulfill(body=answer.content.decode(), headers=dict(answer.headers)),
        times=1,
    )
    tab.page.goto(path)


def test_what_became_of_it_and_the_givers_report_are_for_everybody(
    demo_server: DemoServer,
    visitor: Visitor,
    accessibility_faults: Faults,  # noqa: F811
) -> None:
    community = a_community("lome")
    row, (fund,), awards = a_round_that_is_over(community, 900_000, many=9)
    for award in awards[:4]:
        paid_out(award)
    a_story(awards[0])
    a_story(awards[1], audience="giver")
    a_story(awards[2], released=False)
    send_report(fund=fund, language="fr", by=BY, at=LATER)
    with time_machine.travel(LATER, tick=False):
        desk, phone = at_the_desk(community=community), Client()
    pages = {
        "told": (phone, told_path(awards[0], "after")),
        "told-stop": (phone, f"{told_path(awards[0], 'after')}stop/"),
        "giver-report": (phone, fund_report_path(fund)),
        "aid-round-told": (phone, f"/lome/aid/{row.slug}/"),
        "receipts": (phone, f"{award_path(awards[5].application)}receipts/"),
        "desk-stories": (desk, "/organise/lome/aid/stories/"),
        "desk-giver-report": (desk, f"/organise/lome/funds/{fund.pk}/report/"),
    }
    with time_machine.travel(LATER, tick=False):
        for look in LOOKS:
            tab = visitor(demo_server, look)
            for name, (browser, path) in pages.items():
                address = f"/{look.language}{path}"
                answer = browser.get(address)
                assert answer.status_code == 200, path
                assert name.startswith("desk") or weight(answer) <= FIRST_HTML, (path, weight(answer))
                lay(tab, address, answer)
                check(tab, accessibility_faults, name, look)
