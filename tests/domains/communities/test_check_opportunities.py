"""Whether the calls are still where they were: a small server of another test plays every host."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.domains.communities.actions.check_opportunities import check_opportunities
from tests.domains.communities.joining import NOON
from tests.domains.communities.test_check_directory import asked, bounds, host
from tests.factories.communities import a_community, an_opportunity
from tests.web.organise.desk import at_the_desk, text_of

pytestmark = pytest.mark.django_db
__all__ = ["host"]
WEEK = timedelta(days=7, hours=1)


def check(host: str, weeks: int = 0) -> int:
    asked.clear()
    return check_opportunities(clock=lambda: NOON + weeks * WEEK, bounds=bounds(host))


@pytest.mark.parametrize(
    ("path", "failures", "moved"),
    [("/page", 0, ""), ("/missing", 3, ""), ("/closed", 2, ""), ("/for-now", 0, ""), ("/moved", 0, "/page"),
     ("/inner", 3, "")],
)  # fmt: skip
def test_what_a_look_finds_is_kept_of_the_call(host: str, path: str, failures: int, moved: str) -> None:
    row = an_opportunity(a_community(), url=host + path, failures=2)
    assert check(host) == 1
    row.refresh_from_db()
    assert (row.failures, row.moved_to, row.checked_at) == (failures, moved and host + moved, NOON)
    assert (check(host), asked) == (0, [])
    assert check(host, weeks=1) == 1


def test_only_what_is_open_on_a_board_is_asked(host: str) -> None:
    place = a_community()
    an_opportunity(place, url=f"{host}/page", state="suggested")
    an_opportunity(place, url=f"{host}/page", state="refused")
    an_opportunity(place, url=f"{host}/page", closes_at=NOON)
    assert (check(host), asked) == (0, [])


def test_e01_a_call_inside_the_network_is_never_asked() -> None:
    row = an_opportunity(a_community(), url="http://127.0.0.1:1/")
    assert check_opportunities(clock=lambda: NOON) == 1
    row.refresh_from_db()
    assert row.failures == 1


def test_the_desk_tells_what_does_not_answer_and_what_moved() -> None:
    lome = a_community("lome")
    an_opportunity(lome, failures=3)
    an_opportunity(lome, failures=2, moved_to="https://new.example/")
    told = text_of(at_the_desk(community=lome).get("/en/organise/lome/opportunities/"))
    assert told.count("its address does not answer any more") == 1
    assert told.count("the call moved to https://new.example/") == 1
