"""The record of processing: what this program keeps of people, made from the declarations themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.base.personal_data import Category, Declared, declarations
from teranga.domains.communities.models import Community
from teranga.domains.people.roles import Area, Verb
from teranga.web.data_words import category_name, words_of
from teranga.web.organise.desk import desk_page


@access(Access.ROLE, verb=Verb.VIEW, area=Area.AUDIT)
@require_safe
def processing(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community
    known = declarations()
    groups = [
        (category_name(category), [{**words_of(one), "rows": _rows(one, place)} for one in known
                                   if one.category is category])
        for category in Category
    ]  # fmt: skip
    context = {"groups": [(name, rows) for name, rows in groups if rows], "contact": place.contact_email}
    return desk_page(request, "processing", context, title=_("Record of processing"))


def _rows(one: Declared, place: Community) -> int | None:
    """How many rows this community has; None where a row belongs to no single community."""
    if not any(field.attname == "community_id" for field in one.model_class._meta.concrete_fields):
        return None
    return one.rows.filter(community_id=place.pk).count()
