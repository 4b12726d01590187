"""The day on which fifty were expected and two hundred came: clients that answer over HTTP, as phones do.

Each opens the form, sends it (some twice), follows the link of the mail, and presses the button. Some give
their place back. In the end whoever is offered a place says yes. Standard library only.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SHORTEST = 2.1  # seconds between opening the form and sending it
CANCELS, DOUBLES = 0.05, 0.05
LinkOf = Callable[[str], str]  # address -> the path in the latest mail with a code to it, waits for it


@dataclass
class Tally:
    """What the clients saw."""

    seconds: list[float] = field(default_factory=list)  # of every answer
    statuses: dict[int, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    highest: int = 0  # taken at any look at the counters meanwhile
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, seconds: float) -> None:
        with self.lock:
            self.seconds.append(seconds)
            self.statuses[status] = self.statuses.get(status, 0) + 1

    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]

    @property
    def server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)


class Phone:
    """A browser with cookies and without scripts."""

    def __init__(self, host: str, port: int, tally: Tally, address: str) -> None:
        self.host, self.port, self.tally, self.address = host, port, tally, address
        self.cookies: dict[str, str] = {}
        self.place = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded",
                        "Origin": f"http://{self.host}:{self.port}"}  # fmt: skip
        began = time.perf_counter()
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        self.tally.note(answer.status, time.perf_counter() - began)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text

    def open(self, path: str) -> dict[str, str]:
        """The hidden fields of the page."""
        return dict(HIDDEN.findall(self.ask("GET", path)[2]))

    def press(self, path: str, **told: str) -> str:
        form = self.open(path)
        return self.ask("POST", path, {"csrfmiddlewaretoken": form.get("csrfmiddlewaretoken", ""), **told})[1]


@dataclass(frozen=True, slots=True)
class PyDay:
    """Where it takes place, and how many want to come within how many seconds."""

    host: str
    port: int
    event_path: str  # with the language: "/fr/practice/pyday/"
    link_of: LinkOf
    look: Callable[[], int]  # used + held + offered at this moment
    clients: int = 200
    within: float = 0.0  # seconds over which they come; 0: all at one moment
    seed: int = 1
    looked: Callable[[], object] = lambda: None  # called by whoever looked, at the end


def run(day: PyDay) -> Tally:
    """Everybody comes; then those who are offered a place say yes, until nobody is."""
    tally, dice = Tally(), random.Random(day.seed)
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(day, tally, over))
    watcher.start()
    phones = [
        Phone(day.host, day.port, tally, f"client{day.seed}.{n}@example.org") for n in range(day.clients)
    ]
    plans = [
        (phone, dice.uniform(0, day.within), dice.random() < DOUBLES, dice.random() < CANCELS)
        for phone in phones
    ]
    threads = [threading.Thread(target=_client, args=(day, *plan)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while any(_says_yes(phone) for phone in phones if phone.place):
        continue
    over.set()
    watcher.join()
    return tally


def _client(day: PyDay, phone: Phone, wait: float, doubles: bool, cancels: bool) -> None:
    try:
        time.sleep(wait)
        form = phone.open(f"{day.event_path}answer/")
        time.sleep(SHORTEST)
        told = form | {"answer": "going", "name": "Somebody Here", "contact": phone.address}
        for _ in range(2 if doubles else 1):
            phone.ask("POST", f"{day.event_path}answer/", told)
        link = day.link_of(phone.address)
        phone.place = phone.press(link).partition("?")[0]
        if doubles:
            phone.press(link)
        if cancels:
            phone.press(phone.place, do="cancel")
            phone.place = ""
    except Exception as failure:  # counted, and the others go on
        with phone.tally.lock:
            phone.tally.failures.append(f"{type(failure).__name__}: {failure}")


def _says_yes(phone: Phone) -> bool:
    """Whether a place was offered and accepted now."""
    _status, _there, page = phone.ask("GET", phone.place)
    if 'name="do" value="accept"' not in page:
        phone.place = phone.place if 'name="do" value="leave"' in page else ""  # who has one looks no more
        return False
    phone.press(phone.place, do="accept")
    return True


def _watch(day: PyDay, tally: Tally, over: threading.Event) -> None:
    try:
        while not over.wait(0.05):
            tally.highest = max(tally.highest, day.look())
    finally:
        day.looked()
