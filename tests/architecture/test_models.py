"""The tables keep the order of the house: what stands below never points up."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field, Model

FLOORS = (
    "contenttypes",
    "base",
    "activity",
    "people",
    "mail",
    "communities",
    "events",
    "places",
    "learning",
    "ledger",
    "payments",
    "credentials",
    "proposals",
    "aid",
)


def our_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("teranga.")
    ]


def foreign_keys(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.get_fields() if field.concrete and field.is_relation]


def test_every_app_of_ours_has_its_floor() -> None:
    assert {model._meta.app_label for model in our_models()} - set(FLOORS) == set()


def test_every_foreign_key_points_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in foreign_keys(model)
        if FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert upward == []


def test_foreign_keys_are_found_at_all() -> None:
    owners = {model._meta.app_label for model in our_models() if foreign_keys(model)}
    assert {"communities", "events"} <= owners
