"""Joining by hand: from the community's home to a confirmed member, 390 pixels, French, JavaScript off."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html import unescape

from playwright.sync_api import Page

from bench.browser import Wire, chromium, phone
from bench.rows import at_most
from bench.servers import Server
from bench.session import COMMUNITY, LANGUAGE, Run

MOST_INTERACTIONS, MOST_BYTES = 9, 60.0  # kB of 1,000 bytes, headers included
PART = "joining"
QUICKEST = 2.2  # seconds; the form takes faster hands for a program
CODE = re.compile(r"(?<!\d)(\d{3}) ?(\d{3})(?!\d)")


@dataclass
class Hand:
    """Counts what a person does: a tap, or a field filled in (the tap that enters it is part of that)."""

    page: Page
    done: list[str] = field(default_factory=list)

    def tap(self, selector: str) -> None:
        self.done.append(f"tap {selector}")
        self.page.locator(selector).first.tap()

    def fill(self, selector: str, text: str) -> None:
        self.done.append(f"fill {selector}")
        self.page.locator(selector).fill(text)


def measure(run: Run) -> None:
    run.say("Joining")
    address = f"awa.{time.time_ns()}@example.org"
    wire = Wire()
    with chromium() as browser, phone(browser, scripts=False) as context:
        page = context.new_page()
        wire.listen(page)
        hand = Hand(page)
        join(hand, run.demo, address)
        page.wait_for_load_state("networkidle")
    run.details["joining"] = {
        "interactions": hand.done,
        "pages": [{"path": resource.url.removeprefix(run.demo.url), "bytes": resource.whole}
                  for resource in wire.resources],
    }  # fmt: skip
    run.add(
        at_most(PART, "interactions, from the home page to confirmed", len(hand.done), MOST_INTERACTIONS, ""),
        at_most(PART, "bytes in all, headers included", wire.bytes / 1000, MOST_BYTES, "kB",
                f" in {len(wire.resources)} requests"),
    )  # fmt: skip


def join(hand: Hand, server: Server, address: str) -> None:
    """Raises RuntimeError when the person is no member at the end."""
    page = hand.page
    page.goto(server.url + COMMUNITY)
    hand.tap(f"main a[href='{COMMUNITY}join/']")
    page.wait_for_url("**/join/")
    hand.fill("input[name=name]", "Awa Mensah")
    hand.fill("input[name=contact]", address)
    hand.tap("input[name=consents][required]")
    time.sleep(QUICKEST)  # nobody types this fast
    hand.tap("main form[data-once] button.main")
    page.wait_for_url("**/join/confirm/")
    hand.fill("input[name=code]", mailed_code(server, address))
    hand.tap("main form[data-once] button.main")
    page.wait_for_url("**/me/?joined=*")
    if page.locator("h1").count() != 1:
        raise RuntimeError("Joining did not end on the member's own page.")


def mailed_code(server: Server, address: str) -> str:
    """The code as the demo's letter box shows it; a person reads it elsewhere. Waits for the letter."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for letter in server.get(f"/{LANGUAGE}/demo/mail/").body.decode().split("<article")[1:]:
            text = unescape(re.sub(r"<[^>]+>", " ", letter)).replace("\u202f", " ").replace("\u00a0", " ")
            found = CODE.search(text.replace(address, ""))
            if address in text and found:
                return found[1] + found[2]
        time.sleep(0.2)
    raise RuntimeError(f"No letter to {address} with a code came.")
