"""Lists of people from elsewhere: tables of any delimiter and encoding, Meetup, lu.ma, Google, vCards.

What comes out are plain values. What a name or an address may look like is for those who keep them.
"""

from __future__ import annotations

from collections.abc import Sequence

from teranga.formats.contacts.columns import guess_columns, kind_of_table
from teranga.formats.contacts.decoding import decode_lines
from teranga.formats.contacts.people import people_of_table
from teranga.formats.contacts.table import has_headings, read_table
from teranga.formats.contacts.values import MOST_ROWS, ContactList, Listed, Trouble
from teranga.formats.contacts.vcard import is_vcard, read_vcards
from teranga.formats.intake import refuse_by_kind, refuse_by_size
from teranga.formats.programme import UnreadableFile

__all__ = ["MOST_ROWS", "ContactList", "Listed", "Trouble", "UnreadableFile", "read_contacts"]

WANTED = "send the list as CSV or as vCards (.vcf)"


def read_contacts(content: bytes, *, columns: Sequence[str] | None = None) -> ContactList:
    """The people of a file. `columns`: what each column holds, when somebody corrected the guess.

    Raises UnreadableFile.
    """
    refuse_by_size(content, WANTED)
    refuse_by_kind(content, WANTED)
    text, encodings = decode_lines(content)
    if not text.strip():
        raise UnreadableFile(f"This file holds no text that we can read: {WANTED}.")
    if is_vcard(text):
        people, troubles = read_vcards(text)
        return ContactList("vcard", encodings, "", (), (), (), tuple(people), tuple(troubles))
    rows, delimiter, cut = read_table(text)
    headed = has_headings(rows)
    headings = rows[0].cells if headed else ()
    body = rows[1:] if headed else rows
    width = max((len(row.cells) for row in rows[:200]), default=0)
    guessed = guess_columns(headings, body, width)
    chosen = tuple(columns) if columns is not None and len(columns) == width else guessed
    kind = kind_of_table(headings)
    people, troubles = people_of_table(body, chosen, kind)
    if cut:
        troubles.append(Trouble(body[-1].line if body else 1, "too-many", ""))
    return ContactList(
        kind, encodings, delimiter, _padded(headings, width), chosen,
        tuple(_padded(row.cells, width) for row in body[:5]), tuple(people), tuple(troubles),
    )  # fmt: skip


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple([*cells, *([""] * (width - len(cells)))][:width])
