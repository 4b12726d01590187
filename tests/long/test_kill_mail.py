"""Two hundred kills in the middle of sending: the long form of the same question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domains.mail.killing import Installation, kill_and_count
from tests.smtp_server import Server

KILLS = 200


@pytest.mark.long
def test_two_hundred_kills_lose_no_mail_and_repeat_at_most_one_each(tmp_path: Path) -> None:
    with Server() as server:
        report = kill_and_count(Installation(tmp_path, server), mails=1000, kills=KILLS, seed="long")
    print(report)
    assert (report.kills, report.lost) == (KILLS, 0)
    assert report.twice <= report.in_hand <= KILLS
