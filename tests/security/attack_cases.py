"""The table of docs/reference/attack-cases.md: every known attack with the tests that carry its id.

`python -m tests.security.attack_cases` writes it anew.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
TABLE = TESTS.parent / "docs" / "reference" / "attack-cases.md"
ID = re.compile(r"[a-h]\d\d")
HEAD = """# Attack cases

Attacks that programs of this kind have met, collected from their advisories and histories, with the tests
that show what happens here. Each test carries the ids of its cases in its name. The table is written by
`python -m tests.security.attack_cases`; a test fails when it and the tests differ.

| case | attack | tests |
|---|---|---|
"""
CASES = {
    "A01": "a mail template that walks through attributes", "A02": "a template evaluated twice",
    "A04": "script in a mail template's preview", "A05": "script in what an organiser's search finds",
    "A06": "script in a Markdown preview", "A08": "script in an organiser's contact address",
    "A09": "markup on a page that leads to other sites", "A10": "script through a form's questions",
    "A12": "script in a question before removing", "A13": "a javascript: address after signing in",
    "A14": "an address that leads away after signing in or out", "A16": "commands for the maker of documents",
    "A17": "script in an uploaded file", "A18": "a download shown as a page",
    "A20": "script where two versions stand side by side", "A21": "script in summaries, messages, notices",
    "A22": "markup and line ends from names in mails", "A24": "script in data inside a page, and in links",
    "A25": "script through a setting that a page repeats", "A26": "script in the site's own announcement",
    "A28": "script in an organiser's mail", "A29": "a template language for users",
    "A30": "scripts of users in the server", "A32": "statements in questions to the database",
    "B01": "a static export that reads other files", "B02": "a static export that writes elsewhere",
    "B04": "formulas in exported tables", "B05": "an export with a guessable address",
    "B06": "tickets among public files", "B08": "places in photos", "B09": "uploads that exhaust the server",
    "B10": "an import that reads a server's file", "B12": "files that everybody on the machine reads",
    "B13": "invented languages that fill the disk", "B14": "lines of a calendar or mail from a title",
    "B16": "a form that lists others' things", "B17": "texts that take for ever to render",
    "C01": "a list that forgets whose rows it may show", "C02": "mails of another event",
    "C04": "numbers of another community's things", "C05": "writing into another community",
    "C06": "fields that the form does not have", "C08": "a shared link that tells too much",
    "C09": "a related thing of somebody else", "C10": "an old address without a check",
    "C12": "facts of hidden things in lists", "C13": "a role that is not held",
    "C14": "private things in public lists",
    "C16": "others' tickets, sessions, grants", "C17": "drafts in feeds, maps, exports, search",
    "C18": "more fields than a public page needs", "C20": "a reviewer who becomes an author",
    "C21": "telling forbidden from missing", "C22": "empty and over-wide grants",
    "C24": "another's order by a short number", "C25": "products of another event",
    "C26": "votes while nothing is shown",
    "D01": "another host name in mailed links", "D02": "a forged address of the visitor",
    "D04": "finding out who has an account", "D05": "flooding a stranger with mails",
    "D06": "a session that outlives its right", "D08": "an empty password",
    "D09": "a sign-in form from elsewhere",
    "D10": "letters that look like others in an address", "D12": "a provider's name that changes hands",
    "D13": "a session planted before signing in", "D14": "a form without its token",
    "D16": "lines forged in the log", "D17": "changes by opening an address",
    "D18": "one secret for all rows",
    "D20": "passkeys, codes and their answers", "D21": "a service that listens to everybody",
    "D22": "unsafe settings in production", "E01": "fetching from inside the network",
    "E02": "ways around the look at an address", "E04": "a key that goes to another host",
    "E05": "forged things from federated sites", "E06": "secret addresses told to other sites",
    "E08": "the program used for phishing", "E09": "a mail in somebody else's name",
    "F01": "who a reviewer reads about", "F02": "a search for hidden names",
    "F09": "a hash of an address that is published",
    "F06": "a secret link that tells who wrote it", "F08": "answers that were not for reviewers",
    "F04": "what an error tells of somebody", "F10": "traces of what others do in secret",
    "F17": "people listed who did not ask for it",
    "F05": "names in the log of what happened", "F12": "an old name that is still shown",
    "F16": "statistics in which a small group is found",
    "F13": "a name inside of a file", "F14": "need that others than the committee see",
    "F18": "an erasure that forgets something", "F20": "limits passed by withdrawing and coming back",
    "G01": "one place given to many at once", "G04": "a limited thing taken too often",
    "G02": "one voucher for two", "G06": "one payment marked twice",
    "G12": "a notice that comes again or in another order", "G13": "a notice about another payment",
    "G05": "two endings of one request at once", "G10": "two mails for one thing",
    "G14": "numbers that the browser makes up", "G18": "guessing codes",
    "G17": "an order of nothing", "G28": "two who change one thing at once",
    "G20": "a waiting list moved by two hands at once", "G21": "a place offered to whoever gave it back",
    "G22": "an offer too late, or to the wrong person", "G24": "a double click on what moves money",
    "G26": "money booked twice while the first is under way",
    "G25": "one per person, in the code alone",
    "G29": "a place counted twice", "G32": "many who write at once",
    "G33": "amounts that drift",
    "H01": "words lost at signing in", "H02": "words lost when a window closes",
    "H04": "a second speaker lost with a draft", "H05": "a draft begun with a code that cannot be sent",
    "H06": "a draft that counts as sent",
    "H08": "mails of two who decide at once", "H09": "one programme published twice",
    "H10": "one sheet sent twice",
    "H12": "hours around the change of the clock",
    "H14": "a calendar in another zone", "H16": "zones mixed in an export",
    "H17": "a mail to many by mistake", "H18": "mails again after a step back",
    "H20": "a mail that comes too late", "H21": "a stored language or zone that is gone",
    "H22": "words of another template or language",
}  # fmt: skip
NOT_YET = {
    "A09": "no page leads to other sites on the way; links go there directly",
    "A16": "documents are not made yet",
    "B01": "there is no static export yet",
    "B02": "there is no static export yet; tests/base/backup/test_archive.py looks at a backup's names",
    "B06": "there are no tickets yet",
    "C24": "there are no orders yet",
    "C25": "there are no orders yet",
    "D12": "nobody signs in through another provider yet",
}


def names_by_case() -> dict[str, list[str]]:
    """Case -> the tests that carry its id, each as `file::name`."""
    found: dict[str, list[str]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (leading := ids_of(node.name)):
                for case in leading:
                    found.setdefault(case, []).append(f"{file.relative_to(TESTS)}::{node.name}")
    return {case: sorted(names) for case, names in found.items()}


def ids_of(name: str) -> list[str]:
    """`test_a13_a14_nothing_else` is about A13 and A14."""
    ids = []
    for word in name.removeprefix("test_").split("_") if name.startswith("test_") else ():
        if ID.fullmatch(word):
            ids.append(word.upper())
        elif word != "and":
            break
    return ids


def table() -> str:
    tests = names_by_case()
    lines = []
    for case, attack in sorted(CASES.items()):
        told = "<br>".join(f"`{name}`" for name in tests.get(case, [])) or f"not yet: {NOT_YET[case]}"
        lines.append(f"| {case} | {attack} | {told} |\n")
    return HEAD + "".join(lines)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
