"""What every kind of page weighs on its first visit, and whom it makes the browser talk to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from bench.browser import Wire, chromium, phone
from bench.pages import every_page, is_of_the_event
from bench.rows import Row, at_most, seen
from bench.servers import Server
from bench.session import Run

HTML, WHOLE_LISTS, FIRST_VISIT = 14.0, 20.0, 50.0  # kB of 1,000 bytes
LONG_LISTS = ("schedule", "speakers")  # of 120 sessions; their HTML may be larger
PART = "weight"
Weights = dict[str, dict[str, Any]]


def measure(run: Run) -> None:
    run.say("Weight of every kind of page")
    server = run.demo
    with chromium() as browser:
        weights = {name: weigh(browser, server, path) for name, path in every_page(server).items()}
    run.details["weights"] = weights
    run.add(*summary(weights))


def weigh(browser: Browser, server: Server, path: str) -> dict[str, Any]:
    """One visit with a cold cache. Bodies are counted as sent, compressed; headers apart."""
    wire = Wire()
    with phone(browser) as context:
        page = context.new_page()
        wire.listen(page)
        answer = page.goto(server.url + path, wait_until="networkidle")
        icon = page.locator("link[rel=icon]").first.get_attribute("href")
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status if answer else 'nothing'}.")
    html = next(resource for resource in wire.resources if resource.kind == "Document")
    fetched = {urlsplit(resource.url).path for resource in wire.resources}
    bodies = sum(resource.body for resource in wire.resources)
    headers = sum(resource.headers for resource in wire.resources)
    if icon and urlsplit(icon).path not in fetched:  # a browser with a window asks for it too
        answer_with_icon = server.get(urlsplit(icon).path, "br")
        bodies += len(answer_with_icon.body)
        headers += sum(len(f"{name}: {value}\r\n") for name, value in answer_with_icon.headers.items())
    return {
        "path": path,
        "html": html.body,
        "encoding": html.encoding,
        "visit": bodies + headers,
        "headers": headers,
        "requests": len(wire.resources),
        "strange_hosts": sorted(wire.hosts - {urlsplit(server.url).netloc}),
    }


def summary(weights: Weights) -> list[Row]:
    """The heaviest of each group stands for it; all of them are in the JSON."""
    own = {name: weight for name, weight in weights.items() if is_of_the_event(weight["path"])}
    lists = {name: weight for name, weight in own.items() if name in LONG_LISTS}
    short = {name: weight for name, weight in own.items() if name not in LONG_LISTS}
    rest = {name: weight for name, weight in weights.items() if name not in own}
    rows = [heaviest("first HTML of an event's pages", short, "html", HTML)]
    rows += [
        heaviest(f"first HTML of {name}", {name: weight}, "html", WHOLE_LISTS)
        for name, weight in lists.items()
    ]
    rows += [
        heaviest("first HTML of all other pages", rest, "html", HTML),
        heaviest("first visit with headers, heaviest page", weights, "visit", FIRST_VISIT),
    ]
    meetup = {name: weight for name, weight in weights.items() if name == "meetup"}
    rows += (
        []
        if not meetup
        else [
            heaviest("first HTML of a meetup's page", meetup, "html", HTML),
            heaviest("first visit of a meetup's page", meetup, "visit", FIRST_VISIT),
        ]
    )
    headers = max(weight["headers"] for weight in weights.values())
    encodings = ", ".join(sorted({weight["encoding"] or "none" for weight in weights.values()}))
    strange = sorted({host for weight in weights.values() for host in weight["strange_hosts"]})
    rows.append(seen(PART, "headers of a visit, at most; encodings", f"{headers / 1000:.1f} kB; {encodings}"))
    note = f" in {len(weights)} kinds of page {' '.join(strange)}".rstrip()
    rows.append(at_most(PART, "hosts contacted other than its own", len(strange), 0, "", note))
    return rows


def heaviest(figure: str, weights: Weights, what: str, limit: float) -> Row:
    name, weight = max(weights.items(), key=lambda item: item[1][what])
    heavy = sum(other[what] > limit * 1000 for other in weights.values())
    note = f" ({name}{f'; {heavy} pages over' if heavy > 1 else ''})"
    return at_most(PART, figure, weight[what] / 1000, limit, "kB", note)
