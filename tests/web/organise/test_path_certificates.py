"""Certificates of a training path at the desk: seen, taken back with a reason, given again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.credentials.models import Certificate
from teranga.domains.credentials.queries import token_of
from teranga.domains.learning.actions.cohort_places import enrol
from teranga.domains.learning.actions.paths import mark_step
from teranga.domains.learning.models import TrainingPath
from tests.factories.communities import a_community
from tests.factories.learning import a_member, a_path
from tests.web.organise.desk import at_the_desk, audited, send, text_of

pytestmark = pytest.mark.django_db
BY, NOW = Actor("member"), datetime(2026, 9, 20, 12, tzinfo=UTC)


def finished(path: TrainingPath, name: str = "Afi Mensah") -> Certificate:
    told = {"by": BY, "at": NOW}
    row = enrol(cohort=path.cohorts.get(), person=a_member(path.community, name=name), role="learner", **told)
    for step in path.steps.all():
        mark_step(enrolment=row, step=step, is_done=True, **told)
    return Certificate.objects.get(community=path.community_id, enrolment=row)


def checked(code: str) -> str:
    return text_of(Client().post("/en/verify/", {"code": code}))


def test_one_is_taken_back_with_a_reason_and_the_page_that_checks_says_so() -> None:
    path = a_path(a_community("lome"))
    paper = finished(path)
    browser, desk = at_the_desk(community=path.community), f"/en/organise/lome/paths/{path.pk}/certificates/"
    assert "Afi Mensah" in text_of(browser.get(desk))
    assert send(browser, f"{desk}{paper.pk}/revoke/", why="").status_code == 422
    assert "Genuine" in checked(paper.code)
    answer = send(browser, f"{desk}{paper.pk}/revoke/", why="Somebody else did the exercises")
    assert (answer.status_code, answer.get("Location")) == (302, f"{desk}?saved=1")
    paper.refresh_from_db()
    assert paper.revoked_why == "Somebody else did the exercises"
    page = checked(paper.code)
    assert ("There was such a certificate; it no longer counts." in page, paper.revoked_why in page) == (
        True,
        False,
    )
    assert Client().get(f"/en/certificate/{token_of(paper)}/").status_code == 410
    assert "Somebody else did the exercises" in text_of(browser.get(desk))
    assert browser.post(f"{desk}{paper.pk}/reinstate/").status_code == 302
    assert "Genuine" in checked(paper.code)
    assert (len(audited("certificate.revoke")), len(audited("certificate.reinstate"))) == (1, 1)


def test_the_certificate_of_another_path_is_not_found_below_this_one() -> None:
    community = a_community("lome")
    paper, other = finished(a_path(community)), a_path(community)
    browser, desk = at_the_desk(community=community), f"/en/organise/lome/paths/{other.pk}/certificates/"
    assert "Afi Mensah" not in text_of(browser.get(desk))
    for path in (f"{desk}{paper.pk}/revoke/", f"{desk}{paper.pk}/reinstate/"):
        assert browser.post(path, {"why": "No"}).status_code == 404
    paper.refresh_from_db()
    assert paper.revoked_at is None
