from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.domains.activity.actions.record import VISITOR
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.claim_codes import TooManyCodes, issue_claim_codes
from teranga.domains.communities.actions.confirm import CodeRefused, TooManyTries, confirm_by_claim_code
from teranga.domains.communities.models import Community
from teranga.domains.people.models import ClaimCode
from teranga.foundation.codes import ALPHABET, check_symbol, read_code
from tests.domains.communities.joining import (
    NOON,
    ORGANISER,
    ask,
    community,
    join,
    membership,
    minutes,
)

pytestmark = pytest.mark.django_db
PHONE, NORMAL = "90 12 34 56", "+22890123456"


def claim(
    place: Community, code: str, minute: float = 1, contact: str = PHONE, client: str = "203.0.113.9"
) -> str:
    try:
        confirmed = confirm_by_claim_code(
            community=place, contact=contact, code=code, client=client, by=VISITOR, at=minutes(minute)
        )
    except CodeRefused:
        return "refused"
    except TooManyTries:
        return "wait"
    return "was member" if confirmed.was_member else "confirmed"


def paper(place: Community, count: int = 1) -> list[str]:
    return issue_claim_codes(place, count, ORGANISER, NOON)


def unissued(number: int) -> str:
    symbols = "".join(ALPHABET[number // 27**place % 27] for place in range(5))
    return f"{symbols}-{check_symbol(symbols)}"


def test_codes_are_printed_once_and_kept_as_digests() -> None:
    place = community()
    codes = paper(place, 40)
    assert len(set(codes)) == 40
    assert [read_code(code) for code in codes] == codes
    stored = str(list(ClaimCode.objects.values()))
    assert [code for code in codes if code in stored or code[:5] in stored] == []
    assert ClaimCode.objects.first().expires_at == NOON + timedelta(days=180)


def test_issuing_is_in_the_audit_log_with_its_count_only() -> None:
    place = community()
    paper(place, 3)
    [entry] = AuditEntry.objects.filter(community_id=place.pk)
    assert (entry.verb, entry.changes, entry.acting_as) == ("claim_codes.issue", {"count": 3}, "organiser")


@pytest.mark.parametrize("count", [0, 501])
def test_nobody_prints_none_or_thousands(count: int) -> None:
    place = community()
    with pytest.raises(TooManyCodes):
        paper(place, count)
    assert ClaimCode.objects.count() == 0


def test_a_paper_code_confirms_somebody_with_a_phone_only_days_later() -> None:
    place = community()
    ask(place, PHONE)
    [code] = paper(place)
    assert claim(place, code.lower().replace("-", " "), minute=60 * 24 * 9) == "confirmed"
    row = membership(place, NORMAL)
    assert (row.state, row.confirmed_by) == ("confirmed", "paper")
    assert ClaimCode.objects.get().used_by == row.person


def test_a_paper_code_is_good_for_one_person() -> None:
    place = community()
    [code] = paper(place)
    ask(place, PHONE)
    ask(place, "91 12 34 56", name="Kofi")
    assert [claim(place, code), claim(place, code, contact="91 12 34 56")] == ["confirmed", "refused"]
    assert membership(place, "+22891123456").state == "pending"


def test_a_paper_code_of_another_community_or_too_old_opens_nothing() -> None:
    place, other = community(), community("python-kara")
    ask(place, PHONE)
    [code], [foreign] = paper(place), paper(other)
    assert claim(place, foreign) == "refused"
    assert claim(place, code, minute=180 * 24 * 60) == "refused"
    assert membership(place, NORMAL).state == "pending"
    assert ClaimCode.objects.exclude(used_at=None).count() == 0


def test_a_paper_code_without_a_wish_to_join_is_not_spent() -> None:
    place = community()
    [code] = paper(place)
    assert claim(place, code) == "refused"
    assert ClaimCode.objects.get().used_at is None


def test_a_found_paper_code_does_not_open_a_member_s_page() -> None:
    place = community()
    join(place)
    [code] = paper(place)
    assert claim(place, code, contact="ama@example.org") == "refused"
    other = community("python-kara")
    ask(other, "ama@example.org", key="another-key-of-a-form", at=minutes(2))
    [code] = paper(other)
    assert claim(other, code, contact="ama@example.org") == "refused"
    assert membership(other).state == "pending"


def test_a_code_issued_for_a_member_signs_only_that_member_in() -> None:
    place = community()
    ask(place, PHONE)
    ask(place, "91 12 34 56", name="Kofi")
    [first] = paper(place)
    claim(place, first)
    person = membership(place, NORMAL).person
    [again] = issue_claim_codes(place, 1, ORGANISER, NOON, only_for=person)
    assert claim(place, again, contact="91 12 34 56") == "refused"
    assert claim(place, again) == "was member"


def test_g18_ten_wrong_codes_in_a_minute_and_the_client_waits() -> None:
    place = community()
    ask(place, PHONE)
    [code] = paper(place)
    assert [claim(place, unissued(number)) for number in range(10)] == ["refused"] * 10
    assert claim(place, code) == "wait"
    assert membership(place, NORMAL).state == "pending"
    assert claim(place, code, minute=2.1) == "confirmed"


def test_g18_the_limit_holds_for_the_whole_community_over_many_clients() -> None:
    place = community()
    ask(place, PHONE)
    answers = [claim(place, unissued(number), client=f"198.51.100.{number // 9}") for number in range(130)]
    assert answers == ["refused"] * 120 + ["wait"] * 10


def test_right_codes_do_not_count_so_a_full_room_can_confirm() -> None:
    place = community()
    codes = paper(place, 15)
    numbers = [f"90 12 34 {number:02}" for number in range(15)]
    for number in numbers:
        ask(place, number)
    assert [claim(place, code, contact=number) for code, number in zip(codes, numbers, strict=True)] == [
        "confirmed"
    ] * 15
