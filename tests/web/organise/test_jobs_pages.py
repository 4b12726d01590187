"""The page of what the program does by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.web.organise.jobs_views import progress_address
from tests.factories.communities import a_community
from tests.web.organise.desk import at_the_desk, audited, text_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PATH = "/en/organise/jobs/"


def a_job(**more: Any) -> Job:
    return Job.objects.create(**{"name": "mail.sweep", "run_after": NOON, "created_at": NOON, **more})


def test_j12_what_was_given_up_stands_there_and_runs_again_when_told() -> None:
    browser = at_the_desk()
    job = a_job(state="failed", attempts=6, error="OSError: away", finished_at=NOON)
    page = text_of(browser.get(PATH))
    assert "Given up (1)" in page
    assert "OSError: away" in page
    assert browser.post(f"{PATH}{job.pk}/retry/").status_code == 302
    assert Job.objects.values_list("state", "attempts").get() == ("waiting", 0)
    assert audited("job.retried") == [{"state": ["failed", "waiting"], "name": ["mail.sweep", "mail.sweep"]}]


def test_a_waiting_job_is_taken_off_and_an_ended_one_is_not() -> None:
    browser = at_the_desk()
    job = a_job()
    assert browser.post(f"{PATH}{job.pk}/cancel/").status_code == 302
    assert Job.objects.get().state == "cancelled"
    assert browser.post(f"{PATH}{job.pk}/cancel/").status_code == 400
    assert browser.post(f"{PATH}999/cancel/").status_code == 404


def test_only_the_installation_s_organisers_see_and_steer_jobs() -> None:
    job = a_job()
    lome = at_the_desk(community=a_community("lome"))
    assert lome.get(PATH).status_code == 404
    assert lome.post(f"{PATH}{job.pk}/cancel/").status_code == 404
    reader = at_the_desk("read_only")
    assert reader.get(PATH).status_code == 200
    assert reader.post(f"{PATH}{job.pk}/cancel/").status_code == 404
    assert Job.objects.get().state == "waiting"


def test_the_page_that_started_a_job_asks_how_far_it_is() -> None:
    browser = at_the_desk(community=a_community("lome"))
    job = a_job(state="running", steps_done=3, steps_total=9)
    address = "/en" + progress_address(job)[3:]
    assert browser.get(address).json() == {"done": 3, "total": 9, "over": False, "text": "runs"}
    assert browser.get(f"{PATH}progress/{job.pk}:forged/").status_code == 404
