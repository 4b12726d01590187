"""Only actions write: that is where the check, the transaction and the audit record are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.source import PACKAGE, calls_in, name_of, python_files, tree_of

ALWAYS = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
A_QUERYSET = re.compile(r"\bobjects\b|\.(filter|exclude|all|across_communities|select_for_update)\(")
STATEMENT = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE)
MAY_WRITE = ("/actions/", "/migrations/")
ALLOWED: dict[str, str] = {  # file: why it may write, or why what looks like a write is none
    "src/teranga/web/account/again_views.py": "a form of allauth notes the proof in the session",
    "src/teranga/web/account/forms.py": "the same form",
}


def writes_in(file: Path) -> list[str]:
    return [f"{name_of(file)}:{write}" for write in writes_of(tree_of(file))]


def writes_of(tree: ast.Module) -> list[str]:
    found = []
    for call in calls_in(tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        verb, receiver = call.func.attr, ast.unparse(call.func.value)
        if (
            verb in ALWAYS
            or (verb == "update" and A_QUERYSET.search(receiver))
            or (verb in ("execute", "executemany") and call.args and writes_sql(call.args[0]))
        ):
            found.append(f"{call.lineno} {receiver[-40:]}.{verb}(…)")
    return found


def writes_sql(argument: ast.expr) -> bool:
    texts = [node.value for node in ast.walk(argument) if isinstance(node, ast.Constant)]
    return any(isinstance(text, str) and STATEMENT.match(text) for text in texts)


def test_nothing_outside_actions_writes() -> None:
    rooms = [PACKAGE / room for room in ("domains", "web", "cli", "project")]
    outside = [file for file in python_files(*rooms) if not any(part in name_of(file) for part in MAY_WRITE)]
    found = {name_of(file): writes_in(file) for file in outside}
    assert {name: writes for name, writes in found.items() if writes and name not in ALLOWED} == {}


def test_every_exception_to_the_rule_is_still_needed() -> None:
    needed = [name for name in ALLOWED if writes_in(PACKAGE.parents[1] / name)]
    assert sorted(needed) == sorted(ALLOWED)


def test_a_write_is_told_from_a_change_of_a_dictionary() -> None:
    source = """
Member.objects.filter(pk=1).update(city="Lomé")
member.save()
cursor.execute(" UPDATE base_stamp SET version = 1")
cursor.execute("SELECT 1")
chosen.update(city="Lomé")
"""
    assert [verb.rpartition(" ")[2] for verb in writes_of(ast.parse(source))] == [
        "Member.objects.filter(pk=1).update(…)",
        "member.save(…)",
        "cursor.execute(…)",
    ]
