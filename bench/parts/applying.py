"""Applying for aid by hand: from the round's page to a sent application, 390 pixels, French, no script."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from itertools import pairwise

from playwright.sync_api import Page

from bench.browser import Resource, Wire, chromium, phone
from bench.parts.joining import QUICKEST, Hand, mailed_code
from bench.rows import at_most
from bench.servers import Server
from bench.session import COMMUNITY, Run

MOST_HTML, MOST_VISIT = 14.0, 50.0  # kB of 1,000 bytes; a visit with its headers
PART = "applying"
TYPED = {
    "you": {"country": "Togo"}, "why": {"motivation": "J’anime un club."},
    "needs": {"leg0-from": "Kara", "leg0-to": "Lomé", "leg0-cost": "9000"},
}  # fmt: skip
STEPS = ("you", "needs", "why", "proofs", "send")


def measure(run: Run) -> None:
    run.say("Applying for aid")
    address = f"yawa.{time.time_ns()}@example.org"
    with chromium() as browser:
        with phone(browser, scripts=False) as context:
            page = context.new_page()
            wire = Wire()
            wire.listen(page)
            hand = Hand(page)
            apply(hand, run.demo, address)
            page.wait_for_load_state("networkidle")
        visits = {}
        with phone(browser) as context:
            page = context.new_page()
            visits["apply"] = first_visit(page, run.demo.url + _round(run.demo) + "apply/")
    pages = [resource for resource in wire.resources if resource.kind == "Document"]
    heaviest = max(pages, key=lambda one: one.body)
    run.details["applying"] = {"interactions": hand.done, "pages": _told(run.demo, wire.resources)}
    run.add(
        at_most(PART, "first HTML, heaviest of all its pages", heaviest.body / 1000, MOST_HTML, "kB",
                f" ({heaviest.url.removeprefix(run.demo.url)[:24]}…)"),
        at_most(PART, "first visit of the form, headers included", visits["apply"] / 1000, MOST_VISIT, "kB"),
        at_most(PART, "bytes of the whole way, headers included", wire.bytes / 1000, 3 * MOST_VISIT, "kB",
                f" in {len(wire.resources)} requests, {len(hand.done)} interactions"),
    )  # fmt: skip


def apply(hand: Hand, server: Server, address: str) -> None:
    """Raises RuntimeError when nothing was sent at the end."""
    page = hand.page
    page.goto(server.url + _round(server))
    hand.tap("main .act a.button.main")
    page.wait_for_url("**/apply/")
    hand.fill("input[name=name]", "Yawa Mensah")
    hand.fill("input[name=contact]", address)
    hand.tap("input[name=consents][required]")
    time.sleep(QUICKEST)  # nobody types this fast
    hand.tap("main form[data-once] button.main")
    page.wait_for_url("**/code/")
    hand.fill("input[name=code]", mailed_code(server, address))
    hand.tap("main form[data-once] button.main")
    page.wait_for_url("**/you/")
    for step, following in pairwise(STEPS):
        for name, text in TYPED.get(step, {}).items():
            hand.fill(f"[name='{name}']", text)
        hand.tap("main form.form button.main" if step in TYPED else "main .act a.button.main")
        page.wait_for_url(f"**/{following}/")
    hand.tap("main form[data-once] button.main")
    page.wait_for_url("**/?sent=1")
    if page.locator("[role=status]").count() != 1:
        raise RuntimeError("Applying did not end with the word that it was sent.")


def first_visit(page: Page, address: str) -> int:
    wire = Wire()
    wire.listen(page)
    page.goto(address, wait_until="networkidle")
    return wire.bytes


def _round(server: Server) -> str:
    listed = server.get(f"{COMMUNITY}aid/").body.decode()
    found = re.search(rf'href="({re.escape(COMMUNITY)}aid/[a-z0-9-]+/)"', listed)
    if found is None:
        raise RuntimeError("The demo has no round of aid.")
    return found[1]


def _told(server: Server, resources: Iterable[Resource]) -> list[dict[str, object]]:
    return [{"path": one.url.removeprefix(server.url), "bytes": one.whole} for one in resources]
