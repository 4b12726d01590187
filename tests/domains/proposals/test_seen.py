"""The gate: what one may not see, one can neither read, search, sort by, filter by nor count."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.domains.communities.queries import NotFound
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.queries_reviews import others_of, remarks_of
from teranga.domains.proposals.queries_seen import Seen, Sight, preview_of
from teranga.domains.proposals.rules_seen import HIDDEN, covered
from tests.domains.proposals.anonymity import ALLOWED, CANARIES, PHASES, ROLES, World, a_world
from tests.factories.people import a_person
from tests.factories.reviews import REVIEWING, a_phase, a_review, a_sent_proposal, assigned

pytestmark = pytest.mark.django_db
SEARCHED = ("title", "abstract", "description", "notes", "name", "co_name")


def told_by(sight: Sight, code: str) -> str:
    """Everything that the gate lets through of this proposal, as one text."""
    try:
        row, seen = sight.seen_one(code)
    except NotFound:
        return ""
    parts: list[Any] = [seen.values, seen.speakers, [value for _question, value in seen.answers]]
    track = seen.values.get("track")
    parts += [dict(track.name) if track else "", others_of(sight, row), remarks_of(sight, row)]
    return repr(parts)


def found_by(sight: Sight) -> set[str]:
    """The canaries by which this person finds the proposal."""
    return {name for name in SEARCHED if sight.listed(text=CANARIES[name].split()[-1])}


@pytest.mark.parametrize("phase", PHASES)
def test_f01_f02_f08_f12_each_role_reads_and_finds_what_the_table_allows_and_nothing_else(phase: str) -> None:
    world = a_world(phase)
    for role in ROLES:
        sight, allowed = world.sight(role), ALLOWED[phase][role]
        text = told_by(sight, world.proposal.code)
        assert {name for name, canary in CANARIES.items() if canary in text} == allowed, role
        assert found_by(sight) == allowed & set(SEARCHED), role
        assert sight.proposals().count() == len(sight.listed()) == (1 if allowed else 0), role


def test_what_is_hidden_neither_filters_nor_orders_a_list() -> None:
    world = a_world("strict")
    a_row = a_sent_proposal(world.call, "Aardvark", topics=["ai"])
    assigned(a_row, world.people["reviewer"])
    sight = world.sight("reviewer")

    def codes(**how: str) -> list[str]:
        return [one.code for one in sight.listed(**how)]

    both = [world.proposal.code, a_row.code]
    assert codes(track=world.proposal.track.slug) == codes(order="score") == both
    assert codes(state="submitted") == codes(order="submitted_at") == codes(order="name") == both
    assert codes(topic="ai") == [a_row.code]
    assert codes(order="title") == both[::-1]
    assert codes(text=HIDDEN) == [world.proposal.code]


def test_nobody_reads_what_is_said_of_their_own(django_assert_num_queries: Any) -> None:
    world = a_world("committee")
    own = a_sent_proposal(world.call, "My own", speaker=world.people["team"])
    a_review(own, a_person("Critic"), for_committee="Weak")
    sight = world.sight("team")
    assert sight.seen_one(own.code)[1].title == "My own"
    assert others_of(sight, own) == remarks_of(sight, own) == []
    mine = a_sent_proposal(world.call, "Mine too", speaker=world.people["team reviewing"])
    with pytest.raises(NotFound):
        world.sight("team reviewing").proposal(mine.code)


def test_reviews_of_others_show_once_ones_own_is_sent() -> None:
    world = a_world("blind")
    person, row = world.people["reviewer"], world.proposal
    assert others_of(world.sight("reviewer"), row) == []
    own = a_review(row, person, sent_at=None)
    assert others_of(world.sight("reviewer"), row) == []
    own.sent_at = REVIEWING
    own.save()
    told = others_of(world.sight("reviewer"), row)
    assert {one.for_committee for one in told} == {CANARIES["review"], ""}
    assert {one.name for one in told} == {""}


def test_a_list_asks_the_database_the_same_for_one_and_for_three(
    django_assert_num_queries: Any,
) -> None:
    world = a_world("open")
    for rows in (1, 3):
        while Proposal.objects.filter(event=world.call.event_id).count() < rows:
            a_sent_proposal(world.call)
        sight = world.sight("reviewer")
        with django_assert_num_queries(2):
            assert len(sight.listed()) == rows
        with django_assert_num_queries(4):
            assert len(sight.seen(sight.proposals())) == rows


def test_the_preview_is_what_a_reviewer_reads_word_by_word() -> None:
    world = a_world("strict")
    row, seen = world.sight("reviewer").seen_one(world.proposal.code)
    shown = preview_of(row, REVIEWING)
    assert shown == Seen(seen.code, {k: v for k, v in seen.values.items() if k != "score"}, seen.speakers,
                         seen.answers, seen.files)  # fmt: skip
    nothing_yet: World = a_world("none")
    told = preview_of(nothing_yet.proposal, REVIEWING)
    assert CANARIES["name"] not in repr(told)
    assert CANARIES["abstract"] in told.abstract


def test_a_call_that_hides_no_names_hides_none_in_any_phase() -> None:
    world = a_world("blind")
    world.call.is_anonymous = False
    assert world.sight("reviewer").seen_one(world.proposal.code)[1].speakers[0].name == CANARIES["name"]


def test_a_role_that_ended_and_a_reviewer_who_left_see_nothing() -> None:
    world = a_world("open")
    world.sight("reviewer").proposal(world.proposal.code)
    reviewer = world.sight("reviewer").reviewer
    assert reviewer is not None
    reviewer.left_at = REVIEWING
    reviewer.save()
    assert world.sight("reviewer").proposals().count() == 0


def test_between_phases_reviewers_see_nothing_and_when_it_goes_on() -> None:
    world = a_world("none")
    later = a_phase(world.call, starts_at=REVIEWING.replace(day=15), ends_at=REVIEWING.replace(day=19))
    sight = world.sight("reviewer")
    assert (sight.proposals().count(), sight.phase, sight.coming) == (0, None, later)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("I am Ama Mensah.", f"I am {HIDDEN}."),
        ("ama  mensah speaks", f"{HIDDEN} speaks"),
        ("Mensah, AMA", f"{HIDDEN}, {HIDDEN}"),
        ("see x.org, me@x.org, @ama or https://x.org/a", f"see x.org, {HIDDEN} {HIDDEN} or {HIDDEN}"),
        ("call +228 90 12 34 56", f"call {HIDDEN}"),
        ("the amamensah account", f"the {HIDDEN} account"),
        ("an amazing drama", "an amazing drama"),
        ("@decorator", HIDDEN),
        ("", ""),
    ],
)  # fmt: skip
def test_names_and_addresses_in_a_text_are_covered(text: str, after: str) -> None:
    assert covered(["Ama Mensah"], text) == after


def test_a_name_that_is_also_a_word_is_covered_as_a_name_alone() -> None:
    assert covered(["Grace Light"], "By Grace: light through glass, with grace") == (
        f"By {HIDDEN}: light through glass, with grace"
    )


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=3))
def test_covering_never_fails_and_leaves_no_whole_name(text: str, names: list[str]) -> None:
    covered(names, text)
    name = "Kossiwa Adjovi"
    assert name.casefold() not in covered([*names, name], f"{text} {name} {text}").casefold()


def test_f06_the_secret_link_of_a_proposal_is_nothing_that_reviewers_see() -> None:
    world = a_world("open")
    text = told_by(world.sight("reviewer"), world.proposal.code)
    speakers = [str(one.uuid) for one in world.proposal.speakers.all()]
    assert [secret for secret in (str(world.proposal.uuid), *speakers) if secret in text] == []
