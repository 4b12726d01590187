"""Whoever sends is killed without a word, again and again: nothing is lost, hardly anything comes twice."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from tests.domains.mail.killing import Installation, kill_and_count
from tests.smtp_server import Server

MAILS, KILLS = 1000, 20


@pytest.fixture
def database_url() -> str:
    """An empty database: SQLite's default place, or one more in the PostgreSQL of this run."""
    given = os.environ.get("TERANGA_DATABASE_URL", "")
    if not given:
        return ""
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS killed WITH (FORCE)")
        connection.execute("CREATE DATABASE killed")
    return given.replace("@/postgres?", "@/killed?")


def test_twenty_kills_lose_no_mail_and_repeat_at_most_one_each(tmp_path: Path, database_url: str) -> None:
    seed = os.environ.get("TERANGA_TEST_COMMIT", "")
    with Server() as server:
        report = kill_and_count(
            Installation(tmp_path, server, database_url), mails=MAILS, kills=KILLS, seed=seed
        )
    print(report)
    assert (report.kills, report.lost) == (KILLS, 0)
    assert report.twice <= report.in_hand <= KILLS
