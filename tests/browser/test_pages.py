"""Every page in a real browser: in French on a phone, in a look of the covering set, and without JavaScript.

The long run (python3 run.py test --long) sees each page in three more looks.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Address
from tests.browser.looks import covering_looks, one_look_each
from tests.browser.pages import PAGES
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer

pytestmark = pytest.mark.browser
COMMIT = os.environ["TERANGA_TEST_COMMIT"]
LOOKS = [(name, look) for name, look in one_look_each(PAGES).items() if look != Look()]
MORE_LOOKS = [pair for pair in covering_looks(PAGES, COMMIT) if pair[1] != Look() and pair not in LOOKS]
OVERFLOW = """() => {
  const screen = document.documentElement.clientWidth;  // a phone's innerWidth grows with what overflows
  if (document.documentElement.scrollWidth <= screen) return [];
  const inside = (node) => { for (let p = node.parentElement; p; p = p.parentElement)
    if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(p).overflowX)) return true; };
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > screen + 1 && !inside(node))
    .map((node) => node.outerHTML.slice(0, 120)).slice(0, 5).concat("the page scrolls sideways");
}"""
Visitor = Callable[[DemoServer, Look], Visit]
Faults = Callable[[Page], list[str]]


def visit(reader: Visitor, server: DemoServer, address: Address, name: str, look: Look) -> Visit:
    tab = reader(server, look)
    answer = tab.page.goto(address(name, look.language), wait_until="load")
    assert answer is not None
    assert answer.status == PAGES[name].status
    return tab


def check(tab: Visit, faults: Faults, name: str, look: Look) -> None:
    tab.screenshot(f"{name}-{look}")
    assert tab.page.locator("html").get_attribute("lang") == look.language
    assert faults(tab.page) == []
    assert tab.page.evaluate(OVERFLOW) == []
    assert (tab.complaints, tab.strange_hosts) == ([], set())


def test_what_these_tests_look_for_would_be_found(
    demo_server: DemoServer, visitor: Visitor, accessibility_faults: Faults
) -> None:
    tab = visitor(demo_server, Look(width=320))
    tab.page.goto("/fr/")
    tab.page.evaluate("""() => {
      const [wide, picture] = [document.createElement("p"), document.createElement("img")];
      document.querySelector("main").append(wide, picture);
      Object.assign(wide, { textContent: "Lomé" }).style.minInlineSize = "900px";
      picture.setAttribute("style", "color: red");
      picture.src = "/there-is-none.png";
    }""")
    tab.page.wait_for_load_state("networkidle")
    assert any(fault.startswith("image-alt: ") for fault in accessibility_faults(tab.page))
    assert tab.page.evaluate(OVERFLOW)[-1] == "the page scrolls sideways"
    assert len(tab.complaints) == 2  # the picture that is not there, and the style that the policy refuses


@pytest.mark.parametrize("name", PAGES)
def test_page_in_french_on_a_phone(
    name: str, demo_server: DemoServer, reader: Visitor, address: Address, accessibility_faults: Faults
) -> None:
    tab = visit(reader, demo_server, address, name, Look())
    check(tab, accessibility_faults, name, Look())


@pytest.mark.parametrize(
    ("name", "look"),
    [
        *(pytest.param(name, look, id=f"{name}-{look}") for name, look in LOOKS),
        *(pytest.param(name, look, id=f"{name}-{look}", marks=pytest.mark.long) for name, look in MORE_LOOKS),
    ],
)
def test_page_in_a_look_of_the_covering_set(
    name: str,
    look: Look,
    demo_server: DemoServer,
    reader: Visitor,
    address: Address,
    accessibility_faults: Faults,
) -> None:
    tab = visit(reader, demo_server, address, name, look)
    check(tab, accessibility_faults, name, look)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_without_javascript(
    name: str, demo_server: DemoServer, reader: Visitor, address: Address
) -> None:
    look = Look(scripts=False)
    tab = visit(reader, demo_server, address, name, look)
    assert tab.page.locator("main h1").count() == 1
    assert tab.page.locator("main h1").is_visible()
    assert tab.page.locator("header a[href], nav a[href]").count() > 0
    assert tab.page.locator("noscript").count() == 0
    assert (tab.complaints, tab.strange_hosts) == ([], set())
