"""Stories by their authors and tags, and what members wrote and sent in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teranga.domains.communities.models import Community, Page, PageAuthor, StoryDraft
from teranga.domains.people.audiences import Audience, audience_of
from teranga.domains.people.models import Person, Profile, ProfilePhoto
from teranga.foundation.folding import slug as slug_of
from teranga.foundation.translated import TranslatedText

TAG_LIMIT = 60
RELATED = 3


@dataclass(frozen=True, slots=True)
class Byline:
    number: int  # of the author's line
    name: str
    has_photo: bool


def bylines_of(page: Page) -> list[Byline]:
    """Who wrote a page, by the name they have today; a photo only where its owner shows it to everybody."""
    rows = PageAuthor.objects.filter(community=page.community_id, page=page, person__forgotten_at=None)
    found = list(rows.select_related("person").order_by("position", "id"))
    with_photo = [row.person_id for row in found if row.shows_photo]
    public = _with_public_photo(with_photo) if with_photo else set()
    return [Byline(row.pk, row.person.name, row.person_id in public) for row in found if row.person.name]


def _with_public_photo(person_ids: list[int]) -> set[int]:
    has = set(ProfilePhoto.objects.filter(person__in=person_ids).values_list("person_id", flat=True))
    profiles = {row.person_id: row for row in Profile.objects.filter(person__in=person_ids)}
    return {pk for pk in has if audience_of(profiles.get(pk), "photo") == Audience.PUBLIC}


def author_photo(page: Page, number: int) -> ProfilePhoto | None:
    """The portrait of an author's line, when everybody may see it."""
    rows = PageAuthor.objects.filter(community=page.community_id, page=page, pk=number, shows_photo=True)
    row = rows.filter(person__forgotten_at=None).first()
    if row is None or row.person_id not in _with_public_photo([row.person_id]):
        return None
    return ProfilePhoto.objects.filter(person=row.person_id).first()


def authors_of(page: Page) -> list[PageAuthor]:
    rows = PageAuthor.objects.filter(community=page.community_id, page=page)
    return list(rows.select_related("person").order_by("position", "id"))


def tag_slug(tag: str) -> str:
    return slug_of(tag, limit=TAG_LIMIT)


@dataclass(frozen=True, slots=True)
class Tagged:
    """One tag of a community with the pages that carry it, the newest first."""

    slug: str
    label: str
    pages: list[Page]


def tagged(community: Community, slug: str, now: datetime) -> Tagged | None:
    rows = Page.objects.filter(community=community, published_at__lte=now).exclude(tags=[])
    carried = [
        (pk, tag) for pk, tags in rows.values_list("id", "tags") for tag in tags if tag_slug(tag) == slug
    ]
    if not carried:
        return None
    pages = Page.objects.filter(community=community, pk__in=[pk for pk, _ in carried]).defer("body")
    return Tagged(slug, carried[0][1], list(pages.order_by("-published_at", "-id")[:100]))


@dataclass(frozen=True, slots=True)
class Related:
    slug: str
    title: TranslatedText


def related_to(page: Page, now: datetime) -> list[Related]:
    """The stories and news that share most tags with this one, the newest of equals first."""
    mine = {tag_slug(tag) for tag in page.tags}
    if not mine:
        return []
    rows = Page.objects.filter(community=page.community_id, published_at__lte=now).exclude(pk=page.pk)
    told = rows.exclude(tags=[]).order_by("-published_at", "-id").values_list("slug", "title", "tags")[:500]
    scored = [(len(mine & {tag_slug(tag) for tag in tags}), slug, title) for slug, title, tags in told]
    best = sorted((row for row in scored if row[0]), key=lambda row: -row[0])[:RELATED]
    return [Related(slug, TranslatedText(title)) for _, slug, title in best]


def own_stories(person: Person, community: Community) -> list[StoryDraft]:
    rows = StoryDraft.objects.filter(community=community, person=person)
    return list(rows.select_related("page").defer("body").order_by("-updated_at", "-id"))


def own_story(person: Person, community: Community, number: int) -> StoryDraft | None:
    rows = StoryDraft.objects.filter(community=community, person=person, pk=number)
    return rows.select_related("page", "community", "person").first()


def stories_sent_in(community: Community) -> list[StoryDraft]:
    """What waits for the editors, the oldest first."""
    rows = StoryDraft.objects.filter(community=community, state=StoryDraft.State.SUBMITTED)
    return list(rows.select_related("person").defer("body").order_by("submitted_at", "id")[:200])


def story_sent_in(community: Community, number: int) -> StoryDraft | None:
    """A story that its author let the editors see."""
    seen = (StoryDraft.State.SUBMITTED, StoryDraft.State.TAKEN)
    rows = StoryDraft.objects.filter(community=community, pk=number, state__in=seen)
    return rows.select_related("person", "community", "page").first()


def sent_in_count(community: Community) -> int:
    return StoryDraft.objects.filter(community=community, state=StoryDraft.State.SUBMITTED).count()
