"""The search documents of communities and their pages: one per language, only while they are public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teranga.base import search
from teranga.base.markdown import plain_text
from teranga.domains.communities.models import Community, Page
from teranga.foundation.translated import TranslatedText

EXCERPT = 200


def is_findable(community: Community) -> bool:
    return community.visibility == Community.Visibility.PUBLIC


def texts_by_language(
    title: TranslatedText, texts: Iterable[TranslatedText]
) -> Iterator[tuple[str, str, list[str]]]:
    """(language, title, the texts in it) for each language of the title.

    A text in a language that the title lacks goes with the first one, so that it is found once.
    """
    texts = [text for text in texts if text]
    for index, (language, name) in enumerate(title.items()):
        own = [text[language] for text in texts if language in text]
        if index == 0:
            own += [words for text in texts for other, words in text.items() if other not in title]
        yield language, name, own


def excerpt(texts: Iterable[str]) -> str:
    first = next((text for text in texts if text), "")
    return plain_text(first[: 4 * EXCERPT], EXCERPT)


def index_community(community: Community) -> None:
    """Put the community's documents in place of the earlier ones. Call inside the write."""
    documents = list(_community_documents(community)) if is_findable(community) else []
    search.replace(documents, kind="community", object_ids=[community.pk])


def _community_documents(community: Community) -> Iterator[search.Document]:
    told = [TranslatedText(text) for text in community.mission]
    told += [TranslatedText(value.get(part, {})) for value in community.values for part in ("name", "text")]
    main = [community.tagline, community.summary, community.vision]
    for language, name, texts in texts_by_language(community.name, [*main, *told]):
        yield search.Document(
            kind="community", object_id=community.pk, language=language, title=name,
            body="\n".join([*texts, *community.cities]), path=f"/{community.slug}/",
            context=", ".join(community.cities[:3]), excerpt=excerpt(texts), community_id=community.pk,
        )  # fmt: skip


def index_pages(community: Community, pages: Iterable[Page]) -> None:
    """Put these pages' documents in place of the earlier ones. Call inside the write."""
    pages = list(pages)
    shown = [page for page in pages if page.published_at] if is_findable(community) else []
    search.replace(
        [document for page in shown for document in _page_documents(community, page)],
        kind="page", object_ids=[page.pk for page in pages],
    )  # fmt: skip


def _page_documents(community: Community, page: Page) -> Iterator[search.Document]:
    for language, title, texts in texts_by_language(page.title, [page.description, page.body]):
        yield search.Document(
            kind="page", object_id=page.pk, language=language, title=title,
            body="\n".join([*texts, *page.tags]), path=f"/{community.slug}/pages/{page.slug}/",
            context=community.name.in_language(language, community.default_language), excerpt=excerpt(texts),
            community_id=community.pk, moment=page.published_at,
            visible_from=page.published_at,
        )  # fmt: skip
