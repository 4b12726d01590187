"""The full-text side of the search index, which each database keeps in its own way."""

from __future__ import annotations

from itertools import islice

from django.db import connections

ROWS_AT_ONCE = 500
READ = "SELECT rowid, title, body FROM base_searchindex ORDER BY rowid"
WRITE = {
    "sqlite": "INSERT INTO base_searchindex (title, body, rowid) VALUES (%s, %s, %s)",
    "postgresql": "UPDATE base_searchdocument SET vector = setweight(to_tsvector('simple', %s), 'A')"
    " || to_tsvector('simple', %s) WHERE id = %s",
}


def copy(source: str, target: str) -> None:
    """Fill the target's index. PostgreSQL keeps words with their places, no texts: they are put in order."""
    if connections[source].vendor == "postgresql":
        rows = iter(_words_of(source))
    else:
        with connections[source].cursor() as cursor:
            cursor.execute(READ)
            rows = iter(cursor.fetchall())
    with connections[target].cursor() as cursor:
        while page := list(islice(rows, ROWS_AT_ONCE)):
            cursor.executemany(
                WRITE[connections[target].vendor], [(title, body, key) for key, title, body in page]
            )


def _words_of(source: str) -> list[tuple[int, str, str]]:
    """Titles (weight A) and bodies as words in their order."""
    texts: dict[int, tuple[list[tuple[int, str]], list[tuple[int, str]]]] = {}
    with connections[source].cursor() as cursor:
        cursor.execute(
            "SELECT d.id, u.lexeme, p.place, w.weight FROM base_searchdocument d, unnest(d.vector) u,"
            " unnest(u.positions, u.weights) AS p(place, weight), LATERAL (SELECT p.weight) w"
        )
        for key, word, place, weight in cursor.fetchall():
            titles, bodies = texts.setdefault(key, ([], []))
            (titles if weight == "A" else bodies).append((place, word))
    return [
        (key, " ".join(word for _, word in sorted(titles)), " ".join(word for _, word in sorted(bodies)))
        for key, (titles, bodies) in sorted(texts.items())
    ]
