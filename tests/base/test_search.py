import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from teranga.base.models import SearchDocument, SearchTrigram
from teranga.base.search import Document, replace, search
from teranga.foundation.folding import words

# number, title, body, community, event
CORPUS = [
    (1, "Python Togo", "La communauté de Lomé, depuis 2019. https://pytogo.org/l-equipe", 1, None),
    (2, "PyCon Sénégambie", "Dakar et Banjul, deux pays, une rivière.", 2, None),
    (3, "L’apprentissage automatique en éwé", "Kɔdzo montre un modèle pour l’eʋegbe.", 1, 7),
    (4, "Async in C++ and C#", "Threads, queues & co-routines: asyncio.run() is 3.11+ only.", 1, 7),
    (5, "Aïssatou N’Diaye", "Développeuse à Saint-Louis", 2, 8),
    (6, "Django Girls", "Un atelier d'un jour; tout le monde est bienvenu. 日本 مرحبا 𞤀𞤣𞤤𞤢𞤥", 1, 8),
    (7, "Ñaŋ & Ŋɔnu", "e-mail: info@example.org, fichier a/b_c.py", 2, 8),
    (8, "Python pour les enfants", "Scratch puis Python; python.org", 1, 8),
]


def document(number: int, title: str, body: str, community: int, event: int | None) -> Document:
    return Document(
        kind="page", object_id=number, language="fr", title=title, body=body, path=f"/{number}/",
        community_id=community, event_id=event,
    )  # fmt: skip


@pytest.fixture
def corpus() -> None:
    replace([document(*row) for row in CORPUS], kind="page", object_ids=[row[0] for row in CORPUS])


def hits(query: str, **scope: int) -> list[int]:
    return sorted(found.object_id for found in search(query, **scope).documents)


FIXED = [
    ("lome", [1]),
    ("LOMÉ", [1]),
    ("senegambie", [2]),
    ("Sénég", [2]),  # the last word may be unfinished
    ("pyth", [1, 8]),
    ("python tog", [1]),
    ("pyth togo", []),  # only the last word may be unfinished
    ("togo python", [1]),
    ("kodzo", [3]),
    ("Kɔdzo", [3]),
    ("evegbe", [3]),
    ("apprentissage", [3]),
    ("automatique ewe", [3]),
    ("co-routines", [4]),
    ("asyncio", [4]),
    ("asyncio.run()", [4]),
    ("3.11", [4]),
    ("saint louis", [5]),
    ("n'diaye", [5]),
    ("ndiaye", [5]),  # a typing error in a name
    ("aisatou", [5]),
    ("djagno", [6]),
    ("girls django", [6]),
    ("日本", [6]),
    ("مرحبا", [6]),
    ("𞤀𞤣𞤤𞤢𞤥", [6]),
    ("nan nonu", [7]),
    ("info@example.org", [7]),
    ("example", [7]),
    ("pytogo", [1]),
    ("equipe", [1]),
    ("python.org", [1, 8]),
    ("a/b_c.py", [7]),
    ("xylophone", []),
    ("python xylophone", []),
    ("", []),
    ("  ", []),
    ("&|!():*<>'\"", []),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(("query", "found"), FIXED)
def test_both_databases_find_the_same(query: str, found: list[int]) -> None:
    assert hits(query) == found


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_the_total_and_the_pages_of_a_search_agree() -> None:
    everything = search("p", limit=20)
    pages = [search("p", limit=2, offset=offset).documents for offset in (0, 2, 4)]
    assert [found.object_id for page in pages for found in page] == [
        found.object_id for found in everything.documents
    ]
    assert everything.total == len(everything.documents) == search("p", limit=2).total


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_a_title_stands_before_a_mention() -> None:
    replace([document(9, "Titre", "python python", 3, None), document(10, "Python", "autre chose", 3, None)],
            kind="page", object_ids=[9, 10])  # fmt: skip
    assert [found.object_id for found in search("python", community_id=3).documents] == [10, 9]


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_a_search_within_a_community_or_event_finds_nothing_else() -> None:
    assert hits("python", community_id=1) == [1, 8]
    assert hits("python", community_id=2) == []
    assert hits("python", event_id=8) == [8]
    assert hits("python", community_id=1, event_id=7) == []
    assert (search("python", community_id=2).total, search("pytohn", community_id=2).corrected) == (0, "")


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_what_was_searched_instead_is_told() -> None:
    assert (search("pytohn").corrected, hits("pytohn")) == ("python", [1, 8])
    assert search("python").corrected == ""
    assert search("xylophone").corrected == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_replacing_takes_the_old_words_away() -> None:
    replace([document(1, "Python Bénin", "Cotonou", 1, None)], kind="page", object_ids=[1])
    assert (hits("lome"), hits("cotonou"), hits("python")) == ([], [1], [1, 8])
    replace([], kind="page", object_ids=[1, 8])
    assert (hits("python"), SearchDocument.objects.count()) == ([], len(CORPUS) - 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_replacing_one_kind_leaves_the_others() -> None:
    replace([], kind="session", object_ids=[1, 2, 3])
    assert SearchDocument.objects.count() == len(CORPUS)


@pytest.mark.django_db
def test_a_very_long_text_is_kept_and_found_by_its_beginning() -> None:
    body = " ".join(f"mot{number}" for number in range(60_000))
    replace([document(1, "T" * 500, body, 1, None)], kind="page", object_ids=[1])
    assert (hits("mot1"), hits("mot59999")) == ([1], [])
    assert len(SearchDocument.objects.get().title) == 300
    assert {len(word) for word in SearchTrigram.objects.values_list("word", flat=True)} == {40}


@pytest.mark.django_db
@pytest.mark.usefixtures("corpus")
def test_a_search_costs_a_fixed_number_of_queries() -> None:
    for query, most in (
        ("python", 3),
        ("pytohn", 6),
        ("un deux trois quatre cinq six sept huit neuf dix", 9),
    ):
        with CaptureQueriesContext(connection) as queries:
            search(query)
        assert len(queries) <= most


class SearchesOfAnyText(TestCase):
    """Arbitrary text, also as documents: nothing that a person types is an error on either database."""

    @given(st.text(max_size=120))
    def test_any_query_is_answered(self, query: str) -> None:
        found = search(query)
        assert found.total == len(found.documents) == 0

    @given(st.text(alphabet="'\"*&|!():<>-+#^~.,;\\{}[]%_$ \x00\nab1éŋAND OR NOT NEAR", max_size=60))
    def test_the_signs_of_a_query_language_are_only_signs(self, query: str) -> None:
        replace([document(*row) for row in CORPUS], kind="page", object_ids=[row[0] for row in CORPUS])
        found = search(query)
        assert found.total == len(found.documents)

    @given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=80))
    def test_any_text_can_be_indexed_and_its_first_word_found(self, text: str) -> None:
        replace([document(1, "titre", text, 1, None)], kind="page", object_ids=[1])
        known = [word.rstrip("+#") for word in words(text[:100])]
        if known:
            assert hits(known[0]) == [1]
