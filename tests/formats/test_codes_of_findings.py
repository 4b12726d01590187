"""Codes of findings are listed where those who show them look."""

from __future__ import annotations

import re
from pathlib import Path

import teranga.formats

FORMATS = Path(teranga.formats.__file__).parent
CODE = re.compile(
    r'(?:report\.(?:repaired|guessed|left_out|noted)\(|tally\(\s*Outcome\.\w+,)\s*"([a-z0-9-]+)"'
    r'|code = "([a-z-]+)" if \w+ else "([a-z-]+)"'
)


def test_every_code_in_the_source_is_in_the_list() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in FORMATS.rglob("*.py"))
    used = {code for groups in CODE.findall(source) for code in groups if code}
    rows = re.findall(
        r"^\| ([a-z][a-z0-9, -]+) \|", (FORMATS / "schedule" / "README.md").read_text(), re.MULTILINE
    )
    listed = {code.strip() for row in rows for code in row.split(",")} - {"code"}
    assert len(used) > 60
    assert used - listed == set()
    assert listed - used == {"categories-split", "tags-split"}
