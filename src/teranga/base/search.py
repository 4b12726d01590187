"""One folded full-text index on both databases, and words that are spelt almost right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone
from rapidfuzz.distance import DamerauLevenshtein

from teranga.base.models import SearchDocument, SearchTrigram
from teranga.foundation.folding import trigrams, words

LONGEST_QUERY = 100
LONGEST_BODY = 200_000  # characters; PostgreSQL refuses a tsvector of more than a megabyte
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Document:
    kind: str
    object_id: int
    language: str
    title: str
    body: str
    path: str
    context: str = ""
    excerpt: str = ""
    community_id: int | None = None
    event_id: int | None = None
    moment: datetime | None = None
    visible_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Results:
    documents: list[SearchDocument]
    total: int
    corrected: str = ""  # the words that were searched instead, when the given ones were found nowhere


def replace(documents: Iterable[Document], *, kind: str, object_ids: Iterable[int]) -> None:
    """Put these documents in place of all earlier ones of the same kind and objects. Call inside a write."""
    old = list(
        SearchDocument.objects.filter(kind=kind, object_id__in=list(object_ids)).values_list("id", flat=True)
    )
    _remove(old)
    rows = [
        (
            SearchDocument(
                kind=item.kind, object_id=item.object_id, language=item.language, title=item.title[:300],
                excerpt=item.excerpt[:240], context=item.context[:300], path=item.path, moment=item.moment,
                visible_from=item.visible_from,
                community_id=item.community_id, event_id=item.event_id,
            ),
            _indexed(item.title),
            _indexed(item.body),
        )
        for item in documents
    ]  # fmt: skip
    SearchDocument.objects.bulk_create([row for row, _, _ in rows], batch_size=200)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE base_searchdocument SET vector = setweight(to_tsvector('simple', %s), 'A')"
                " || to_tsvector('simple', %s) WHERE id = %s",
                [(title, body, row.pk) for row, title, body in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO base_searchindex (rowid, title, body) VALUES (%s, %s, %s)",
                [(row.pk, title, body) for row, title, body in rows],
            )
    vocabulary = {word[:40] for _, title, _ in rows for word in title.split() if len(word) > 2}
    SearchTrigram.objects.bulk_create(
        [SearchTrigram(trigram=piece, word=word) for word in vocabulary for piece in trigrams(word)],
        ignore_conflicts=True, batch_size=400,
    )  # fmt: skip


def _indexed(text: str) -> str:
    """Bare folded words: each database has its own idea of what a web address or a hyphen is."""
    return " ".join(words(text[:LONGEST_BODY]))


def _remove(ids: list[int]) -> None:
    if not ids:
        return
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM base_searchindex WHERE rowid = %s", [(pk,) for pk in ids])
    SearchDocument.objects.filter(id__in=ids).delete()


@dataclass(frozen=True, slots=True)
class _Where:
    """What is searched: a community, an event or everything, as it stands at a moment."""

    at: datetime
    language: str = ""
    community_id: int | None = None
    event_id: int | None = None


def search(
    query: str,
    *,
    at: datetime | None = None,
    language: str = "",
    community_id: int | None = None,
    event_id: int | None = None,
    offset: int = 0,
    limit: int = 20,
) -> Results:
    """All words must be there, the last one may be unfinished; unknown words give way to their nearest.

    Each thing is found once: in `language` when its words are there, else in the best other. What is dated
    after `at` (by default now) is not found yet.
    """
    where = _Where(at or timezone.now(), language, community_id, event_id)
    terms = words(query[:LONGEST_QUERY])[:MOST_WORDS]
    if not terms:
        return Results([], 0)
    ids, total = _matches(terms, where, offset, limit)
    corrected = ""
    if not total:
        nearest = [_nearest(term) or term for term in terms]
        if nearest != terms:
            ids, total = _matches(nearest, where, offset, limit)
            corrected = " ".join(nearest) if total else ""
    found = SearchDocument.objects.in_bulk(ids)
    return Results([found[pk] for pk in ids if pk in found], total, corrected)


SQLITE_HITS = (
    "SELECT d.id, d.kind, d.object_id, d.language, bm25(base_searchindex, 6.0, 1.0) AS rank"
    " FROM base_searchindex JOIN base_searchdocument d ON d.id = base_searchindex.rowid"
    " WHERE base_searchindex MATCH %s"
)
POSTGRESQL_HITS = (
    "SELECT d.id, d.kind, d.object_id, d.language, -ts_rank(d.vector, q.query) AS rank"
    " FROM base_searchdocument d, to_tsquery('simple', %s) AS q(query) WHERE d.vector @@ q.query"
)


def _matches(terms: list[str], where: _Where, offset: int, limit: int) -> tuple[list[int], int]:
    """Ids of one document a thing, best first, and how many things there are."""
    hits, expression = SQLITE_HITS, " ".join([f'"{term}"' for term in terms[:-1]] + [f'"{terms[-1]}"*'])
    if connection.vendor == "postgresql":
        hits = POSTGRESQL_HITS
        expression = " & ".join([f"'{term}'" for term in terms[:-1]] + [f"'{terms[-1]}':*"])
    values: list[object] = [expression, where.at]
    hits += " AND (d.visible_from IS NULL OR d.visible_from <= %s)"
    for column, value in (("community_id", where.community_id), ("event_id", where.event_id)):
        if value is not None:
            hits += f" AND d.{column} = %s"
            values.append(value)
    # Only constants are joined into the statement; every value is a parameter.
    statement = (
        f"WITH hits AS MATERIALIZED ({hits}), things AS ("  # noqa: S608
        "SELECT id, rank, row_number() OVER (PARTITION BY kind, object_id"
        " ORDER BY CASE WHEN language = %s THEN 0 ELSE 1 END, rank, id) AS place FROM hits)"
        " SELECT id, count(*) OVER () FROM things WHERE place = 1 ORDER BY rank, id LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, where.language, limit, offset])
        rows = cursor.fetchall()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _nearest(term: str) -> str | None:
    """The known word within two typing errors (one for short words) that shares most letters with `term`."""
    if len(term) < 4:
        return None
    pieces = trigrams(term)
    shared = Counter(SearchTrigram.objects.filter(trigram__in=pieces).values_list("word", flat=True))
    allowed = 1 if len(term) < 6 else 2
    distances = [
        (DamerauLevenshtein.distance(term, word, score_cutoff=allowed), -count, word)
        for word, count in shared.most_common(200)
    ]
    distance, _, word = min(distances, default=(allowed + 1, 0, ""))
    return word if distance <= allowed else None
