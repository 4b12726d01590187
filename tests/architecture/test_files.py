"""Files stay short enough to be read, and pages free of what the design forbids in them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.source import (
    PACKAGE,
    ROOT,
    TEMPLATES,
    name_of,
    python_files,
    template_files,
)

LONGEST_FILE = 400
LONGEST_TEMPLATE = 80
LONG_ON_PURPOSE: dict[str, str] = {}  # file: why it may be longer

FORBIDDEN_IN_TEMPLATES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.DOTALL),
    "a script attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.DOTALL),
    "unescaped text": re.compile(r"\|\s*safe\b"),
    "autoescape switched off": re.compile(r"autoescape\s+(false|off)"),
}
PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|inset)-(?:left|right)[\w-]*\s*:"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)


def lines_of(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_python_file_is_longer_than_a_reader_bears() -> None:
    folders = [PACKAGE, ROOT / "tests", ROOT / "bench"]
    files = [ROOT / "run.py", *(file for file in python_files(*folders) if "migrations" not in file.parts)]
    long = {name_of(file): lines_of(file) for file in files if lines_of(file) > LONGEST_FILE}
    assert {name: lines for name, lines in long.items() if name not in LONG_ON_PURPOSE} == {}


def test_no_template_is_longer_than_a_screen_or_two() -> None:
    long = {name_of(file): lines_of(file) for file in template_files() if lines_of(file) > LONGEST_TEMPLATE}
    assert long == {}


def test_templates_hold_no_style_script_or_unescaped_text() -> None:
    found = [
        f"{name_of(file)}: {what}"
        for file in template_files()
        for what, pattern in FORBIDDEN_IN_TEMPLATES.items()
        if pattern.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_styles_know_start_and_end_but_not_left_and_right() -> None:
    found = [
        f"{name_of(file)}:{number} {line.strip()}"
        for file in sorted((PACKAGE / "web" / "static").rglob("*.css"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if PHYSICAL.search(line)
    ]
    assert found == []


def test_the_patterns_find_what_they_forbid() -> None:
    forbidden = {
        "a style attribute": '<p class="x"\n style="color:red">',
        "a script attribute": '<a href="/" onclick="go()">',
        "unescaped text": "{{ text | safe }}",
        "autoescape switched off": "{% autoescape false %}",
    }
    assert [what for what, text in forbidden.items() if FORBIDDEN_IN_TEMPLATES[what].search(text)] == list(
        forbidden
    )
    assert PHYSICAL.search("margin-left: 1rem")
    assert PHYSICAL.search("{left:0}")
    assert not PHYSICAL.search("margin-inline-start: 1rem; border-start-start-radius: 0")
    assert not FORBIDDEN_IN_TEMPLATES["a script attribute"].search('<meta content="x" name="one=two">')


def test_the_templates_are_where_these_tests_look() -> None:
    assert any(TEMPLATES.rglob("*.html"))
