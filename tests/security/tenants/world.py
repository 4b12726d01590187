"""Two communities alike, each with one row of every model, and people of four roles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.test import Client

from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.events.findable import index_whole_event
from tests.factories.people import signed_in
from tests.security.tenants.rows import PERSON_KEYS, SCOPE_KEYS, Tenant

OWN, FOREIGN = "alpha", "omega"
LEFT_OUT = {  # models that hold nothing of one community, and why
    "base.Stamp": "a counter",
    "base.IdempotencyKey": "read by a secret key alone",
    "base.SearchDocument": "made by the index itself",
    "base.SearchTrigram": "three letters of titles",
    "communities.DirectoryListing": "made by the directory itself",
    "activity.AuditHead": "kept by the log itself",
    "people.RecentTries": "digests alone",
    "mail.DomainCheck": "about the installation's own sending domain",
}
ROLES = ("organiser", "translator", "door_volunteer", "read_only")
NO_ROLE, NOBODY = "member", "nobody"
NEW = 5_000_000
SHOWN = ("communities.Community", "events.Event")
VISITORS = (*ROLES, NO_ROLE, NOBODY)
FEW = ("organiser", NO_ROLE, NOBODY)  # those who may most, little and nothing
BETWEEN = tuple(role for role in ROLES if role not in FEW)


def tenant_models() -> list[type[models.Model]]:
    """Every model of the program, those first that others point to."""
    own = {
        model._meta.label: model
        for model in apps.get_models()
        if model.__module__.startswith("teranga.") and model._meta.label not in LEFT_OUT
    }
    order = TopologicalSorter({label: needed_by(model) & set(own) for label, model in sorted(own.items())})
    return [own[label] for label in order.static_order()]


def needed_by(model: type[models.Model]) -> set[str]:
    """The models whose rows this one names, by keys of the database or by plain numbers."""
    needed = set()
    for column in model._meta.concrete_fields:
        if column.is_relation:
            needed.add(column.remote_field.model._meta.label)
        elif column.name in SCOPE_KEYS:
            needed.add(SCOPE_KEYS[column.name])
        elif column.name in PERSON_KEYS:
            needed.add("people.Person")
    return needed - {model._meta.label}


@dataclass
class World:
    own: Tenant = field(default_factory=lambda: Tenant(OWN, "kanarix", 1_000_000))
    foreign: Tenant = field(default_factory=lambda: Tenant(FOREIGN, "kanariy", 2_000_000))
    browsers: dict[str, Client] = field(default_factory=dict)  # of the own tenant's people

    def swapped(self, text: str) -> str:
        """What was said about the own tenant, said about the foreign one."""
        text = text.replace(OWN, FOREIGN).replace(self.own.token, self.foreign.token)
        return re.sub(r"(?<!\d)1(000\d{3})(?!\d)", r"2\1", text)


def a_world(visibility: str = "public", *, own: Tenant | None = None) -> World:
    world = World(own=own) if own else World()
    for tenant in (world.own, world.foreign):
        for model in tenant_models():
            seen = {"visibility": visibility} if model._meta.label in SHOWN else {}
            tenant.add(model, **seen)
        index_community(tenant.row("communities.Community"))
        list_community(tenant.row("communities.Community"))
        index_pages(tenant.row("communities.Community"), tenant.rows["communities.Page"])
        index_whole_event(tenant.row("events.Event"))
        people = {role: _person_with(tenant, role) for role in ROLES}
        if tenant is world.own:
            world.browsers = {role: signed_in(person) for role, person in people.items()}
    _number_new_rows_apart()
    world.browsers[NO_ROLE] = signed_in(world.own.row("people.Person"))
    world.browsers[NOBODY] = Client()
    for browser in world.browsers.values():
        browser.raise_request_exception = False
    return world


def _number_new_rows_apart() -> None:
    """What is written from now on gets numbers that belong to neither tenant."""
    for model in apps.get_models():
        if not isinstance(model._meta.pk, models.AutoField):
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [NEW, table])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', NEW])


def _person_with(tenant: Tenant, role: str) -> Any:
    """A role in the whole community, or, for two of them, in its event alone."""
    person = tenant.add(apps.get_model("people.Person"))
    of_event = role in ("door_volunteer", "read_only")
    within = "events.Event" if of_event else "communities.Community"
    grant = apps.get_model("people.RoleGrant")
    tenant.add(
        grant, person_id=person.pk, role=role, ended_at=None, custom_role_id=None,
        scope="event" if of_event else "community", scope_id=tenant.row(within).pk,
    )  # fmt: skip
    return person
