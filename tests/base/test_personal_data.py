"""Nothing is kept of people without saying of what kind it is, why, for how long, and how it ends."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q

from teranga.base.personal_data import Ending, Subject, declarations, impersonal

TELLING = re.compile(
    r"(^|_)(e?mail|phone|address|person|author|city|birth\w*|gender|pronouns?|photo|biography|user_?agent|ip|by)(_id|$)"
)
PERSONS = {"people.Person", "people.Account"}


def ours() -> list[type[Model]]:
    """Our own models, and those of packages that hang on somebody's account."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("teranga.") or hangs_on_a_person(model)
    ]


def hangs_on_a_person(model: type[Model]) -> bool:
    relations = [field for field in model._meta.concrete_fields if field.is_relation]
    return any(field.related_model._meta.label in PERSONS for field in relations)


def telling_fields(model: type[Model]) -> list[str]:
    fields = model._meta.concrete_fields
    return [
        field.name
        for field in fields
        if TELLING.search(field.name) or (field.is_relation and field.related_model._meta.label in PERSONS)
    ]


def test_every_model_with_something_of_a_person_is_declared() -> None:
    known = {one.model for one in declarations()} | set(impersonal())
    silent = {model._meta.label: telling_fields(model) for model in ours() if model._meta.label not in known}
    assert {label: fields for label, fields in silent.items() if fields} == {}


def test_a_model_with_a_person_is_recognised() -> None:
    telling = {model._meta.label for model in ours() if telling_fields(model)}
    assert {"people.ContactPoint", "mail.OutgoingMail", "events.Speaker", "communities.Membership"} <= telling


def test_every_declaration_names_what_exists() -> None:
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert ({one.model for one in declarations()} | set(impersonal())) - labels == set()
    for one in declarations():
        for name in one.blank:
            one.model_class._meta.get_field(name)
        assert one.rows.filter(one.whose(Subject(0, ("a@example.org",)))).query


@pytest.mark.django_db
def test_every_declaration_can_be_asked_for_a_persons_rows() -> None:
    for one in declarations():
        assert list(one.rows.filter(one.whose(Subject(0, ("a@example.org",)))).values(*one.exported)) == []


def test_purpose_and_retention_are_sentences() -> None:
    for one in declarations():
        assert str(one.purpose).endswith("."), one.model
        assert str(one.retention).endswith("."), one.model


def test_what_stays_after_erasure_holds_no_name() -> None:
    """Of a model whose rows stay, every telling field of the person's own is blanked."""
    own_words = re.compile(r"^(name|folded_name|email|value|to_address|biography|affiliation|city)$")
    for one in declarations():
        if one.ending is not Ending.DELETED:
            fields = {
                field.name for field in one.model_class._meta.concrete_fields if own_words.match(field.name)
            }
            assert fields - set(one.blank) == set(), one.model


def leaves(condition: Q) -> list[tuple[str, object]]:
    """What a condition compares, however deep it stands."""
    return [
        leaf for child in condition.children for leaf in (leaves(child) if isinstance(child, Q) else [child])
    ]


def test_retention_looks_at_a_time() -> None:
    from datetime import UTC, datetime

    for one in declarations():
        if one.over:
            condition = one.over(datetime(2026, 1, 1, tzinfo=UTC))
            assert isinstance(condition, Q)
            for name, _value in leaves(condition):
                try:
                    one.model_class._meta.get_field(name.split("__")[0])
                except FieldDoesNotExist:
                    pytest.fail(f"{one.model} has no field {name}")
