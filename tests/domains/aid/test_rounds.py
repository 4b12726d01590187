"""A round of aid: its rules stand before anybody applies, and then stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.base.stamps import community_scope, read
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions import round_rows, rounds
from teranga.domains.aid.models import AidRound, Criterion, Part, Score
from teranga.domains.aid.queries import open_rounds, rounds_of, shown_rounds, waits_of, whole_of
from teranga.domains.aid.rules import IllegalRoundMove
from teranga.domains.communities.models import Community
from teranga.foundation.draw import digest_of
from teranga.foundation.money import UnknownCurrency
from teranga.foundation.translated import TranslatedText
from tests.factories.aid import CLOSES, OPEN, OPENS, an_aid_round, an_application
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.ledger import a_fund
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
BY = {"by": COMMAND_LINE, "at": OPENS}


def a_draft(community: Community, **more: Any) -> AidRound:
    told = {
        "name": in_three("To PyCon Africa"), "elsewhere": "PyCon Africa 2027", "rules": in_three("By need"),
        "opens_at": OPENS, "closes_at": CLOSES, "currency": "XOF", **more,
    }  # fmt: skip
    return rounds.draft_round(community=community, **told, **BY)


def ready(row: AidRound) -> AidRound:
    round_rows.save_part(round=row, kind="travel", most=100_000, **BY)
    round_rows.save_criterion(round=row, name=in_three("Need"), **BY)
    return row


def test_a_draft_gets_a_seed_whose_digest_is_told_before_anybody_applies() -> None:
    row = a_draft(a_community())
    assert (row.slug, row.state, len(row.draw_seed)) == ("to-pycon-africa", "draft", 32)
    assert row.draw_digest == digest_of(row.draw_seed)
    assert row.draw_seed not in str(list(AuditEntry.objects.filter(community_id=row.community_id).values()))
    assert a_draft(row.community).slug == "to-pycon-africa-2"


def test_a_round_is_for_an_event_here_or_for_one_elsewhere_and_not_for_both() -> None:
    community = a_community()
    event, foreign = an_event(community), an_event(a_community())
    for told, why in (
        ({"elsewhere": ""}, "place"), ({"event": event}, "place"), ({"name": TranslatedText()}, "name"),
        ({"elsewhere": "", "event": foreign}, "event"), ({"closes_at": OPENS}, "window"),
        ({"groups": ["rich"]}, "groups"),
    ):  # fmt: skip
        with pytest.raises(rounds.RoundRefused, match=why):
            a_draft(community, **told)
    with pytest.raises(UnknownCurrency):
        a_draft(community, currency="XXX")
    assert rounds_of(community) == []
    assert a_draft(community, elsewhere="", event=event).event == event


def test_a_round_is_published_only_with_rules_parts_and_a_rubric() -> None:
    row = a_draft(a_community(), rules=TranslatedText())
    with pytest.raises(rounds.NotReady) as refused:
        rounds.publish_round(round=row, **BY)
    assert refused.value.lacks == ("rules", "parts", "rubric")
    assert shown_rounds(row.community) == []
    assert waits_of(row, whole_of(row), {}, OPENS).lacks == ("rules", "parts", "rubric")
    rounds.change_round(round=row, rules=in_three("By need"), **BY)
    before = read(community_scope(row.community_id))
    rounds.publish_round(round=ready(row), **BY)
    assert [found.pk for found in shown_rounds(row.community)] == [row.pk]
    assert read(community_scope(row.community_id)) != before
    job = Job.objects.get(name="aid.end_window")
    assert (job.run_after, job.payload["round_id"]) == (CLOSES, row.pk)
    with pytest.raises(IllegalRoundMove, match="published: publish"):
        rounds.publish_round(round=row, **BY)


def test_a_round_is_open_between_its_two_moments_alone() -> None:
    row = an_aid_round(a_community())
    second = timedelta(seconds=1)
    moments = [OPENS - second, OPENS, CLOSES - second, CLOSES]
    assert [len(open_rounds(row.community, at)) for at in moments] == [0, 1, 1, 0]


def test_what_people_rely_on_stays_once_it_was_published() -> None:
    row = an_aid_round(a_community())
    with pytest.raises(rounds.RoundRefused, match="fixed"):
        rounds.change_round(round=row, currency="GHS", **BY)
    assert rounds.change_round(round=row, closes_at=CLOSES + timedelta(days=3), **BY) == ["closes_at"]
    row.refresh_from_db()
    assert (row.currency, row.closes_at) == ("XOF", CLOSES + timedelta(days=3))
    assert Job.objects.get(name="aid.end_window").run_after == row.closes_at


def test_a_round_is_taken_back_only_before_anybody_began() -> None:
    row, begun = an_aid_round(a_community()), an_aid_round(a_community())
    an_application(begun, "draft")
    assert rounds.take_back_round(round=row, **BY).state == "draft"
    with pytest.raises(rounds.RoundRefused, match="begun"):
        rounds.take_back_round(round=begun, **BY)
    begun.refresh_from_db()
    assert begun.state == "published"


def test_a_part_that_somebody_asked_for_stays() -> None:
    row = an_aid_round(a_community())
    an_application(row, asks={"travel": 100})
    ticket, travel, _bed = whole_of(row).parts
    round_rows.remove_part(part=ticket, **BY)
    with pytest.raises(rounds.RoundRefused, match="asked"):
        round_rows.remove_part(part=travel, **BY)
    with pytest.raises(rounds.RoundRefused, match="asked"):
        round_rows.save_part(round=row, part=travel, kind="visa", **BY)
    with pytest.raises(rounds.RoundRefused, match="kind"):
        round_rows.save_part(round=row, kind="bed", **BY)
    assert [part.kind for part in whole_of(row).parts] == ["travel", "bed"]
    assert round_rows.save_part(round=row, part=travel, kind="travel", most=5, **BY).most == 5


def test_the_rubric_stays_once_somebody_scored() -> None:
    row = an_aid_round(a_community())
    need = whole_of(row).criteria[0]
    Score.objects.create(
        community=row.community, application=an_application(row), person=a_person(), criterion=need,
        points=3, at=OPEN,
    )  # fmt: skip
    with pytest.raises(rounds.RoundRefused, match="scored"):
        round_rows.save_criterion(round=row, criterion=need, name=in_three("Luck"), **BY)
    with pytest.raises(rounds.RoundRefused, match="scored"):
        round_rows.remove_criterion(criterion=need, **BY)
    kept = Criterion.objects.filter(community=row.community, round=row)
    assert [one.name["en"] for one in kept] == ["Need", "What it changes"]


def test_a_fund_of_another_currency_or_community_cannot_pay() -> None:
    row = an_aid_round(a_community())
    for fund in (a_fund(row.community, currency="GHS"), a_fund(a_community())):
        with pytest.raises(rounds.RoundRefused, match="fund"):
            round_rows.set_fund(round=row, fund=fund, **BY)
    assert whole_of(row).funds == ()
    fund = a_fund(row.community)
    round_rows.set_fund(round=row, fund=fund, most=1000, **BY)
    round_rows.set_fund(round=row, fund=fund, most=2000, **BY)
    assert [(paying.fund, paying.most) for paying in whole_of(row).funds] == [(fund, 2000)]
    round_rows.drop_fund(paying=whole_of(row).funds[0], **BY)
    assert whole_of(row).funds == ()


def test_rules_and_scorers_come_and_go() -> None:
    row, scorer = an_aid_round(a_community()), a_person()
    rule = round_rows.save_share_rule(round=row, group="women", percent=40, **BY)
    round_rows.add_scorer(round=row, person=scorer, **BY)
    added = round_rows.add_scorer(round=row, person=scorer, **BY)
    whole = whole_of(row)
    assert (whole.rules, [one.person for one in whole.scorers]) == ((rule,), [scorer])
    round_rows.remove_share_rule(rule=rule, **BY)
    round_rows.remove_scorer(scorer=added, **BY)
    assert (whole_of(row).rules, whole_of(row).scorers) == ((), ())


def test_a_part_may_carry_its_own_name() -> None:
    row = a_draft(a_community())
    part = round_rows.save_part(round=row, kind="other", name=in_three("A cot"), supply=2, **BY)
    assert Part.objects.get(community=row.community, pk=part.pk).name["en"] == "A cot"
