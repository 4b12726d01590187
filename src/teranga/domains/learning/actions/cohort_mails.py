"""What a member is told who waits for a place in a group; and until when an offer of one stands."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from teranga.domains.learning.links import waiting_address
from teranga.domains.learning.models import Cohort
from teranga.domains.learning.queries_paths import cohort_of_quota
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.queries import first_address
from teranga.domains.places.models import Offer, WaitingEntry
from teranga.domains.places.queries_lists import place_in_list
from teranga.domains.places.wording import moment_words

OFFERED_FOR = timedelta(hours=48)


class CohortKeeper:
    """Groups as `places.hooks.QuotaKeeper`: their quotas belong to no event."""

    def keeps(self, quota_id: int) -> bool:
        return cohort_of_quota(quota_id) is not None

    def offer_until(self, quota_id: int, *, at: datetime) -> datetime | None:
        """Two days, and never beyond the group's last day; None once the group is over."""
        cohort = cohort_of_quota(quota_id)
        end = over_at(cohort) if cohort else at
        return min(at + OFFERED_FOR, end) if at < end else None

    def offer_made(self, offer: Offer, *, at: datetime) -> None:
        cohort = cohort_of_quota(offer.quota_id)
        if cohort is not None:
            until = moment_words(offer.expires_at, cohort.path.community.zone, _language(offer.entry))
            _send("path_offer", f"path-offer:{offer.pk}", offer.entry, cohort, {"until": until}, at=at,
                  expires_at=offer.expires_at)  # fmt: skip

    def offer_over(self, offer: Offer, *, at: datetime) -> None:
        cohort = cohort_of_quota(offer.quota_id)
        if cohort is not None:
            _send("path_offer_over", f"path-offer-over:{offer.pk}", offer.entry, cohort, {}, at=at)


def tell_waiting(entry: WaitingEntry, cohort: Cohort, *, at: datetime) -> None:
    position = {"position": str(place_in_list(entry))}
    _send("path_waiting", f"path-waiting:{entry.pk}", entry, cohort, position, at=at)


def over_at(cohort: Cohort) -> datetime:
    """The midnight after the group's last day, where the community is."""
    zone = ZoneInfo(cohort.path.community.zone)
    return datetime.combine(cohort.end + timedelta(days=1), time(), zone)


def _language(entry: WaitingEntry) -> str:
    return entry.person.preferred_language if entry.person else "en"


def _send(
    letter: str, cause: str, entry: WaitingEntry, cohort: Cohort, more: dict[str, str], *, at: datetime,
    expires_at: datetime | None = None,
) -> None:  # fmt: skip
    """Somebody with a telephone alone sees it on their own page."""
    person, language, community = entry.person, _language(entry), cohort.path.community
    address = first_address(person) if person else ""
    if person is None or not address:
        return
    values = {
        "name": person.name,
        "path": cohort.path.name.in_language(language, community.default_language),
        "when": format_date(cohort.start, "long", locale=language),
        "link": waiting_address(cohort.path, entry, language),
    }
    queue_mail(
        write_letter(letter, language, values | more, community_id=community.pk), to=address, cause=cause,
        at=at, expires_at=expires_at, community_id=community.pk, person_id=person.pk,
        reply_to=community.contact_email,
    )  # fmt: skip
