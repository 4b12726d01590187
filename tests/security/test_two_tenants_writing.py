"""Every form of the own community, sent with the other one's names and numbers: nothing of it changes."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from teranga.base.permissions import Access
from tests.drawn import some_each_run
from tests.security.tenants.places import all_places
from tests.security.tenants.reading import Form, forms_in
from tests.security.tenants.rows import Tenant
from tests.security.tenants.world import BETWEEN, FEW, World, a_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 9, tzinfo=UTC)
# A browser's session; how often a list of people was looked at, as digests, and the job that forgets it.
ASIDE = re.compile(r'session|(INSERT INTO|UPDATE) "(people_recenttries|base_job)"')
CHANGES = ("INSERT", "UPDATE", "DELETE")
LEAST_CHANGED = 15  # forms of an organiser that do something when they are sent as they are


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def belongs_to(row: dict[str, Any], key: str, tenant: Tenant) -> bool:
    """Whether a row is the tenant's: by its community, else its event, else any number that it holds."""
    numbers = [row[name] for name in ("community_id", "event_id") if row.get(name)][:1]
    numbers = numbers or [value for value in row.values() if isinstance(value, int)]
    return any(tenant.first < number < tenant.first + 1_000_000 for number in [*numbers, row[key]]
               if isinstance(number, int))  # fmt: skip


def rows_of(tenant: Tenant, tables: set[str] | None = None) -> dict[tuple[str, Any], str]:
    """A digest of every row of every table (or of these tables) that belongs to the tenant."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("teranga."):
            continue
        if tables is not None and model._meta.db_table not in tables:
            continue
        key = model._meta.pk.attname
        for row in model._base_manager.all().values():
            if belongs_to(row, key, tenant):
                found[model._meta.label, row[key]] = hashlib.sha256(
                    repr(sorted(row.items())).encode()
                ).hexdigest()
    return found


class Sender:
    """Sends a form, looks at what it changed, and takes it back."""

    def __init__(self, world: World, browser: Client) -> None:
        self.world, self.browser = world, browser
        self.foreign, self.own = rows_of(world.foreign), rows_of(world.own)

    def changed(self, path: str, data: dict[str, list[str]], *, own: bool = False) -> set[tuple[str, Any]]:
        """Rows of the tenant that are new, gone or other after this was sent."""
        tenant, before = (self.world.own, self.own) if own else (self.world.foreign, self.foreign)
        wrote: set[str] = set()

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.lstrip().upper().startswith(CHANGES):
                wrote.update(re.findall(r'"(\w+_\w+)"', sql))
            return execute(sql, params, many, context)

        cookies, after = copy.deepcopy(self.browser.cookies), before
        with transaction.atomic():
            with connection.execute_wrapper(listen):
                self.browser.post(path, data)
            if wrote:
                after = rows_of(tenant, wrote)
                before = {key: row for key, row in before.items() if table_of(key[0]) in wrote}
            transaction.set_rollback(True)
        self.browser.cookies = cookies
        return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def table_of(label: str) -> str:
    return apps.get_model(label)._meta.db_table


def opened(world: World, visitor: str) -> tuple[list[Form], list[tuple[str, str]]]:
    """Every form on every page that this visitor can open at home, and what opening the pages wrote."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    wrote: list[tuple[str, str]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(CHANGES) and not ASIDE.search(sql):
            wrote.append((path, sql[:80]))
        return execute(sql, params, many, context)

    for place in all_places():
        path = place.fill(world.own, world.own)
        with connection.execute_wrapper(listen):
            answer = world.browsers[visitor].get(path)
        for form in forms_in(answer, path):
            found.setdefault((form.action, tuple(name for name, _ in form.fields)), form)
    return list(found.values()), wrote


def kind_of(path: str) -> Access | None:
    return getattr(resolve(path.partition("?")[0]).func, "access", None)


def about_rows_that_were_there(changed: set[tuple[str, Any]]) -> set[tuple[str, Any]]:
    """Anybody may join or ask a public community: that adds rows. It changes none but the end of the log."""
    return {
        (label, key)
        for label, key in changed
        if isinstance(key, int) and 2_000_000 < key < 3_000_000 and label != "activity.AuditHead"
    }


@pytest.mark.parametrize("visitor", some_each_run(BETWEEN, 1, of="visitors who write", always=FEW))
def test_d17_no_page_writes_when_it_is_opened_and_no_form_changes_the_other_community(
    clock: time_machine.Traveller, visitor: str
) -> None:
    world = a_world("public")
    forms, wrote = opened(world, visitor)
    assert wrote == []
    assert forms != []
    clock.shift(60)  # nobody fills in a form in no time
    sender = Sender(world, world.browsers[visitor])
    sendings = [(form.action, data) for form in forms for data in form.sendings()]
    assert [found for action, data in sendings for found in harm_of(sender, action, data)] == []
    if visitor == "organiser":  # else all of this could be green because every form is refused
        worked = {action for action, data in sendings if sender.changed(action, data, own=True)}
        assert len(worked) >= LEAST_CHANGED, worked


def harm_of(sender: Sender, action: str, data: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    """What the other community loses to this form: sent to its address, about its rows, or both."""
    swapped = sender.world.swapped
    other = {name: [swapped(value) for value in values] for name, values in data.items()}
    for path, sent in ((action, other), (swapped(action), data), (swapped(action), other)):
        changed = sender.changed(path, sent)
        if kind_of(path) is Access.ANYONE:
            changed = about_rows_that_were_there(changed)
        if changed:
            yield path, sorted(changed)[:3]


def test_c05_no_address_takes_a_form_about_the_other_community() -> None:
    """Addresses on which no form was found are sent one as well."""
    world, harm = a_world("public"), []
    data = {"confirm": ["yes"], "state": ["done"], "decision": ["same"], "visibility": ["public"]}
    places = [place for place in all_places() if place.access is not Access.ANYONE]
    for visitor in FEW:
        sender = Sender(world, world.browsers[visitor])
        for place in places:
            ways = (place.fill(world.foreign, world.foreign), place.fill(world.own, world.foreign))
            for path in dict.fromkeys(ways):
                if changed := sender.changed(path, data):
                    harm.append((visitor, path, sorted(changed)[:3]))
    assert harm == []


def test_a_change_to_the_other_community_would_be_seen(clock: time_machine.Traveller) -> None:
    """Its own organiser does with the same form what nobody else can."""
    world = a_world("public")
    stranger = Client()
    session = stranger.session
    session["person_id"] = world.foreign.rows["people.Person"][1].pk
    session.save()
    sender = Sender(world, stranger)
    path = f"/en/organise/omega-community/omega-event/plan/{world.foreign.row('events.Task').pk}/state/"
    changed = sender.changed(path, {"state": ["done"]})
    assert ("events.Task", world.foreign.row("events.Task").pk) in changed


def test_every_table_is_watched() -> None:
    world = a_world("public")
    watched = {label for label, _ in rows_of(world.foreign)}
    filled = set(world.foreign.rows)
    assert filled - watched == set()
    assert {"base.SearchDocument", "people.Person", "mail.OutgoingMail"} <= watched
