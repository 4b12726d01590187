"""Killing whoever sends, at random moments, and counting what arrived afterwards."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

import run
from tests.domains.mail.forking import Origin
from tests.smtp_server import Server

QUEUE = """
import sys, django
django.setup()
from django.utils import timezone
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.letters import MailText
first, count = int(sys.argv[1]), int(sys.argv[2])
for number in range(first, first + count):
    text = MailText("fr", f"Nouvelles {number}", "Bonjour", "<p>Bonjour</p>", "news")
    queue_mail(text, to=f"p{number}@example.org", cause=f"kill:{number}", at=timezone.now(), community_id=1)
"""
LONG_AGO = "2001-01-01 00:00:00+00:00"
EARLY = 0.15  # the share of kills that meet a process while it starts
AT_MOST_A_ROUND = 60  # mails that may leave before the next kill


@dataclass
class Report:
    mails: int
    kills: int = 0
    in_hand: int = 0  # kills that met a mail of which nobody could know whether it left
    lost: int = 0
    twice: int = 0
    most_deliveries: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.mails} mails, {self.kills} kills ({self.in_hand} with a mail in hand): {self.lost} lost,"
            f" {self.twice} sent again (at most {self.most_deliveries} times one), {self.seconds:.0f} s"
        )


class Installation:
    """A data directory and a database of its own, with the mail server of the test."""

    def __init__(self, folder: Path, server: Server, database_url: str = "") -> None:
        self.folder, self.server, self.database_url = folder, server, database_url
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TERANGA_")},
            "PYTHONPATH": os.pathsep.join((str(run.ROOT / "src"), str(run.ROOT))),
            "DJANGO_SETTINGS_MODULE": "teranga.project.settings",
            "TERANGA_DATA": str(folder), "TERANGA_SECRET_KEY": "a key for tests alone, which guards nothing",
            "TERANGA_MAIL_URL": f"smtp://127.0.0.1:{server.port}", "TERANGA_DATABASE_URL": database_url,
        }  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "teranga.cli.main", *arguments]
        log = (self.folder / "log.txt").open("ab")
        with log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def run(self, *arguments: str) -> None:
        process = self.start(*arguments)
        assert process.wait(timeout=120) == 0, (self.folder / "log.txt").read_text("utf-8")[-2000:]

    def queue(self, count: int, *, first: int = 0) -> None:
        command = [sys.executable, "-c", QUEUE, str(first), str(count)]
        subprocess.run(command, env=self.environment, check=True, timeout=120)

    def sql(self, statement: str) -> list[Any]:
        if self.database_url:
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                cursor = connection.execute(statement)
                return cursor.fetchall() if cursor.description else []
        with contextlib.closing(sqlite3.connect(self.folder / "teranga.sqlite3", timeout=20)) as connection:
            rows = connection.execute(statement).fetchall()
            connection.commit()
            return rows

    def count(self, where: str) -> int:
        return int(self.sql(f"SELECT count(*) FROM mail_outgoingmail WHERE {where}")[0][0])  # noqa: S608 -- our own words

    def let_leases_end(self) -> None:
        """As if the time had passed after which somebody else takes up what the dead one held."""
        self.sql(f"UPDATE base_job SET lease_until = '{LONG_AGO}' WHERE state = 'running'")  # noqa: S608
        self.sql(f"UPDATE mail_outgoingmail SET taken_at = '{LONG_AGO}' WHERE state = 'sending'")  # noqa: S608


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill_and_count(installation: Installation, *, mails: int, kills: int, seed: str) -> Report:
    """Start a worker or a server, kill it at a random moment, again and again; then let one finish."""
    chance, report, began = random.Random(seed), Report(mails), time.monotonic()
    installation.run("worker", "--once")  # makes the tables
    installation.queue(mails)
    origin = Origin(installation.environment, installation.folder / "log.txt")
    for turn in range(kills):
        as_server = turn % 4 == 3
        command = ("serve", "--port", str(free_port())) if as_server else ("worker",)
        early = chance.random() < EARLY  # one that starts from nothing, and is met while it does
        process = installation.start(*command) if early else origin.start(*command)
        waiting = installation.count("state = 'queued' OR state = 'sending'")
        if early:
            time.sleep(chance.uniform(0, 1.2))  # the moment itself is what is tried here
        else:
            _wait_for_a_mail(installation.server, chance, min(waiting, AT_MOST_A_ROUND))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        report.kills += 1
        held = installation.count("state = 'sending'")
        assert held <= 1, f"one dead worker left {held} mails in an unknown state"
        report.in_hand += held
        installation.let_leases_end()
        if not installation.count("state = 'queued' OR state = 'sending'"):
            installation.queue(mails, first=report.mails)
            report.mails += mails
    origin.end()
    for _turn in range(20):
        if not installation.count("state = 'queued' OR state = 'sending'"):
            break
        installation.run("worker", "--once")
        installation.let_leases_end()
    delivered = installation.server.taken.deliveries()
    report.lost = report.mails - len(delivered) + installation.count("state <> 'sent'")
    report.twice = sum(delivered.values()) - len(delivered)
    report.most_deliveries = max(delivered.values(), default=0)
    report.seconds = time.monotonic() - began
    return report


def _wait_for_a_mail(server: Server, chance: random.Random, at_most: int) -> None:
    """Some mails leave, and a little time goes by; never the same step twice."""
    server.taken.wait_for(len(server.taken.mails) + chance.randint(1, at_most), timeout=20)
    time.sleep(chance.uniform(0, 0.006))
