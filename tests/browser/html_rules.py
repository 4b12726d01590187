"""What a page's HTML must keep: the parser's own rules, and those that a parser does not know."""

from __future__ import annotations

import itertools
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary", "label", "iframe"}
NAMELESS_INPUTS = {"hidden", "submit", "button", "reset", "image"}
ONLY_ONCE = ("title", "h1", "main")


def faults_of(html: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(html)
    faults = [f"line {place[0]}: {code} {details}" for place, code, details in parser.errors]
    parents = {child: parent for parent in document.iter() for child in parent}
    elements = [element for element in document.iter() if isinstance(element.tag, str)]
    return [
        *faults,
        *repeated_ids(elements),
        *missing_words(elements, parents),
        *nested_controls(elements, parents),
        *broken_references(elements),
        *structure(elements),
    ]


def repeated_ids(elements: list[Element]) -> list[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    return [f"id “{name}” stands {times} times" for name, times in ids.items() if times > 1 or not name]


def missing_words(elements: list[Element], parents: dict[Element, Element]) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    faults = [f"img without alt: {element.get('src')}" for element in images(elements)]
    for element in elements:
        control = element.tag in ("select", "textarea") or (
            element.tag == "input" and element.get("type", "text") not in NAMELESS_INPUTS
        )
        named = element.get("id") in labelled or element.get("aria-label") or element.get("aria-labelledby")
        if control and not named and not above(element, parents, {"label"}):
            faults.append(f"{element.tag} without a label: {element.get('name')}")
    return faults


def images(elements: list[Element]) -> list[Element]:
    return [element for element in elements if element.tag == "img" and element.get("alt") is None]


def above(element: Element, parents: dict[Element, Element], tags: set[str]) -> Element | None:
    while (element := parents.get(element)) is not None:  # type: ignore[assignment]
        if element.tag in tags:
            return element
    return None


def nested_controls(elements: list[Element], parents: dict[Element, Element]) -> list[str]:
    faults = []
    for element in elements:
        if element.tag not in INTERACTIVE or (element.tag == "a" and element.get("href") is None):
            continue
        outer = above(element, parents, INTERACTIVE - {"label"})
        if outer is not None:
            faults.append(f"{element.tag} inside {outer.tag}")
    return faults


def broken_references(elements: list[Element]) -> list[str]:
    ids = {element.get("id") for element in elements}
    faults = []
    for element in elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
            names = (element.get(attribute) or "").split()
            faults += [f"{attribute} points at no element: {name}" for name in names if name not in ids]
        href = element.get("href") or ""
        if len(href) > 1 and href.startswith("#") and href[1:] not in ids:
            faults.append(f"link to no part of the page: {href}")
    return faults


def structure(elements: list[Element]) -> list[str]:
    page = [element for element in elements if not element.tag.startswith("{")]  # an svg has its own title
    count = Counter(element.tag for element in page)
    faults = [f"{count[tag]} × {tag}" for tag in ONLY_ONCE if count[tag] != 1]
    levels = [int(element.tag[1]) for element in page if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            faults.append(f"h{after} follows h{before}")
    root = next(element for element in page if element.tag == "html")
    return faults if root.get("lang") else [*faults, "the page does not say its language"]
