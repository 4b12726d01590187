"""The addresses that are measured, found on the running demo as a visitor finds them."""

from __future__ import annotations

import re

from bench.servers import Server
from bench.session import COMMUNITY, EVENT, LANGUAGE
from tests.browser.pages import PAGES

UNCACHED = "?uncached"  # the cache in front passes every address with a question mark on to Django
NOT_AN_EVENT = ("goals", "people", "events", "network", "news", "directory", "join")
SECTION = re.compile(r'<section id="d\d{4}-\d\d-\d\d".*?</section>', re.DOTALL)


def links(server: Server, path: str) -> list[str]:
    html = server.get(path).body.decode()
    return re.findall(r'href="([^"#?]+)"', html)


def first_session(server: Server) -> str:
    """The first talk of the programme that has speakers and a page of its own."""
    return next(link for link in links(server, f"{EVENT}schedule/") if "/sessions/" in link)


def last_session_of_first_day(server: Server) -> str:
    """The session that stands last in the first day of the programme. Raises LookupError for an empty one."""
    html = server.get(f"{EVENT}schedule/").body.decode()
    day = SECTION.search(html)
    found = re.findall(r'href="([^"]*/sessions/[^"]+/)"', day[0]) if day else []
    if not found:
        raise LookupError("The programme of the demo event shows no session.")
    return str(found[-1])


def four_pages(server: Server) -> dict[str, str]:
    """The pages whose speed is measured."""
    return {
        "event home": EVENT,
        "schedule": f"{EVENT}schedule/",
        "session": first_session(server),
        "speakers": f"{EVENT}speakers/",
    }


def every_page(server: Server) -> dict[str, str]:
    """Every kind of page that people see, with one address of each.

    Left out are refusals, and what the demo links to from nowhere, such as a day of a programme shown whole.
    """
    found = {}
    for name, page in PAGES.items():
        path = page.path.replace("{language}", LANGUAGE)
        address = _linked(server, path, page.found_on) if "*" in path else path
        if address and page.status == 200:
            found[name] = address
    return found


def _linked(server: Server, path: str, found_on: str) -> str | None:
    start, _, end = path.partition("*")
    wanted = re.compile(re.escape(start) + r"([^/]+)" + re.escape(end))
    for link in links(server, found_on.replace("{language}", LANGUAGE)):
        match = wanted.fullmatch(link)
        if match and match[1] not in NOT_AN_EVENT:
            return link
    return None


def is_of_the_event(path: str) -> bool:
    return path.startswith(EVENT)


__all__ = ["COMMUNITY", "EVENT", "UNCACHED", "every_page", "first_session", "four_pages", "is_of_the_event"]
