"""Scenarios as bars: one scale, nothing lost, and words that say the same."""

from __future__ import annotations

from teranga.domains.aid.models import Scenario
from teranga.domains.aid.queries_scenarios import in_figures
from teranga.web.organise.scenario_picture import pictures_of

APPLICANTS = [{"key": str(number)} for number in range(1, 5)]


def a_scenario(name: str, awards: dict[str, tuple[str, list[list[object]]]]) -> Scenario:
    told = {number: {"option": option, "payments": paid} for number, (option, paid) in awards.items()}
    return Scenario(pk=len(awards), name=name, problem={"applicants": APPLICANTS}, result={"awards": told})


def test_each_scenario_is_drawn_by_people_fund_and_part_on_one_scale():
    whole = a_scenario("All", {
        "1": ("full", [["travel", "grant", 60], ["data", "pot", 20]]),
        "2": ("part-40", [["travel", "pot", 20]]),
        "3": ("full", [["travel", "grant", 100]]),
    })  # fmt: skip
    less = a_scenario("Less", {"3": ("full", [["travel", "pot", 50]])})
    found = in_figures([whole, Scenario(name="being computed"), less])
    assert [(one.name, one.full, one.part, one.none, one.money) for one in found] == [
        ("All", 2, 1, 1, 200), ("Less", 1, 0, 3, 50),
    ]  # fmt: skip
    assert [one.by_fund for one in found] == [(("grant", 160), ("pot", 40)), (("grant", 0), ("pot", 50))]
    assert [one.by_part for one in found] == [(("data", 20), ("travel", 180)), (("data", 0), ("travel", 50))]
    pictures = pictures_of(found, {}, "XOF")
    bars = [[[(one.x, one.width) for one in bar.pieces] for bar in picture.bars] for picture in pictures]
    assert bars == [
        [[(0, 50), (50, 25), (75, 25)], [(0, 80), (80, 20)], [(0, 10), (10, 90)]],
        [[(0, 25), (25, 0), (25, 75)], [(0, 0), (0, 25)], [(0, 0), (0, 25)]],
    ]
    assert pictures[1].bars[0].words == "People: in full 1, in part 0, nothing 3"
    assert pictures_of([], {}, "XOF") == []
