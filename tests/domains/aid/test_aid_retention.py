"""What aid knows of people, and when it forgets them. Numbers and amounts stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from teranga.base.personal_data import declarations, end_overdue, overdue
from teranga.base.stamps import community_scope, read
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.files import delete_file, read_file
from teranga.domains.aid.actions.pool_beds import fill_rooms
from teranga.domains.aid.models import (
    Aftermath,
    AidApplication,
    AskedPart,
    PoolMember,
    Proof,
    Receipt,
    Recusal,
    Remark,
    RoomYes,
    Score,
    Scorer,
)
from teranga.domains.aid.queries_giver import told_to_givers
from teranga.domains.aid.queries_pools import rooms_of
from tests.factories.aid import CLOSES, OPEN, a_public_story, an_aid_round, an_application
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided
from tests.factories.communities import a_community
from tests.factories.people import a_person
from tests.factories.pools import BACK, BY, a_pool, a_traveller

pytestmark = pytest.mark.django_db
DOMAINS = ("aid", "ledger", "payments")
LEADS_NOWHERE = {"aid.Receipt"}  # once its application names nobody


def after(moment: datetime, days: int) -> dict[str, int]:
    """What the daily job ended so long afterwards."""
    at = moment + timedelta(days=days)
    due = {one.model: rows for one, rows in overdue(at) if rows}
    done = {model: rows for model, rows in end_overdue(at).items() if rows}
    assert set(done) <= set(due)
    return done


def test_every_model_that_knows_a_person_names_an_end_that_a_job_keeps() -> None:
    without = {
        one.model for one in declarations()
        if one.model.split(".")[0] in DOMAINS and not one.over and not one.fades
    }  # fmt: skip
    assert without == LEADS_NOWHERE


def test_who_got_nothing_is_deleted_two_years_after_the_round_and_a_draft_after_three_months() -> None:
    row = an_aid_round(a_community())
    draft, sent, other = (an_application(row, state) for state in ("draft", "submitted", "not_funded"))
    assert after(CLOSES, 90) == {}
    assert after(CLOSES, 91) == {"aid.AidApplication": 1}
    assert after(CLOSES, 730) == {}
    assert after(CLOSES, 731) == {"aid.AidApplication": 2}
    rows = AidApplication.objects.filter(community=row.community, pk__in=[draft.pk, sent.pk, other.pk])
    assert (rows.count(), AskedPart.objects.filter(community=row.community).count()) == (0, 0)


def test_who_had_an_award_is_nobody_after_three_years_and_the_giver_s_sums_stay() -> None:
    row, (fund,) = a_funded_round(a_community(), 500_000)
    people = [asking(row, 60_000, 0.9, circumstances="No income", guardian="Ama") for _ in range(5)]
    people[0].parts.update(note="With my child")
    decided(row)
    for one in people:
        accept_offer(award=award_of(one), words="Thank you", by=Actor("member"), at=AFTER)
    told = told_to_givers(fund)
    assert after(CLOSES, 1_095) == {}
    done = after(CLOSES, 1_096)
    assert done == {"aid.AidApplication": 5, "aid.AidAward": 5, "aid.AskedPart": 1}
    one = people[0]
    one.refresh_from_db()
    award = award_of(one)
    assert (one.person, one.motivation, one.circumstances, one.guardian, one.city) == (None, "", "", "", "")
    assert (award.words, one.parts.get().note, one.parts.get().minor) == ("", "", 60_000)
    assert told_to_givers(fund) == told
    assert after(CLOSES, 1_097) == {}


def test_what_scorers_gave_and_said_goes_two_years_after_the_round() -> None:
    row = an_aid_round(a_community())
    one, scorer, here = an_application(row), a_person(), {"community": row.community}
    accepted = asking(row, 1, 0.9)
    Scorer.objects.create(**here, round=row, person=scorer, added_at=OPEN)
    of = {**here, "application": accepted, "person": scorer, "at": OPEN}
    Score.objects.create(**of, criterion=row.criteria.all()[0], points=3)
    Recusal.objects.create(**of, reason="A cousin")
    Remark.objects.create(**of, text="Known to us")
    assert after(CLOSES, 730) == {}
    done = after(CLOSES, 731)
    assert {model: done[f"aid.{model}"] for model in ("Scorer", "Score", "Recusal", "Remark")} == {
        "Scorer": 1, "Score": 1, "Recusal": 1, "Remark": 1,
    }  # fmt: skip
    assert not AidApplication.objects.filter(**here, pk=one.pk).exists()


def test_a_story_and_its_photo_end_with_the_award_and_the_pages_are_made_anew(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = an_aid_round(a_community())
    story = a_public_story(row)
    key, before = story.uuid, read(community_scope(row.community_id))
    assert "aid.Aftermath" not in after(CLOSES, 1_095)
    assert (read_file(key), read(community_scope(row.community_id))) == (b"a photo", before)
    assert after(CLOSES, 1_096)["aid.Aftermath"] == 1
    told = Aftermath.objects.get(community=row.community, pk=story.pk)
    assert (told.text, told.as_name, told.audience, told.has_photo) == ("", "", "nobody", False)
    delete_file(key.hex)
    assert (read_file(key), read(community_scope(row.community_id)) != before) == (None, True)


def test_a_proof_goes_on_its_day() -> None:
    row = an_application(an_aid_round(a_community()))
    Proof.objects.create(
        community=row.community, application=row, kind="application/pdf", size=3, sent_at=OPEN,
        delete_on=CLOSES.date(),
    )  # fmt: skip
    assert after(CLOSES, 0) == {}
    assert after(CLOSES, 1) == {"aid.Proof": 1}
    assert Receipt.objects.filter(community=row.community).count() == 0


def test_ninety_days_after_a_journey_its_rooms_are_empty_and_nobody_is_known() -> None:
    pool = a_pool(seats=3, beds=(2,))
    first, second = a_traveller(pool), a_traveller(pool)
    RoomYes.objects.create(community=pool.community, pool=pool, member=first, to=second, at=OPEN)
    fill_rooms(pool=pool, **BY)
    assert rooms_of(pool)[0].used == 2
    assert after(BACK, 90) == {}
    done = after(BACK, 91)
    assert (done["aid.PoolMember"], done["aid.TravelPool"]) == (2, 1)
    assert (rooms_of(pool)[0].used, PoolMember.objects.filter(community=pool.community).count()) == (0, 0)
    pool.refresh_from_db()
    assert (pool.telephone, pool.responsible_person) == ("", None)
