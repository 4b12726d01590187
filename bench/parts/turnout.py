"""The forecast of how many come, on 1,000 invented meetups."""

from __future__ import annotations

from bench.forecasting import outcomes, summary
from bench.rows import MISSED, OK, Row, seen
from bench.session import Run

MEETUPS, QUICK = 1000, 100
SEED = 2026
PART = "turnout, invented meetups"
LEAST, MOST = 0.75, 0.85


def measure(run: Run) -> None:
    run.say("turnout")
    found = list(outcomes(QUICK if run.quick else MEETUPS, SEED))
    whole = summary(found)
    run.details["turnout"] = {
        str(days): summary([one for one in found if one.days_left == days]).covered
        for days in sorted({one.days_left for one in found})
    }
    inside = OK if LEAST <= whole.covered <= MOST else MISSED
    narrower = OK if whole.width < whole.plain_width else MISSED
    run.add(Row(PART, f"80 % range holds, of {whole.events}", f"{whole.covered:.1%}", "75 % to 85 %", inside,
                whole.covered))  # fmt: skip
    run.add(Row(PART, "its mean width, people", f"{whole.width:.1f}",
                f"< {whole.plain_width:.1f}, the plain range", narrower, whole.width))  # fmt: skip
    run.add(seen(PART, "the plain range holds", f"{whole.plain_covered:.1%}", whole.plain_covered))
    run.add(seen(PART, "expected against arrived, mean distance",
                 f"{whole.off:.2f}; plain {whole.plain_off:.2f}", whole.off))  # fmt: skip
