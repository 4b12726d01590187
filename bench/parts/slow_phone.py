"""A slow phone: Chromium's own emulation of a 400 ms round trip, 50 kB/s and a processor 4 times slower."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page

from bench.arithmetic import median_of
from bench.browser import Wire, chromium, phone
from bench.pages import EVENT, last_session_of_first_day
from bench.rows import Row, at_most, seen
from bench.servers import Server
from bench.session import Run

ROUND_TRIP, BYTES_A_SECOND, SLOWER = 400, 50_000, 4
READABLE, PAINTED = 1.8, 1.5  # seconds
VISITS = 5
PART = "slow phone"
# Looks at every frame whether the awaited link is laid out; the moment is the frame after, so it was painted.
WATCH = """
window.moments = {};
new PerformanceObserver(list => { for (const entry of list.getEntries()) moments.largest = entry.startTime })
  .observe({type: "largest-contentful-paint", buffered: true});
const look = () => {
  const link = document.querySelector(`main a[href$="${awaited}"]`);
  if (!link || !link.getClientRects().length) return requestAnimationFrame(look);
  requestAnimationFrame(() => { moments.readable = performance.now() });
};
if (awaited) requestAnimationFrame(look);
"""
READ = """JSON.stringify({
  ...moments,
  painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


def measure(run: Run) -> None:
    run.say("Slow phone")
    server = run.demo
    last = urlsplit(last_session_of_first_day(server)).path
    with chromium() as browser:
        visits = 1 if run.quick else VISITS
        schedule = [visit(browser, server, f"{EVENT}schedule/", last) for _ in range(visits)]
        home = [visit(browser, server, EVENT, "") for _ in range(visits)]
    run.details["slow phone"] = {"schedule": schedule, "event home": home}
    run.add(
        row("schedule: last session of the first day in layout", schedule, "readable", READABLE),
        row("event home: first contentful paint", home, "painted", PAINTED),
        plain("schedule: first and largest paint, loaded", schedule),
        plain("event home: first and largest paint, loaded", home),
    )


def visit(browser: Browser, server: Server, path: str, awaited: str) -> dict[str, float]:
    """Milliseconds since the visitor asked; the cache is cold in the browser and warm on the server."""
    server.get(path, "br")
    with phone(browser) as context:
        page = context.new_page()
        session = Wire().listen(page)
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": ROUND_TRIP,
            "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND,
        })  # fmt: skip
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(f"const awaited = {awaited!r};{WATCH}")
        page.goto(server.url + path, wait_until="load")
        wanted = {"readable", "largest"} if awaited else {"largest"}
        return read_moments(session, page, wanted)


def read_moments(session: CDPSession, page: Page, wanted: set[str]) -> dict[str, float]:
    """Read over the browser's own protocol, because the page's policy forbids evaluating text."""
    for _ in range(100):
        said = session.send("Runtime.evaluate", {"expression": READ, "returnByValue": True})
        moments: dict[str, float] = json.loads(said["result"]["value"])
        if wanted <= moments.keys():
            return moments
        page.wait_for_timeout(50)
    raise RuntimeError(f"The page came to no end: {moments}")


def row(figure: str, visits: list[dict[str, float]], moment: str, limit: float) -> Row:
    seconds = [visited[moment] / 1000 for visited in visits]
    note = f" ({' '.join(f'{second:.2f}' for second in seconds)})"
    return at_most(PART, figure, median_of(seconds), limit, "s", note)


def plain(figure: str, visits: list[dict[str, float]]) -> Row:
    found = [
        median_of([visited[name] / 1000 for visited in visits]) for name in ("painted", "largest", "loaded")
    ]
    return seen(PART, figure, " / ".join(f"{second:.2f} s" for second in found))
