"""One page or article of a Markdown site, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from teranga.formats.programme import Finding, Outcome


@dataclass(slots=True)
class Page:
    title: str = ""
    slug: str = ""
    body: str = ""  # Markdown
    date: datetime | None = None  # aware
    modified: datetime | None = None  # aware
    author: str = ""
    description: str = ""
    keywords: list[str] = field(default_factory=list)
    image: str = ""
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str = ""  # two letters
    sort_order: str = ""  # text, because "0106" is not 106
    layout: str = ""
    published: bool = True
    structured_data: Any = None  # a schema.org block, ready for JSON
    extra: dict[str, str] = field(default_factory=dict)  # header keys without a meaning here
    local_addresses: list[str] = field(default_factory=list)  # links and images that lead into the old site


@dataclass(frozen=True, slots=True)
class TextRepair:
    """A way to undo a wrong decoding, shown first and applied only when a person says so."""

    encoding: str  # what the text had been taken for
    before: int  # characters beyond ASCII as the file stands
    after: int  # and once repaired
    samples: tuple[tuple[str, str], ...]  # (line as it stands, line repaired)
    applied: bool


@dataclass(slots=True)
class PageResult:
    page: Page
    source_format: str  # "jekyll", "pelican", "markdown"
    findings: list[Finding] = field(default_factory=list)
    repair: TextRepair | None = None

    def count(self, outcome: Outcome) -> int:
        return sum(1 for finding in self.findings if finding.outcome is outcome)
