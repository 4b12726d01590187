"""Pictures and papers of a proposal, as those open them who review and those who run the call."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from teranga.base.sealed_files import put_file
from teranga.domains.proposals.models import Call, Proposal, ProposalFile, ReviewPhase
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import signed_in
from tests.factories.proposals import a_call
from tests.factories.reviews import a_phase, a_reviewer, a_sent_proposal, assigned
from tests.web.organise.desk import at_the_desk

pytestmark = pytest.mark.django_db
PICTURE, PAPER = b"\xff\xd8\xff of a board", b"%PDF-1.7 /Author (Afi Mensah)"


@pytest.fixture
def call(settings: Any, tmp_path: Path) -> Call:
    settings.MEDIA_ROOT = tmp_path
    found = a_call(an_event(a_community()), is_anonymous=True)
    now = timezone.now()
    a_phase(found, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    return found


def a_file(row: Proposal, kind: str, *, for_reviewers: bool = True) -> ProposalFile:
    kept = ProposalFile.objects.create(
        community_id=row.community_id, event_id=row.event_id, proposal=row, name="Afi Mensah", kind=kind,
        size=9, for_reviewers=for_reviewers, sent_at=timezone.now(), delete_on=date(2027, 9, 1),
    )  # fmt: skip
    put_file(kept.uuid, PICTURE if kind == "image/jpeg" else PAPER)
    return kept


def root_of(call: Call, rest: str) -> str:
    return f"/en/organise/{call.event.community.slug}/{call.event.slug}/{rest}"


def told(answer: HttpResponse) -> tuple[int, str, str]:
    return answer.status_code, answer["Content-Type"], answer["Content-Disposition"]


def test_f13_a_reviewer_without_names_opens_pictures_and_no_paper(call: Call) -> None:
    row, person = a_sent_proposal(call), a_reviewer(call).person
    assigned(row, person)
    picture = a_file(row, "image/jpeg")
    # One was sent while the call still showed names, one was always for the team.
    hidden = [a_file(row, "application/pdf"), a_file(row, "application/pdf", for_reviewers=False)]
    browser, page = signed_in(person), root_of(call, f"reviews/of/{row.code}/")
    for path in (page, root_of(call, "reviews/read/")):
        html = browser.get(path).content.decode()
        assert (html.count("/files/"), f"{page}files/{picture.uuid}/" in html) == (1, True)
        assert "Afi" not in html
    answer = browser.get(f"{page}files/{picture.uuid}/")
    assert told(answer) == (200, "image/jpeg", f'inline; filename="{row.code}.jpg"')
    assert (answer.content, answer["Cache-Control"]) == (PICTURE, "private, no-store")
    assert [browser.get(f"{page}files/{one.uuid}/").status_code for one in hidden] == [404, 404]


def test_papers_are_saved_where_names_are_shown_and_the_team_opens_all(call: Call) -> None:
    row, person = a_sent_proposal(call), a_reviewer(call).person
    assigned(row, person)
    ours, for_all = a_file(row, "application/pdf", for_reviewers=False), a_file(row, "application/pdf")
    Call.objects.filter(event=call.event_id).update(is_anonymous=False)
    saved = (200, "application/octet-stream", f'attachment; filename="{row.code}.pdf"')
    browser, page = signed_in(person), root_of(call, f"reviews/of/{row.code}/")
    assert told(browser.get(f"{page}files/{for_all.uuid}/")) == saved
    assert browser.get(f"{page}files/{ours.uuid}/").status_code == 404
    team, page = at_the_desk("programme_chair", event=call.event), root_of(call, f"proposals/{row.code}/")
    assert team.get(page).content.decode().count(f"{page}files/") == 2
    assert [told(team.get(f"{page}files/{one.uuid}/")) for one in (ours, for_all)] == [saved, saved]


def test_a_file_is_closed_to_whom_its_proposal_or_the_phase_closes_it(call: Call) -> None:
    row, other, person = a_sent_proposal(call), a_sent_proposal(call), a_reviewer(call).person
    assigned(row, person)
    picture, unasked = a_file(row, "image/jpeg"), a_file(other, "image/jpeg")
    browser, root = signed_in(person), root_of(call, "reviews/of/")
    paths = [f"{root}{code}/files/{key}/" for code, key in (
        (other.code, unasked.uuid), (row.code, unasked.uuid), (other.code, picture.uuid))]  # fmt: skip
    assert [browser.get(path).status_code for path in paths] == [404, 404, 404]
    assert browser.get(root_of(call, f"proposals/{row.code}/files/{picture.uuid}/")).status_code == 404
    open_path = f"{root}{row.code}/files/{picture.uuid}/"
    assert browser.get(open_path).status_code == 200
    ReviewPhase.objects.filter(event=call.event_id).update(hides=["files"])
    assert browser.get(open_path).status_code == 404
