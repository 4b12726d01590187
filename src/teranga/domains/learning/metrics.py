"""What goals are measured by, of what learning knows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.domains.communities.metrics import YEAR, Metric, end_of, register_metric
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_members import family
from teranga.domains.learning.models import Pair


def mentored_pairs(community: Community, day: date) -> int:
    """Pairs to which both said yes, and that were together at some time in the twelve months before."""
    until = end_of(community, day)
    rows = Pair.objects.filter(community__in=family(community), begun_at__lt=until)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gte=end_of(community, day - YEAR))).count()


def join_metrics() -> None:
    """Called once at start-up."""
    register_metric(
        Metric("mentored_pairs", _("Mentored pairs in twelve months, counted"), count=mentored_pairs)
    )
