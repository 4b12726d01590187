import pytest

from teranga.domains.communities.models import Community, Page
from teranga.foundation.translated import TranslatedText
from tests.factories.communities import a_community, a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> Community:
    community = a_community("python-togo")
    a_page(community, "story", title={"fr": "Notre École", "en": "Our school"})
    a_page(community, "news", title={"en": "A new school"})
    a_page(community, "empty", title={})
    return community


def slugs(community: Community, **lookup: object) -> list[str]:
    found = Page.objects.filter(community=community, **lookup).order_by("id")
    return list(found.values_list("slug", flat=True))


def test_a_translated_field_is_read_as_translated_text(pages: Community) -> None:
    title = Page.objects.get(community=pages, slug="story").title
    assert type(title) is TranslatedText
    assert title == {"fr": "Notre École", "en": "Our school"}
    assert title.in_language("es", "fr") == "Notre École"


def test_a_list_of_values_holds_translated_text_too(pages: Community) -> None:
    titles = list(Page.objects.filter(community=pages).order_by("id").values_list("title", flat=True))
    assert [type(title) for title in titles] == [TranslatedText] * 3
    assert titles[2] == {}


def test_a_language_can_be_looked_up_exactly(pages: Community) -> None:
    assert slugs(pages, title__fr="Notre École") == ["story"]
    assert slugs(pages, title__fr="Our school") == []


def test_a_part_of_a_language_can_be_looked_up_in_any_case(pages: Community) -> None:
    assert slugs(pages, title__en__icontains="SCHOOL") == ["story", "news"]


def test_the_languages_that_a_text_has_can_be_looked_up(pages: Community) -> None:
    assert slugs(pages, title__has_key="fr") == ["story"]
    assert slugs(pages, title__fr__isnull=True) == ["news", "empty"]


def test_one_language_can_be_taken_out_of_the_field(pages: Community) -> None:
    rows = Page.objects.filter(community=pages).order_by("id").values_list("title__en", flat=True)
    assert list(rows) == ["Our school", "A new school", None]


def test_an_unset_text_is_empty_and_its_own(pages: Community) -> None:
    one, other = Page(), Page()
    one.description["fr"] = "x"
    assert (other.description, type(other.description)) == ({}, TranslatedText)


def test_a_plain_string_given_to_a_form_gets_no_language() -> None:
    assert Page._meta.get_field("title").to_python("Salut") == {"und": "Salut"}
