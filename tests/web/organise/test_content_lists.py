from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from teranga.domains.communities.actions.listed_rows import LISTED
from teranga.domains.communities.models import Community, CommunityLink, Goal, TeamSeat
from teranga.web.organise.content_lists import LISTS
from tests.factories import communities as factories
from tests.factories.communities import a_community, a_goal, a_seat
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/"
MADE: dict[str, Callable[..., Any]] = {
    "goal": factories.a_goal,
    "seat": factories.a_seat,
    "channel": factories.a_channel,
    "figure": factories.a_figure,
    "entry": factories.an_entry,
    "link": lambda community: CommunityLink.objects.create(
        community=community, kind="partner", name={"en": "Friends"}, url="https://friends.example.org/"
    ),
}
TYPED = {
    "goal": {"title_en": "One thousand members", "metric": "members", "target": "1000"},
    "seat": {"name": "Afi", "role_en": "Treasurer", "since": "2024-05"},
    "channel": {"kind": "telegram", "label": "Our group", "url": "https://t.me/example"},
    "figure": {"label_en": "Members", "value": "200", "date": "2025"},
    "entry": {"kind": "resource", "title_en": "A book", "url": "https://book.example.org/", "country": "tg"},
    "link": {"kind": "sister", "name_en": "Python Benin", "url": "https://benin.example.org/"},
}


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_a_row_is_added_changed_and_removed_and_the_log_tells_it(
    organiser: Client, lome: Community, told
) -> None:  # type: ignore[no-untyped-def]
    rows = LISTED[told.kind].model._default_manager.filter(community=lome)
    form = hidden_of(organiser.get(f"{DESK}{told.path}add/"))
    for _ in range(2):
        answer = organiser.post(f"{DESK}{told.path}add/", {**form, **TYPED[told.kind]})
        assert answer.status_code == 302, text_of(answer)
    row = rows.get()
    assert told.words(row)[0] in text_of(organiser.get(f"{DESK}{told.path}"))
    text = next(name for name in TYPED[told.kind] if name.endswith("_en") or name == "label")
    changed = {**TYPED[told.kind], text: "Something else"}
    assert send(organiser, f"{DESK}{told.path}{row.pk}/", **changed).status_code == 302
    assert "Something else" in text_of(organiser.get(f"{DESK}{told.path}"))
    organiser.post(f"{DESK}{told.path}{row.pk}/remove/")
    assert list(rows) == []
    assert [len(audited(f"{told.kind}.{verb}")) for verb in ("add", "change", "remove")] == [1, 1, 1]


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_two_who_edit_one_row_lose_nothing(organiser: Client, lome: Community, told) -> None:  # type: ignore[no-untyped-def]
    row = MADE[told.kind](lome)
    path = f"{DESK}{told.path}{row.pk}/"
    form = hidden_of(organiser.get(path))
    assert send(organiser, path, **TYPED[told.kind]).status_code == 302
    answer = organiser.post(path, {**form, **TYPED[told.kind]})
    assert answer.status_code == 409
    assert len(audited(f"{told.kind}.change")) == 1


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_rows_of_another_community_are_not_found(organiser: Client, told) -> None:  # type: ignore[no-untyped-def]
    foreign = MADE[told.kind](a_community("other"))
    path = f"{DESK}{told.path}{foreign.pk}/"
    answers = [
        organiser.get(path), organiser.post(path, TYPED[told.kind]), organiser.post(path + "move/"),
        organiser.post(path + "remove/"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404] * 4
    assert type(foreign)._default_manager.filter(community=foreign.community_id, pk=foreign.pk).exists()


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_a_list_costs_the_same_for_one_row_and_for_many(lome: Community, told) -> None:  # type: ignore[no-untyped-def]
    browser = at_the_desk(community=lome)
    MADE[told.kind](lome)
    with_one = queries_of(browser, f"{DESK}{told.path}")
    MADE[told.kind](lome)
    MADE[told.kind](lome)
    assert queries_of(browser, f"{DESK}{told.path}") == with_one <= 10


def test_rows_are_moved_by_buttons_and_stop_at_the_ends(organiser: Client, lome: Community) -> None:
    goals = [a_goal(lome, position=0) for _ in range(3)]

    def order() -> list[int]:
        return list(
            Goal.objects.filter(community=lome).order_by("position", "pk").values_list("pk", flat=True)
        )

    organiser.post(f"{DESK}goals/{goals[2].pk}/move/", {"step": "-1"})
    organiser.post(f"{DESK}goals/{goals[0].pk}/move/", {"step": "-1"})
    assert order() == [goals[0].pk, goals[2].pk, goals[1].pk]


def test_an_open_seat_is_kept_at_the_desk_and_not_shown_in_public(organiser: Client, lome: Community) -> None:
    a_seat(lome, name="", role={"en": "Secretary wanted"})
    assert "Open seat" in text_of(organiser.get(f"{DESK}people/"))
    assert "Secretary wanted" not in text_of(Client().get("/en/lome/people/"))


def test_an_outside_link_needs_nobodys_yes_and_an_inside_one_is_not_edited_here(
    organiser: Client, lome: Community
) -> None:
    inside = factories.a_link(lome, a_community("other"))
    send(organiser, f"{DESK}network/add/", **TYPED["link"])
    assert CommunityLink.objects.get(community=lome, other=None).state == "confirmed"
    assert organiser.get(f"{DESK}network/{inside.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("pages/channels/", {"url": "javascript:alert(1)"}),
        ("pages/figures/", {"date": "last year"}),
        ("goals/", {"target": "-5"}),
        ("directory/", {"country": "QQ"}),
        ("network/", {"url": "ftp://x"}),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    organiser: Client, lome: Community, path: str, typed: dict[str, str]
) -> None:
    told = next(one for one in LISTS if one.path == path)
    answer = send(organiser, f"{DESK}{path}add/", **{**TYPED[told.kind], **typed})
    assert answer.status_code == 422
    assert LISTED[told.kind].model._default_manager.filter(community=lome).count() == 0


def test_a_translator_looks_at_goals_and_does_not_change_them(lome: Community) -> None:
    goal, translator = a_goal(lome), at_the_desk("translator", community=lome)
    assert translator.get(f"{DESK}goals/").status_code == 200
    assert translator.get(f"{DESK}goals/{goal.pk}/").status_code == 404
    assert translator.post(f"{DESK}goals/{goal.pk}/remove/").status_code == 404
    assert translator.get(f"{DESK}people/").status_code == 404
    assert Goal.objects.filter(community=lome).count() == 1
    assert TeamSeat.objects.filter(community=lome).count() == 0
