from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from teranga.domains.events.models import Event, Task
from teranga.domains.events.rules_plan import template_tasks
from tests.factories.communities import MADE, a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
PLAN = "/en/organise/lome/pycon/plan/"
NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.fixture
def pycon() -> Event:
    return an_event(a_community("lome"), "pycon")


@pytest.fixture
def organiser(pycon: Event) -> Client:
    return at_the_desk(community=pycon.community)


@pytest.fixture(autouse=True)
def _in_august():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def a_task(event: Event, **more) -> Task:  # type: ignore[no-untyped-def]
    return Task.objects.create(
        **{"event": event, "community_id": event.community_id, "area": "money", "offset_days": -10,
           "title": in_three("Count the cash"), "created_at": MADE, "updated_at": MADE, **more}
    )  # fmt: skip


def typed(**more):  # type: ignore[no-untyped-def]
    return {"title_en": "Borrow phones", "area": "tech", "state": "open", "offset_days": "-7", **more}


def test_the_plan_begins_with_the_whole_template_and_only_once(organiser: Client, pycon: Event) -> None:
    assert "88 tasks" in text_of(organiser.get(PLAN))
    for _ in range(2):
        assert organiser.post(PLAN + "begin/").status_code == 302
    assert Task.objects.filter(event=pycon).count() == len(template_tasks()) == 88
    assert audited("plan.begin") == [{"tasks": 88}]


def test_late_tasks_are_counted_in_the_menu_and_shown_with_what_they_wait_for(
    organiser: Client, pycon: Event
) -> None:
    first = a_task(pycon, title=in_three("Sign for the rooms"), due=date(2026, 7, 1))
    second = a_task(pycon, title=in_three("Publish the timetable"), due=date(2026, 8, 5))
    a_task(pycon, due=date(2026, 9, 20))
    second.dependencies.create(event=pycon, community_id=pycon.community_id, needs=first)
    page = text_of(organiser.get(PLAN))
    assert "Plan and tasks 2 late" in page
    assert "Waits for: Sign for the rooms" in page
    late = text_of(organiser.get(PLAN + "?state=late"))
    assert ("Count the cash" in page, "Count the cash" in late) == (True, False)


def test_a_task_is_added_once_however_often_its_form_is_sent(organiser: Client, pycon: Event) -> None:
    page = organiser.get(PLAN + "add/")
    for _ in range(2):
        answer = organiser.post(PLAN + "add/", {**hidden_of(page), **typed()})
        assert (answer.status_code, answer["Location"]) == (302, PLAN + "?saved=1")
    task = Task.objects.get(event=pycon)
    assert (task.title, task.area, task.offset_days, task.key) == ({"en": "Borrow phones"}, "tech", -7, "")
    assert len(audited("task.add")) == 1


def test_a_task_moves_with_its_event_unless_it_has_a_day_of_its_own(organiser: Client, pycon: Event) -> None:
    a_task(pycon)
    a_task(pycon, title=in_three("Permit"), due=date(2026, 9, 1))
    pycon.start, pycon.end = date(2026, 10, 24), date(2026, 10, 25)
    pycon.save()
    page = text_of(organiser.get(PLAN))
    assert ("October 14, 2026" in page, "September 1, 2026" in page) == (True, True)


def test_changing_a_task_keeps_before_and_after(organiser: Client, pycon: Event) -> None:
    task = a_task(pycon)
    owner = a_person("Afi")
    a_grant(owner, "organiser", event=pycon)
    answer = send(organiser, f"{PLAN}{task.pk}/", **typed(state="done", owner=str(owner.pk)))
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.state, task.owner, task.done_at) == ("done", owner, NOW)
    assert audited("task.change")[0]["state"] == ["open", "done"]
    assert audited("task.change")[0]["owner_id"] == [None, owner.pk]


def test_a_person_without_a_role_here_cannot_be_made_responsible(organiser: Client, pycon: Event) -> None:
    task, stranger = a_task(pycon), a_person()
    answer = send(organiser, f"{PLAN}{task.pk}/", **typed(owner=str(stranger.pk)))
    assert answer.status_code == 422
    task.refresh_from_db()
    assert (task.owner_id, task.title["en"]) == (None, "Count the cash")


def test_tasks_cannot_wait_for_each_other_in_a_circle(organiser: Client, pycon: Event) -> None:
    first, second = a_task(pycon), a_task(pycon)
    second.dependencies.create(event=pycon, community_id=pycon.community_id, needs=first)
    answer = send(organiser, f"{PLAN}{first.pk}/", **typed(needs=[str(second.pk)]))
    assert answer.status_code == 422
    assert "in a circle" in text_of(answer)
    assert first.dependencies.count() == 0


def test_two_who_edit_one_task_see_both_texts_and_lose_nothing(organiser: Client, pycon: Event) -> None:
    task = a_task(pycon)
    page = organiser.get(f"{PLAN}{task.pk}/")
    Task.objects.filter(event=pycon, pk=task.pk).update(title={"en": "<script>alert(1)</script>"})
    answer = organiser.post(f"{PLAN}{task.pk}/", {**hidden_of(page), **typed()})
    assert answer.status_code == 409
    assert "<script>alert" not in answer.content.decode()
    assert all(words in text_of(answer) for words in ("<script>alert(1)</script>", "Borrow phones"))
    task.refresh_from_db()
    assert task.title == {"en": "<script>alert(1)</script>"}
    assert organiser.post(f"{PLAN}{task.pk}/", {**hidden_of(answer), **typed()}).status_code == 302
    task.refresh_from_db()
    assert task.title == {"en": "Borrow phones"}


def test_one_tap_settles_a_task_and_keeps_the_filter(organiser: Client, pycon: Event) -> None:
    task = a_task(pycon)
    answer = organiser.post(f"{PLAN}{task.pk}/state/", {"state": "done", "asked": "area=money"})
    assert answer["Location"] == f"{PLAN}?area=money#task-{task.pk}"
    task.refresh_from_db()
    assert task.state == "done"
    organiser.post(f"{PLAN}{task.pk}/state/", {"state": "sold"})
    task.refresh_from_db()
    assert task.state == "done"


def test_a_task_is_removed_after_a_question(organiser: Client, pycon: Event) -> None:
    task = a_task(pycon)
    assert "Count the cash" in text_of(organiser.get(f"{PLAN}{task.pk}/remove/"))
    assert Task.objects.filter(event=pycon).count() == 1
    organiser.post(f"{PLAN}{task.pk}/remove/")
    assert Task.objects.filter(event=pycon).count() == 0
    assert len(audited("task.remove")) == 1


def test_c06_fields_that_the_form_does_not_have_are_not_written(organiser: Client, pycon: Event) -> None:
    task, other = a_task(pycon), an_event(a_community("other"))
    answer = send(
        organiser, f"{PLAN}{task.pk}/", **typed(event=other.pk, community=other.community_id, key="taken")
    )
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.event, task.community_id, task.key) == (pycon, pycon.community_id, "")


def test_tasks_of_another_event_are_not_found(organiser: Client, pycon: Event) -> None:
    task = a_task(an_event(a_community("other")))
    for path in ("", "remove/"):
        assert organiser.get(f"{PLAN}{task.pk}/{path}").status_code == 404
    assert organiser.post(f"{PLAN}{task.pk}/state/", {"state": "done"}).status_code == 404
    task.refresh_from_db()
    assert task.state == "open"


def test_whoever_may_only_look_sees_no_buttons_and_changes_nothing(pycon: Event) -> None:
    task, person = a_task(pycon), a_person()
    a_grant(person, "read_only", community=pycon.community)
    reader = signed_in(person)
    assert "Add a task" not in text_of(reader.get(PLAN))
    assert reader.post(f"{PLAN}{task.pk}/state/", {"state": "done"}).status_code == 404
    task.refresh_from_db()
    assert task.state == "open"


def test_the_plan_costs_the_same_for_one_task_and_for_many(pycon: Event) -> None:
    browser = at_the_desk(community=pycon.community)
    first = a_task(pycon, due=date(2026, 7, 1))
    with_one = queries_of(browser, PLAN)
    for _ in range(2):
        task = a_task(pycon, due=date(2026, 7, 2))
        task.dependencies.create(event=pycon, community_id=pycon.community_id, needs=first)
    assert queries_of(browser, PLAN) == with_one <= 15
    assert queries_of(browser, PLAN + "print/") == with_one
