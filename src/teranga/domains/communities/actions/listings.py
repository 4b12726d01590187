"""The lines of the directory over all communities: rewritten where a community or its entries change."""

from __future__ import annotations

from collections.abc import Iterable

from teranga.base.writing import write
from teranga.domains.communities.findable import is_findable
from teranga.domains.communities.models import Community, DirectoryEntry, DirectoryListing
from teranga.foundation.folding import fold
from teranga.foundation.translated import TranslatedText


def list_community(community: Community) -> None:
    """Put the lines of a community and its entries in place of the earlier ones. Call inside the write."""
    DirectoryListing.objects.filter(community=community).delete()
    if not is_findable(community):
        return
    entries = DirectoryEntry.objects.filter(community=community).order_by("position", "id")
    DirectoryListing.objects.bulk_create(
        [_of_community(community), *(_of_entry(community, entry) for entry in entries)], batch_size=200
    )


def list_missing() -> int:
    """Communities that have no line yet, such as those written before there was a directory."""
    listed = DirectoryListing.objects.across_communities("the directory is about all").filter(entry=None)
    missing = Community.objects.filter(visibility=Community.Visibility.PUBLIC).exclude(
        pk__in=listed.values("community_id")
    )
    count = 0
    for community in missing.order_by("id"):
        with write():
            list_community(community)
        count += 1
    return count


def _of_community(community: Community) -> DirectoryListing:
    texts = (community.tagline, community.summary)
    return DirectoryListing(
        community=community, kind="community", name_key=_key(community.name), title=community.name,
        text=community.tagline, countries=_set(community.countries), languages=_set(community.languages),
        words=_words(community.name, *texts, more=community.cities),
    )  # fmt: skip


def _of_entry(community: Community, entry: DirectoryEntry) -> DirectoryListing:
    return DirectoryListing(
        community=community, entry=entry, kind=entry.kind, name_key=_key(entry.title), title=entry.title,
        text=entry.text, url="" if entry.is_closed else entry.url,
        countries=_set([entry.country] if entry.country else []),
        languages=_set([entry.language] if entry.language else []), quiet_since=entry.quiet_since,
        words=_words(entry.title, entry.text, more=entry.tags),
    )  # fmt: skip


def _key(text: TranslatedText) -> str:
    return fold(TranslatedText(text).best(("en", "fr"))[0])[:160]


def _set(codes: Iterable[str]) -> str:
    joined = ",".join(list(dict.fromkeys(codes))[:30])
    return f",{joined},"[:120] if joined else ""


def _words(*texts: TranslatedText, more: Iterable[str]) -> str:
    told = [words for text in texts for words in TranslatedText(text).values()]
    return " ".join(fold(" ".join([*told, *more])).split())[:4000]
