from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from teranga.base.jobs import daily, task
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions import import_members
from teranga.domains.communities.actions.check_directory import check_directory
from teranga.domains.communities.actions.check_opportunities import check_opportunities
from teranga.domains.communities.actions.comments import forget_unconfirmed_comments
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.listings import list_missing
from teranga.domains.communities.actions.lists import put_in, take_out
from teranga.domains.communities.actions.newsletters import draft_newsletters
from teranga.domains.communities.actions.opportunity_help import forget_help
from teranga.domains.communities.actions.opportunity_reminders import forget_reminders, remind_all
from teranga.domains.communities.actions.snapshots import keep_snapshots
from teranga.domains.communities.actions.subscribe import forget_unconfirmed_address
from teranga.domains.communities.actions.tell_moderators import tell_moderators
from teranga.domains.communities.actions.terms import remind_of_terms
from teranga.domains.communities.actions.welcome import greet
from teranga.domains.communities.models import Community, Goal, MemberImport, Membership

PROGRAM = Actor("program")


@task("communities.forget_unconfirmed_comments")
def forget_comments() -> None:
    forget_unconfirmed_comments(timezone.now())


@daily("communities.check_directory", hour=2)
def check_directory_entries() -> None:
    list_missing()
    if not settings.DEMO:  # the demo asks nobody outside
        check_directory(clock=timezone.now)
        check_opportunities(clock=timezone.now)


@task("communities.check_entries")
def check_entries(*, community_id: int) -> None:
    if not settings.DEMO:
        check_directory(clock=timezone.now, community_id=community_id)


@daily("communities.draft_newsletters", hour=5)
def draft_last_month() -> None:
    draft_newsletters(timezone.now())


@task("communities.forget_unconfirmed_address")
def forget_address(*, person_id: int) -> None:
    forget_unconfirmed_address(person_id=person_id, at=timezone.now())


@daily("communities.tell_moderators", hour=7)
def tell_about_comments() -> None:
    tell_moderators(timezone.now())


@daily("communities.keep_all_snapshots", hour=1)
def keep_all_snapshots() -> None:
    """A month that ended is noted for every measured goal; a month that was missed meanwhile as well."""
    rows = Community.objects.filter(Exists(Goal.objects.filter(community=OuterRef("pk")).exclude(metric="")))
    for community in rows.order_by("id").iterator():
        _keep(community)


@task("communities.keep_snapshots")
def keep_snapshots_of_one(*, community_id: int) -> None:
    """A goal is measured now that was not before: what is dated is counted back."""
    community = Community.objects.filter(pk=community_id).first()
    if community is not None:
        _keep(community)


def _keep(community: Community) -> None:
    now = timezone.now()
    today = now.astimezone(ZoneInfo(community.zone)).date()
    keep_snapshots(community=community, today=today, by=PROGRAM, at=now)


@task("communities.forget_unconfirmed")
def forget_unconfirmed(*, community_id: int, membership_id: int, asked_at: float) -> None:
    """Somebody asked to join and never confirmed: forget what they wrote, unless they asked again since."""
    membership = (
        Membership.objects.filter(community_id=community_id, pk=membership_id, state=Membership.State.PENDING)
        .select_related("community", "person")
        .first()
    )
    if membership and membership.joined_at <= datetime.fromtimestamp(
        asked_at + 1, tz=timezone.get_current_timezone()
    ):
        leave_community(
            community=membership.community, person=membership.person, by=PROGRAM, at=timezone.now()
        )


@task("communities.read_list")
def read_list(*, community_id: int, import_id: int) -> None:
    if upload := _list(community_id, import_id):
        import_members.examine(upload, clock=timezone.now)


@task("communities.apply_list")
def apply_list(*, community_id: int, import_id: int) -> None:
    if upload := _list(community_id, import_id):
        put_in.apply_list(upload, clock=timezone.now)


@task("communities.undo_list")
def undo_list(*, community_id: int, import_id: int) -> None:
    if upload := _list(community_id, import_id):
        take_out.undo_list(upload, clock=timezone.now)


@task("communities.forget_invited")
def forget_invited(*, community_id: int, import_id: int) -> None:
    if upload := _list(community_id, import_id):
        take_out.forget_invited(upload, by=PROGRAM, at=timezone.now())


@task("communities.welcome_newcomer")
def welcome_newcomer(*, community_id: int, membership_id: int) -> None:
    rows = Membership.objects.filter(community=community_id, pk=membership_id)
    row = rows.filter(state=Membership.State.CONFIRMED).select_related("community", "person").first()
    if row and row.community.welcomes_newcomers:
        greet(membership=row, at=timezone.now())


@daily("communities.remind_of_opportunities", hour=6)
def remind_of_opportunities() -> None:
    now = timezone.now()
    remind_all(at=now)
    forget_reminders(at=now)
    forget_help(at=now)


@daily("communities.remind_of_terms", hour=7)
def remind_of_ending_terms() -> None:
    remind_of_terms(at=timezone.now())


@daily("communities.drop_stale_lists", hour=3)
def drop_stale_lists() -> None:
    import_members.drop_stale(by=PROGRAM, at=timezone.now())


def _list(community_id: int, import_id: int) -> MemberImport | None:
    rows = MemberImport.objects.filter(community=community_id, pk=import_id)
    return rows.select_related("community").first()
