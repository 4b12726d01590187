from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from teranga.base.personal_data import erase
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.queries import NotFound
from teranga.domains.learning.actions import projects as actions
from teranga.domains.learning.models import Project, ProjectMember, ProjectStep
from teranga.domains.learning.queries_projects import (
    desk_projects,
    helping_of,
    joinable_project,
    members_projects,
    shown_projects,
)
from teranga.domains.people.personal_data import subject_of
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_member, a_project
from tests.factories.people import a_person, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
BY = Actor("member")
FIELDS = {"title": "Maps", "shown": "public", "kind": "open_data"}


def test_a_project_is_written_once_per_key_and_keeps_the_marks_of_steps_that_stay() -> None:
    place = a_community()
    person, steps = a_member(place), [(date(2026, 9, 1), "Walk"), (None, "Draw")]
    numbers = {
        actions.add_project(
            community=place, person=person, steps=steps, key="k" * 20, by=BY, at=NOW, **FIELDS
        )
        for _ in range(2)
    }
    row = Project.objects.get(community=place)
    assert numbers == {row.pk}
    walk = row.steps.get(text="Walk")
    actions.mark_step(project=row, step_id=walk.pk, is_done=True, by=BY, at=NOW)
    actions.change_project(
        project=row, steps=[(None, "Print"), (None, "Walk")], by=BY, at=NOW, state="paused"
    )
    told = list(row.steps.order_by("position").values_list("text", "done_at"))
    assert told == [("Print", None), ("Walk", NOW)]
    actions.mark_step(project=a_project(place), step_id=row.steps.first().pk, is_done=True, by=BY, at=NOW)
    assert list(row.steps.order_by("position").values_list("done_at", flat=True)) == [None, NOW]


def test_only_members_write_and_help() -> None:
    place = a_community()
    with pytest.raises(actions.NotAMember):
        actions.add_project(
            community=place, person=a_person(), steps=[], key="k" * 20, by=BY, at=NOW, **FIELDS
        )
    assert not Project.objects.filter(community=place).exists()
    row = a_project(place)
    for person in (a_person(), row.owner):
        with pytest.raises(actions.NotAMember):
            actions.ask_to_help(project=row, person=person, words="", by=BY, at=NOW)
    assert not ProjectMember.objects.filter(community=place).exists()


def test_what_looks_like_an_advertisement_waits_for_an_organiser() -> None:
    place = a_community()
    number = actions.add_project(
        community=place, person=a_member(place), steps=[], key="k" * 20, by=BY, at=NOW, **FIELDS,
        goal="casino https://a.example https://b.example https://c.example https://d.example",
    )  # fmt: skip
    assert shown_projects(place) == []
    row = Project.objects.get(community=place, pk=number)
    actions.hide_project(project=row, hide=False, by=BY, at=NOW)
    assert [one.pk for one in shown_projects(place)] == [number]


def test_each_sees_how_to_reach_the_other_only_after_a_yes() -> None:
    place = a_community()
    row, helper = a_project(place), a_member(place)
    for _ in range(2):
        asked = actions.ask_to_help(project=row, person=helper, words="I can walk", by=BY, at=NOW)
    (mine,), (theirs,) = helping_of(helper), helping_of(row.owner)
    assert (mine.addresses, theirs.addresses, theirs.is_mine) == ((), (), True)
    actions.answer_request(request=asked, yes=True, by=BY, at=NOW)
    address = row.owner.contact_points.get().value
    assert helping_of(helper)[0].addresses == (("email", address),)
    assert shown_projects(place)[0].helpers == 1  # type: ignore[attr-defined]


def test_who_sees_a_project_is_its_owners_choice() -> None:
    place = a_community()
    me = a_member(place)
    a_project(place, shown="me")
    ours = a_project(place, shown="members")
    everybodys = a_project(place)
    assert shown_projects(place) == [everybodys]
    assert members_projects(me) == [ours]
    assert members_projects(a_member(a_community())) == []


def test_erasure_takes_a_project_with_its_plan() -> None:
    place = a_community()
    row = a_project(place)
    erase(subject_of(row.owner))
    assert not Project.objects.filter(community=place).exists()
    assert not ProjectStep.objects.filter(community=place).exists()


def test_what_is_for_organisers_is_seen_at_the_desk_alone() -> None:
    place = a_community()
    a_project(place, shown="me")
    row = a_project(place, shown="organisers")
    assert (desk_projects(place), shown_projects(place)) == ([row], [])
    member = a_member(place)
    assert members_projects(member) == []
    with pytest.raises(NotFound):
        joinable_project(member, place, row.pk)


def test_a_project_begins_at_a_public_event_of_the_last_year_from_its_page() -> None:
    place, today = a_community(), timezone.localdate()
    days = [today - timedelta(days=back) for back in (3, 400, -3)]
    event, *others = [an_event(place, f"event-{nth}", start=day, end=day) for nth, day in enumerate(days)]
    draft = an_event(place, "draft", start=today, end=today, visibility="draft")
    foreign = an_event(a_community(), "foreign", start=today, end=today)
    person = a_member(place)
    browser = signed_in(person)
    page = browser.get(f"/en/me/projects/add/?event={event.pk}").content.decode()
    assert re.search(rf'<option value="{event.pk}" selected', page)
    told = {"title": "Wells", "kind": "project", "shown": "public", "state": "active", "key": "k" * 22}
    for other in (*others, draft, foreign):
        assert browser.post("/en/me/projects/add/", told | {"event": other.pk}).status_code == 422
    assert Project.objects.filter(community=place).count() == 0
    assert browser.post("/en/me/projects/add/", told | {"event": event.pk}).status_code == 302
    row = Project.objects.get(community=place)
    assert (row.owner, row.event) == (person, event)
    page = Client().get(f"/en/{place.slug}/projects/{row.pk}/").content.decode()
    assert f"/en/{place.slug}/{event.slug}/" in page
