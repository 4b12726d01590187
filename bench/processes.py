"""What a running program takes of the machine: memory and processor time of all its processes (Linux)."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


def is_readable() -> bool:
    return (PROC / "self" / "smaps_rollup").exists()


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            parent = _stat(int(entry.name))[1:2]
            if parent:
                children.setdefault(int(parent[0]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def pss_megabytes(pids: list[int]) -> float:
    """Memory with shared pages divided among those who share them, in millions of bytes."""
    total = 0
    for pid in pids:
        text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
        total += int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1])  # type: ignore[index]
    return total * 1024 / 1e6


@dataclass(frozen=True, slots=True)
class Clock:
    """Processor seconds so far: the machine's, its idle ones, one program's, ours with our ended children."""

    all: float
    idle: float
    program: float
    children: float


def clock(pid: int) -> Clock:
    times = os.times()
    if not is_readable():
        return Clock(0, 0, 0, times.children_user + times.children_system)
    ticks = os.sysconf("SC_CLK_TCK")
    fields = [int(field) for field in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    used = sum(int(ticks_used) for one in family(pid) for ticks_used in _stat(one)[11:13])
    own = times.user + times.system + times.children_user + times.children_system
    kernel = fields[5] + fields[6]  # interrupts: here, the packets between the load and the program
    return Clock((sum(fields) - kernel) / ticks, (fields[3] + fields[4]) / ticks, used / ticks, own)


def other_share(before: Clock, after: Clock) -> float:
    """The share of the machine that neither idled nor worked for this measurement."""
    whole = after.all - before.all
    if whole <= 0:
        return 0.0
    ours = after.program - before.program + after.children - before.children + after.idle - before.idle
    return max(0.0, 1 - ours / whole)


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the program's name; none when the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(") ")[2].split()
    except OSError:
        return []
