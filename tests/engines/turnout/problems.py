"""Problems as Hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st

from teranga.engines.turnout.problem import Coming, Costs, Counted, Group, Past, Point, Problem

kinds = st.sampled_from(["meetup", "workshop", "pyday"])
modes = st.sampled_from(["in person", "online"])
channels = st.sampled_from(["page", "whatsapp", "partner"])
prices = st.sampled_from(["free", "paid"])


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    going = draw(st.integers(0, 60))
    return Counted(draw(channels), draw(prices), draw(st.booleans()), going, draw(st.integers(0, going)))


@st.composite
def past(draw: st.DrawFn) -> Past:
    groups = tuple(draw(st.lists(counted(), max_size=3)))
    going = sum(group.going for group in groups)
    taken = sorted(draw(st.lists(st.integers(0, going), max_size=4)))
    days = sorted(draw(st.lists(st.floats(0, 60), min_size=len(taken), max_size=len(taken))), reverse=True)
    curve = tuple(Point(day, many) for day, many in zip(days, taken, strict=True))
    return Past(draw(kinds), draw(modes), groups, draw(st.integers(0, 9)), curve, draw(st.booleans()))


groups = st.builds(Group, channels, prices, st.booleans(), st.integers(0, 60))
coming = st.builds(
    Coming,
    kinds,
    modes,
    st.lists(groups, max_size=3).map(tuple),
    st.one_of(st.just(0.0), st.floats(0, 40)),
    st.none() | st.integers(0, 150),
    st.none() | st.integers(0, 120),
)
cost = st.floats(0.5, 20)
problems = st.builds(
    Problem,
    coming,
    st.lists(past(), max_size=6).map(tuple),
    st.builds(Costs, cost, cost, cost, cost),
    st.sampled_from([0.5, 0.8, 0.9]),
    st.sampled_from([0.05, 0.2]),
    st.integers(1, 9),
)
