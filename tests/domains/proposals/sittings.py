"""Sittings of people who write proposals while everything goes wrong, and what the server promised to keep.

Each sitting adds words of its own to a text. A word that a save's answer acknowledged must be found
afterwards, in the draft or in a text that is kept beside it, whatever was cut, killed, reloaded or written
by another page.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.domains.mail.forking import Forked, Origin
from tests.domains.mail.killing import Installation, free_port
from tests.smtp_server import Server

PREPARE = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.proposals import a_call
now = timezone.now()
event = an_event(a_community("lome"), "pycon", start=now.date(), end=now.date())
a_call(event, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
"""
READ = """
import json, django
django.setup()
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.queries import kept_aside
found = {}
rows = Proposal.objects.across_communities("a test reads its whole installation")
for row in rows:
    texts = [row.abstract, *(told.get("abstract", "") for _version, told in kept_aside(row))]
    found[str(row.uuid)] = " ".join(texts)
print(json.dumps(found))
"""
BEGIN = "/en/lome/pycon/call/propose/"
DOINGS = ("save", "save", "save", "cut", "reload", "language", "expire", "second tab", "twice", "kill")
HIDDEN = re.compile(r'name="(key|csrfmiddlewaretoken|page|revision)" value="([^"]*)"')
TEXT = re.compile(r'<textarea id="abstract"[^>]*>([^<]*)</textarea>')


@dataclass
class Report:
    sittings: int = 0
    promised: int = 0
    lost: list[str] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def __str__(self) -> str:
        did = ", ".join(f"{count} x {name}" for name, count in sorted(self.did.items()))
        return (f"{self.sittings} sittings ({did}): {self.promised} saves acknowledged,"
                f" {len(self.lost)} lost,"
                f" {self.seconds:.0f} s")  # fmt: skip


@dataclass
class Tab:
    """One page that somebody writes in, as the browser's script counts its saves."""

    page: str
    revision: str
    text: str
    count: int = 1


class Site:
    """The server that is killed and comes back, on one port."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.installation, self.port = Installation(folder, server), free_port()
        self.installation.run("worker", "--once")  # makes the tables
        self._python(PREPARE)
        self.origin = Origin(self.installation.environment, folder / "log.txt")
        self.process = self._start(self.port)
        self.others: list[Forked] = []

    def second_port(self) -> int:
        """Of another server on the same installation."""
        port = free_port()
        self.others.append(self._start(port))
        return port

    def _start(self, port: int) -> Forked:
        process = self.origin.start("serve", "--port", str(port))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return process
            time.sleep(0.02)  # between two looks
        raise TimeoutError("the server did not come back")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        self.process = self._start(self.port)

    def end(self) -> None:
        for process in (self.process, *self.others):
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=30)
        self.origin.end()

    def texts(self) -> dict[str, str]:
        return json.loads(self._python(READ))

    def _python(self, source: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", source], env=self.installation.environment, check=True, timeout=120,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout


class Sitting:
    def __init__(self, site: Site, number: int, chance: random.Random) -> None:
        self.site, self.number, self.chance = site, number, chance
        self.cookies: dict[str, str] = {}
        self.root, self.words = "", 0
        status, body, _where = self.ask("GET", BEGIN)
        assert status == 200, body[:300]
        self.hidden = dict(HIDDEN.findall(body))
        self.tab = Tab(self.hidden["page"].partition(":")[0], "0", "")
        self.promised: list[str] = []

    def ask(
        self, method: str, path: str, told: dict[str, str] | None = None, *, cut: bool = False,
        as_data: bool = False,
    ) -> tuple[int, str, str]:  # fmt: skip
        """Status, body and where it leads; (0, "", "") when the network or the server was gone."""
        body = urlencode(told or {})
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if told else {}
        headers |= {"Accept": "application/json"} if as_data else {}
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        try:
            line.request(method, path, body if told else None, headers)
            if cut:
                return 0, "", ""
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _is, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            assert answer.status < 500, f"{path} answered {answer.status}"
            return answer.status, answer.read().decode(), answer.getheader("Location", "")
        except (OSError, http.client.HTTPException):
            return 0, "", ""
        finally:
            line.close()

    def begin(self) -> None:
        """The first save makes the draft; sent again until it is answered, it makes one."""
        word = self.word()
        told = {**self.hidden, "abstract": word, "title": f"Sitting {self.number}", "act": "keep"}
        while not self.root:
            status, _body, where = self.ask("POST", BEGIN, told)
            if status == 302:
                self.root = urlsplit(where).path.partition("write/")[0]
        self.promised.append(word)
        self.load()

    def word(self) -> str:
        self.words += 1
        return f"w{self.number}x{self.words}y"

    def load(self) -> None:
        """Open the page anew: what stood in it unsaved is gone with it, as in a browser without scripts."""
        while True:
            status, body, _where = self.ask("GET", f"{self.root}write/")
            if status == 200:
                hidden, text = dict(HIDDEN.findall(body)), TEXT.search(body)
                assert text is not None
                self.tab = Tab(hidden["page"].partition(":")[0], hidden["revision"], text[1].strip())
                return

    def save(self, tab: Tab, *, cut: bool = False) -> None:
        word = self.word()
        tab.text, tab.count = f"{tab.text} {word}".strip(), tab.count + 1
        told = self.form(tab)
        status, body, _where = self.ask("POST", f"{self.root}save/", told, cut=cut, as_data=True)
        if status == 200:
            tab.revision = str(json.loads(body)["revision"])
            self.promised.append(word)

    def form(self, tab: Tab) -> dict[str, str]:
        return {"abstract": tab.text, "page": f"{tab.page}:{tab.count}", "revision": tab.revision}

    def do(self, doing: str) -> None:
        if doing == "save":
            self.save(self.tab)
        elif doing == "cut":
            self.save(self.tab, cut=True)
        elif doing == "reload":
            self.load()
        elif doing == "language":
            word = self.word()
            self.tab.text, self.tab.count = f"{self.tab.text} {word}".strip(), self.tab.count + 1
            told = {**self.form(self.tab), "act": self.chance.choice(("in-fr", "in-es", "in-en"))}
            if self.ask("POST", f"{self.root}write/", told)[0] == 302:
                self.promised.append(word)
            self.load()
        elif doing == "expire":
            self.cookies.clear()
        elif doing == "second tab":
            other, here = self.tab, None
            self.load()
            here, self.tab = self.tab, other
            self.save(here)
            self.save(self.tab)
            self.save(here)
        elif doing == "twice":
            told = self.form(self.tab)
            for _time in range(2):
                self.ask("POST", f"{self.root}save/", told, as_data=True)
        elif doing == "kill":
            self.save(self.tab, cut=self.chance.random() < 0.5)
            self.site.kill()


def sit(site: Site, *, sittings: int, seed: str, kills: int) -> Report:
    """So many sittings with doings drawn from the seed; the server is killed about so many times."""
    chance, report, began = random.Random(seed), Report(), time.monotonic()
    all_of_them = [Sitting(site, number, chance) for number in range(sittings)]
    time.sleep(2.1)  # a form is not sent within two seconds of being shown
    doings = [one for one in DOINGS if one != "kill"]
    lines = [[chance.choice(doings) for _step in range(chance.randint(2, 6))] for _one in all_of_them]
    for _kill in range(kills):
        chance.choice(lines).append("kill")
    for sitting, line in zip(all_of_them, lines, strict=True):
        sitting.begin()
        for doing in line:
            sitting.do(doing)
            report.did[doing] += 1
    kept = site.texts()
    for sitting in all_of_them:
        text = kept.get(sitting.root.rstrip("/").rpartition("/")[2], "")
        report.lost += [word for word in sitting.promised if word not in text.split()]
        report.promised += len(sitting.promised)
    report.sittings, report.seconds = sittings, time.monotonic() - began
    return report
