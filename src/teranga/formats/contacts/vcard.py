"""vCards 2.1 to 4.0, as telephones write them: folded lines, quoted-printable, cards cut off."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from teranga.formats.contacts.values import LONGEST_CELL, MOST_ROWS, Listed, Trouble
from teranga.formats.plain_text import one_line

BEGIN = re.compile(r"^\s*BEGIN:VCARD\s*$", re.IGNORECASE)
END = re.compile(r"^\s*END:VCARD\s*$", re.IGNORECASE)
CHARSET = re.compile(r"CHARSET=([\w-]{2,20})", re.IGNORECASE)
ESCAPED = re.compile(r"\\(.)")


def is_vcard(text: str) -> bool:
    return BEGIN.match(text.lstrip("\ufeff \n").split("\n", 1)[0]) is not None


def read_vcards(text: str) -> tuple[list[Listed], list[Trouble]]:
    people: list[Listed] = []
    troubles: list[Trouble] = []
    for line, properties in _cards(text):
        if len(people) >= MOST_ROWS:
            troubles.append(Trouble(line, "too-many", ""))
            break
        person = _person(line, properties)
        if person.name or person.emails or person.phones:
            people.append(person)
        else:
            troubles.append(Trouble(line, "empty", ""))
    return people, troubles


def _cards(text: str) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """(line it begins on, its properties); a card that never ends stops where the next one begins."""
    began = 0
    properties: list[tuple[str, str, str]] = []
    for number, line in _unfolded(text):
        if BEGIN.match(line):
            if began and properties:
                yield began, properties
            began, properties = number, []
        elif END.match(line):
            if began:
                yield began, properties
            began, properties = 0, []
        elif began and ":" in line:
            head, _colon, value = line.partition(":")
            name, _semicolon, parameters = head.partition(";")
            properties.append((name.rpartition(".")[2].upper(), parameters, value))
    if began and properties:
        yield began, properties


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    began, held = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        soft = held.endswith("=") and "QUOTED-PRINTABLE" in held[:200].upper()
        if held and line[:1] in (" ", "\t") and not soft:
            held += line[1:]
        elif soft and not BEGIN.match(line) and not END.match(line):
            held = held[:-1] + line
        else:
            if held:
                yield began, held
            began, held = number, line
        held = held[: LONGEST_CELL * 20]  # a photograph in a card
    if held:
        yield began, held


def _person(line: int, properties: list[tuple[str, str, str]]) -> Listed:
    values: dict[str, list[str]] = {}
    for name, parameters, value in properties:
        if name in ("FN", "N", "EMAIL", "TEL", "ADR", "UID"):
            values.setdefault(name, []).append(_decoded(parameters, value))
    name = next((_plain(text) for text in values.get("FN", []) if text), "")
    if not name and "N" in values:
        family, given = [*_parts(values["N"][0]), "", ""][:2]
        name = f"{given} {family}".strip()
    cities = [([*_parts(address), "", "", "", ""])[3] for address in values.get("ADR", [])]
    phones = (_plain(value).removeprefix("tel:") for value in values.get("TEL", []))
    return Listed(
        line, name, tuple(dict.fromkeys(filter(None, map(_plain, values.get("EMAIL", [])))))[:4],
        tuple(dict.fromkeys(filter(None, phones)))[:4], next(filter(None, cities), ""), "",
        f"vcard:{_plain(values['UID'][0])}"[:80] if values.get("UID") else "",
    )  # fmt: skip


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters.upper():
        return value
    charset = CHARSET.search(parameters)
    raw = quopri.decodestring(value.encode("utf-8"))
    try:
        return raw.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", errors="replace")


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return one_line(ESCAPED.sub(lambda sign: " " if sign[1] in "nN" else sign[1], value))[:LONGEST_CELL]
