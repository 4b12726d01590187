"""Many who write at the same time, through two processes on one SQLite file, and what was promised."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.domains.proposals.sittings import Site, Sitting


@dataclass
class Written:
    writers: int
    answers: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    slowest: float = 0.0

    def __str__(self) -> str:
        return f"{self.writers} writers: {self.lost} lost, slowest {self.slowest:.2f} s, {dict(self.answers)}"


@dataclass
class Door:
    """One of the two processes."""

    port: int


def write_at_once(site: Site, *, writers: int, seconds: float) -> Written:
    """Each saves a draft of their own as fast as the answers come, half of them at either process."""
    report, lock = Written(writers), threading.Lock()
    doors = [Door(site.port), Door(site.second_port())]
    all_of_them = [
        Sitting(doors[number % 2], number, random.Random(number))  # type: ignore[arg-type]
        for number in range(writers)
    ]
    time.sleep(2.1)  # a form is not sent within two seconds of being shown
    for sitting in all_of_them:
        sitting.begin()
    until = time.monotonic() + seconds

    def write(sitting: Sitting) -> None:
        while time.monotonic() < until:
            word, tab = sitting.word(), sitting.tab
            tab.text, tab.count, began = f"{tab.text} {word}".strip(), tab.count + 1, time.monotonic()
            told = sitting.form(tab)
            status, body, _where = sitting.ask("POST", f"{sitting.root}save/", told, as_data=True)
            if status == 200:
                tab.revision = str(json.loads(body)["revision"])
                sitting.promised.append(word)
            with lock:
                report.answers[status] += 1
                report.slowest = max(report.slowest, time.monotonic() - began)

    threads = [threading.Thread(target=write, args=(sitting,)) for sitting in all_of_them]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = dict(site.installation.sql("SELECT uuid, abstract FROM proposals_proposal"))
    for sitting in all_of_them:
        text = kept[sitting.root.rstrip("/").rpartition("/")[2].replace("-", "")].split()
        report.lost += sum(word not in text for word in sitting.promised)
    return report
