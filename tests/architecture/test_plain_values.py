"""Foundation, formats and papers give the same answer for the same input: no clock, no chance."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import PACKAGE, calls_in, name_of, python_files, tree_of

PLAIN = [PACKAGE / room for room in ("foundation", "formats", "papers")]
CLOCK_OR_CHANCE = re.compile(
    r"(datetime|date)\.(now|today|utcnow)|time\.(time|monotonic|localtime|gmtime)"
    r"|random\.(random|choice|randint|shuffle|sample)|Random|uuid\.uuid[14]|secrets\.\w+|os\.urandom"
)
ALLOWED = {
    "src/teranga/foundation/config.py": "makes the installation's secret once",
    "src/teranga/foundation/codes.py": "draws codes that nobody may guess",
}


def unrepeatable(tree: ast.Module) -> list[str]:
    named = [(call, ast.unparse(call.func)) for call in calls_in(tree)]
    return [
        f"{call.lineno} {name}"
        for call, name in named
        if CLOCK_OR_CHANCE.fullmatch(name) and not (name.endswith("Random") and call.args)
    ]


def test_plain_values_use_no_clock_and_no_chance() -> None:
    found = {name_of(file): unrepeatable(tree_of(file)) for file in python_files(*PLAIN)}
    assert {name: calls for name, calls in found.items() if calls and name not in ALLOWED} == {}


def test_a_clock_and_an_unseeded_draw_would_be_found() -> None:
    source = "datetime.now(UTC)\nrandom.choice(names)\nRandom(7)\nRandom()\n"
    assert unrepeatable(ast.parse(source)) == ["1 datetime.now", "2 random.choice", "4 Random"]
