"""The pages of reviewing against the table of who may see what: 0 differences, on every way to look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from teranga.domains.proposals.models import Call
from tests.domains.proposals.anonymity import ALLOWED, CANARIES, PHASES, ROLES, World, a_world
from tests.drawn import some_each_run
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
# What pages show of a review's names and words is looked at on the sheet; lists show titles alone.
NO_PAGE = ("asked",)  # the gate gives it to the team; another page of theirs shows it
SEARCHED = {"title", "abstract", "name", "co_name"}
IN_LISTS = {"title", "name"}  # a title may say who speaks


def world_now(phase: str) -> World:
    now = timezone.now()
    return a_world(phase, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))


def root_of(call: Call) -> str:
    return f"/en/organise/{call.event.community.slug}/{call.event.slug}/reviews/"


def told_in(answer: HttpResponse | str) -> set[str]:
    text = answer if isinstance(answer, str) else answer.content.decode()
    return {name for name, canary in CANARIES.items() if canary in text}


def get(browser: Client, path: str) -> Any:
    return browser.get(path, follow=True)


# The gate is asked in every phase by tests/domains/proposals; its pages in two, drawn apart on each kind.
DRAWN = some_each_run(tuple(PHASES), 2, of=f"phases on {connection.vendor}")


@pytest.mark.parametrize("phase", DRAWN)
def test_f01_f02_f04_f08_pages_lists_searches_and_counts_tell_what_the_table_allows(phase: str) -> None:
    world = world_now(phase)
    root, code = root_of(world.call), world.proposal.code
    for role in ROLES:
        allowed, browser = ALLOWED[phase][role], signed_in(world.people[role])
        sheet = get(browser, f"{root}of/{code}/")
        shown = allowed - set(NO_PAGE)
        assert told_in(sheet) == shown, role
        assert sheet.status_code == (200 if allowed else 404), role
        for path in ("", "next/", "read/", "board/", "scores/"):
            page = get(browser, f"{root}{path}")
            if page.redirect_chain and page.redirect_chain[-1][0].endswith(f"/of/{code}/"):
                assert told_in(page) == shown, (role, path)
            else:
                most = shown if path == "read/" else IN_LISTS & shown | {"reviewer_name"} & team(role)
                assert told_in(page) <= most, (role, path)
        for name in ("title", "abstract", "name", "co_name", "affiliation", "review", "remark"):
            words = CANARIES[name].split()[-1]
            page = get(browser, f"{root}?q={quote(words)}")
            found = f"of/{code}/" in page.content.decode()
            if role in ("reviewer", "unassigned", "team reviewing"):
                searched = name in allowed & SEARCHED and phase != "none"
                assert found == searched, (role, name)
            elif not team(role):
                assert not found, (role, name)


def team(role: str) -> set[str]:
    """Those who run the call see on the board who reviews, not what."""
    return {"reviewer_name"} if role.startswith("team") else set()


@pytest.mark.parametrize("role", ["recused", "colleague", "nobody", "watcher"])
def test_f04_a_proposal_kept_from_somebody_answers_as_one_that_is_not_there(role: str) -> None:
    world = world_now("blind")
    root, browser = root_of(world.call), signed_in(world.people[role])
    for path in ("", "keep/", "recuse/", "remark/", "tag/", "who/", "who/set/"):
        hidden, missing = (
            (browser.get if path in ("", "who/") else browser.post)(f"{root}of/{code}/{path}")
            for code in (world.proposal.code, "NOBODY")
        )
        assert hidden.status_code == missing.status_code == 404, path
        same = missing.content.decode().replace("NOBODY", world.proposal.code)
        assert without_keys(hidden.content.decode()) == without_keys(same), path


def without_keys(html: str) -> str:
    return html.split("<main", 1)[-1].split("</main>", 1)[0]


def test_whom_a_proposal_is_from_is_not_told_by_who_keeps_out_of_it() -> None:
    world = world_now("blind")
    path = f"{root_of(world.call)}of/{world.proposal.code}/who/"
    assert signed_in(world.people["team reviewing"]).get(path).status_code == 404
    page = signed_in(world.people["team"]).get(path).content.decode()
    assert "Somebody colleague" in page
    assert "same employer or school" in page
