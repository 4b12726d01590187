"""The sums behind the table: medians, percentiles, ratios of rounds, and what wrk prints."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of a load generator saw."""

    connections: int
    requests: int
    per_second: float
    p50: float  # milliseconds
    p99: float
    errors: int = 0
    tool: str = "wrk"
    cpu: float = 0.0  # milliseconds of the server's processor time a request
    other: float = 0.0  # share of the machine that went neither to the server, nor to the load, nor to idling


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of all values does not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Ours against theirs, round by round. Raises ValueError when a round has only one side."""
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def median_of(values: Sequence[float]) -> float:
    return float(median(values))


def read_wrk(output: str, connections: int) -> Load:
    """What `wrk --latency` printed. Raises ValueError when it is something else."""
    rate = re.search(r"Requests/sec:\s*([\d.]+)", output)
    total = re.search(r"(\d+) requests in", output)
    p50, p99 = (re.search(rf"\b{share}%\s+([\d.]+)(us|ms|s|m)\b", output) for share in (50, 99))
    if not (rate and total and p50 and p99):
        raise ValueError(f"This is no report of wrk with --latency:\n{output}")
    return Load(
        connections,
        int(total[1]),
        float(rate[1]),
        float(p50[1]) * MILLISECONDS[p50[2]],
        float(p99[1]) * MILLISECONDS[p99[2]],
        errors_of(output),
    )


def errors_of(output: str) -> int:
    """Answers that were refusals, and connections that broke; 0 when wrk speaks of none."""
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    return (int(refused[1]) if refused else 0) + (sum(map(int, broken.groups())) if broken else 0)
