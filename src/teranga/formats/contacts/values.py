"""What a list of people says, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 50_000
MOST_COLUMNS = 80
LONGEST_CELL = 400
FIELDS = ("name", "first", "last", "email", "phone", "city", "joined", "key")  # what a column may hold


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as the list has them. `line`: where in the file, for the report."""

    line: int
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    city: str = ""
    joined: str = ""  # an ISO date
    key: str = ""  # the number that the other program gives them


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that gave nobody, and why: "no-name", "empty", "too-many"."""

    line: int
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class ContactList:
    kind: str  # "meetup", "luma", "google", "table", "vcard"
    encodings: tuple[str, ...]  # as found, the most frequent first
    delimiter: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]  # one of FIELDS or "" for each column
    sample: tuple[tuple[str, ...], ...]
    people: tuple[Listed, ...]
    troubles: tuple[Trouble, ...]
