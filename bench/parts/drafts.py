"""Writing a proposal: what its form weighs, and what is lost in 500 sittings where everything goes wrong."""

from __future__ import annotations

from bench.browser import chromium
from bench.parts.weight import FIRST_VISIT, HTML, weigh
from bench.rows import at_most, seen
from bench.session import Run
from tests.domains.proposals.sittings import Site, sit
from tests.smtp_server import Server

PART = "proposals"
FORM = "/fr/practice/pyday-coming/call/propose/"
SITTINGS, KILLS = 500, 100


def measure(run: Run) -> None:
    run.say("Writing a proposal")
    with chromium() as browser:
        weight = weigh(browser, run.demo, FORM)
    run.add(
        at_most(PART, "first HTML of a proposal's form", weight["html"] / 1000, HTML, "kB"),
        at_most(PART, "first visit of a proposal's form", weight["visit"] / 1000, FIRST_VISIT, "kB"),
    )
    run.say("Five hundred sittings with cuts, two tabs and a killed server")
    sittings, kills = (40, 8) if run.quick else (SITTINGS, KILLS)
    folder = run.folder / "drafts"
    folder.mkdir()
    with Server() as server:
        site = Site(folder, server)
        try:
            report = sit(site, sittings=sittings, seed="bench", kills=kills)
        finally:
            site.end()
    run.details["drafts"] = {"sittings": str(report), "form": weight}
    run.add(
        at_most(PART, f"acknowledged saves lost in {sittings} sittings", len(report.lost), 0, "",
                f" of {report.promised:,}"),
        seen(PART, "  the server was killed; seconds", f"{report.did['kill']} times; {report.seconds:.0f} s"),
    )  # fmt: skip
