"""Scoring need: by the rubric, without names, and never somebody close."""

from __future__ import annotations

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions import scoring as actions
from teranga.domains.aid.models import AidApplication, AidRound, Recusal, Remark, Score, Scorer
from teranga.domains.aid.queries import whole_of
from teranga.domains.aid.queries_scoring import (
    HIDDEN,
    listed_for,
    names_hidden_from,
    progress_of,
    queue_of,
    seen_by,
)
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.models import Person
from tests.factories.aid import OPEN, an_aid_round, an_application
from tests.factories.communities import a_community
from tests.factories.learning import a_mentoring, a_pair
from tests.factories.learning import an_application as a_mentoring_application
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def aid_round() -> AidRound:
    return an_aid_round(a_community())


def a_scorer(row: AidRound, name: str = "") -> Person:
    person = a_person(name)
    Scorer.objects.create(community=row.community, round=row, person=person, added_at=OPEN)
    return person


def score(row: AidApplication, person: Person, *points: int) -> AidApplication:
    lines = whole_of(row.round).criteria
    given = {line.pk: number for line, number in zip(lines, points, strict=True)}
    by = Actor("aid_committee", person.pk)
    return actions.score_application(application=row, person=person, points=given, by=by, at=OPEN)


def test_points_are_the_mean_of_whole_sheets_by_weight(aid_round: AidRound) -> None:
    row = an_application(aid_round)
    first, second = a_scorer(aid_round), a_scorer(aid_round)
    assert score(row, first, 5, 2).state == "in_review"
    score(row, second, 2, 2)
    row.refresh_from_db()
    assert row.points == pytest.approx(((2 * 5 + 2) / 15 + (2 * 2 + 2) / 15) / 2)
    score(row, second, 5, 2)
    (line,) = listed_for(aid_round, a_person().pk)
    assert (line.scored_by, line.lowest, line.highest) == (2, pytest.approx(0.8), pytest.approx(0.8))


@pytest.mark.parametrize("points", [(6, 1), (-1, 1)])
def test_points_outside_of_the_rubric_are_refused(aid_round: AidRound, points: tuple[int, int]) -> None:
    row = an_application(aid_round)
    with pytest.raises(actions.ScoringRefused, match="points"):
        score(row, a_scorer(aid_round), *points)
    row.refresh_from_db()
    assert (row.state, row.points, Score.objects.filter(community=row.community_id).count()) == (
        "submitted", None, 0,
    )  # fmt: skip


def test_nobody_scores_who_is_no_scorer_or_what_is_not_there_to_score(aid_round: AidRound) -> None:
    scorer = a_scorer(aid_round)
    for row, person, why in (
        (an_application(aid_round), a_person(), "scorer"),
        (an_application(aid_round, person=scorer), scorer, "recused"),
        (an_application(aid_round, "offered"), scorer, "closed"),
        (an_application(aid_round, is_minor=True), scorer, "guardian"),
    ):  # fmt: skip
        with pytest.raises(actions.ScoringRefused, match=why):
            score(row, person, 1, 1)
    assert not Score.objects.filter(community=aid_round.community).exists()


def test_the_queue_leaves_out_oneself_one_s_pairs_and_what_waits_for_a_guardian(aid_round: AidRound) -> None:
    scorer = a_scorer(aid_round)
    near = a_mentoring_application(a_mentoring(aid_round.community), "mentee")
    mentor = a_mentoring_application(near.programme, "mentor", person=scorer)
    a_pair(near.programme, mentee=near, mentor=mentor)
    an_application(aid_round, person=scorer)
    close = an_application(aid_round, person=near.person)
    an_application(aid_round, is_minor=True)
    far = an_application(aid_round)
    assert queue_of(aid_round, scorer).numbers == (far.number,)
    with pytest.raises(NotFound):
        seen_by(aid_round, close.number or 0, scorer, hides=True)
    assert [line.application.pk for line in listed_for(aid_round, scorer.pk)][-1] == far.pk
    assert close.pk not in [line.application.pk for line in listed_for(aid_round, scorer.pk)]


def test_who_keeps_out_never_sees_it_again_and_their_points_no_longer_count(aid_round: AidRound) -> None:
    row, scorer, other = an_application(aid_round), a_scorer(aid_round), a_scorer(aid_round)
    score(row, scorer, 5, 5)
    score(row, other, 0, 0)
    by = Actor("aid_committee", scorer.pk)
    actions.recuse(application=row, person=scorer, reason="A cousin", by=by, at=OPEN)
    row.refresh_from_db()
    assert (row.points, queue_of(aid_round, scorer).total) == (0, 0)
    with pytest.raises(NotFound):
        seen_by(aid_round, row.number or 0, scorer, hides=True)
    for again in (
        lambda: score(row, scorer, 1, 1),
        lambda: actions.remark(application=row, person=scorer, text="Still here", by=by, at=OPEN),
    ):
        with pytest.raises(actions.ScoringRefused, match="recused"):
            again()
    assert (Recusal.objects.filter(community=row.community_id).count(), Remark.objects.filter(
        community=row.community_id).count()) == (1, 0)  # fmt: skip


def test_f01_without_names_nothing_that_a_scorer_gets_tells_who_it_is(aid_round: AidRound) -> None:
    person = a_person("Ablavi Nukunu", "ablavi@example.org")
    words = "I am Ablavi from Sokodé, write to ablavi@example.org or +228 90 12 34 56. Sokode is far."
    row = an_application(
        aid_round, person=person, city="Sokodé", motivation=words, circumstances="Nukunu family"
    )
    scorer = a_scorer(aid_round)
    seen = seen_by(aid_round, row.number or 0, scorer, hides=True)
    told = " ".join((seen.name, seen.city, seen.motivation, seen.circumstances, str(seen.parts))).lower()
    assert [one for one in ("ablavi", "nukunu", "sokod", "@", "228") if one in told] == []
    assert seen.motivation == f"I am {HIDDEN} from {HIDDEN}, write to {HIDDEN} or {HIDDEN}. {HIDDEN} is far."
    (line,) = listed_for(aid_round, scorer.pk)
    assert (line.name, line.city, line.speaks, line.helps) == ("", "", False, False)
    assert listed_for(aid_round, a_person().pk)[0].name == "Ablavi Nukunu"


def test_f01_a_short_name_and_an_address_are_covered_where_nothing_else_is_known(aid_round: AidRound) -> None:
    person = a_person("Li Yu", "liyu@example.org")
    row = an_application(
        aid_round, person=person, city="", motivation="I am Li Yu: liyu@example.org", circumstances="Lily"
    )
    seen = seen_by(aid_round, row.number or 0, a_scorer(aid_round), hides=True)
    assert (seen.motivation, seen.circumstances) == (f"I am {HIDDEN}: {HIDDEN}", "Lily")
    shown = seen_by(aid_round, row.number or 0, a_person(), hides=False)
    assert shown.motivation == "I am Li Yu: liyu@example.org"


def test_who_has_scored_sees_no_names_until_it_is_decided_even_when_taken_off(aid_round: AidRound) -> None:
    scorer = a_scorer(aid_round)
    score(an_application(aid_round), scorer, 1, 1)
    Scorer.objects.filter(community=aid_round.community).delete()
    assert names_hidden_from(aid_round, scorer.pk)
    aid_round.state = "decided"
    assert not names_hidden_from(aid_round, scorer.pk)


def test_each_scorer_goes_in_an_order_of_their_own_and_sees_how_far_they_are(aid_round: AidRound) -> None:
    rows = [an_application(aid_round) for _ in range(8)]
    one, two = a_scorer(aid_round), a_scorer(aid_round)
    assert queue_of(aid_round, one).numbers != queue_of(aid_round, two).numbers
    assert queue_of(aid_round, one).numbers == queue_of(aid_round, one).numbers
    score(rows[0], one, 1, 1)
    assert [(done, total) for _person, done, total in progress_of(aid_round)] == [(1, 8), (0, 8)]
