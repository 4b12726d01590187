"""What is left out on PostgreSQL asks it nothing that another test does not ask it."""

from __future__ import annotations

import ast
from pathlib import Path

import run
from tests.architecture.source import name_of, python_files, tree_of

# They take their pages from `addresses`, each of which test_query_counts opens on both kinds of database.
MARKUP = {"tests/web/public/test_every_page.py", "tests/web/public/test_user_text.py"}


def marked(file: Path) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "markup" for node in ast.walk(tree_of(file)))


def imported(file: Path) -> set[tuple[str, str]]:
    return {
        (node.module or "", alias.name)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_tests_of_markup_are_these_and_open_the_pages_that_postgresql_is_asked_for() -> None:
    found = {name_of(file) for file in python_files(run.ROOT / "tests" / "web") if marked(file)}
    assert found == MARKUP
    counted = run.ROOT / "tests/web/public/test_query_counts.py"
    assert not marked(counted)
    assert ("tests.web.public.worlds", "addresses") in imported(counted)
    for name in MARKUP:
        assert ("tests.web.public.worlds", "addresses") in imported(run.ROOT / name)


def test_tests_of_markup_do_nothing_that_a_database_could_refuse() -> None:
    """No action, nobody at the same time, no transaction of their own, no statement by hand."""
    for name in MARKUP:
        modules = {module for module, _ in imported(run.ROOT / name)}
        assert [module for module in modules if ".actions" in module or module == "django.db"] == []
        assert "transaction=True" not in (run.ROOT / name).read_text(encoding="utf-8")
