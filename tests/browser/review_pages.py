"""Templates of reviewing, which a test of its own looks at."""

from __future__ import annotations

REVIEWS = tuple(
    f"organise/review/{name}.html"
    for name in (
        "queue", "read", "sheet", "form", "others", "pieces", "board", "conflicts", "none", "assign",
        "assigned", "scores",
    )
)  # fmt: skip
