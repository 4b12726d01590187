"""A picture or a paper of a proposal, for whom the gate lets it through; never under its own name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.base.sealed_files import read_file
from teranga.domains.communities.queries import NotFound
from teranga.web.aid_files import paper_answer
from teranga.web.organise.review_gate import REVIEW, TEAM, sight_here
from teranga.web.public import notfound


@access(Access.ROLE, **REVIEW)
@require_safe
@notfound.as_page
def for_reviewers(
    request: HttpRequest, community: str, event: str, code: str, own_file: UUID
) -> HttpResponse:
    return _answer(request, code, own_file)


@access(Access.ROLE, **TEAM)
@require_safe
@notfound.as_page
def for_team(request: HttpRequest, community: str, event: str, code: str, own_file: UUID) -> HttpResponse:
    return _answer(request, code, own_file)


def _answer(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    kept = sight_here(request).file(code, key)
    content = read_file(kept.uuid)
    if content is None:
        raise NotFound(code)
    return paper_answer(content, kept.kind, code)
