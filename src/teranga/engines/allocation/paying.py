"""From chosen options to payments: which pot pays which part, in whole minor units.

Narrow pots are used up first, so that what is left over lies where most can still be done with it.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from teranga.engines.allocation.model import Model, Source
from teranga.engines.allocation.problem import Award
from teranga.engines.highs import linear


class NotPayable(Exception):
    """The pots cannot pay these options: the solver's tolerance let a unit too many through."""


def pay(model: Model, chosen: list[int]) -> tuple[Award, ...]:
    """The awards of these choices. Raises NotPayable."""
    shares = _shares(model, chosen)
    awards = []
    for column in sorted(chosen, key=lambda column: (-model.options[column][1].total, column)):
        number, option = model.options[column]
        payments = []
        for (part, amount), (source, _) in zip(
            [pair for pair in option.amounts if pair[1]], model.demands[column], strict=True
        ):
            left = amount
            for pot in source:
                given = min(left, shares[source][pot])
                if given:
                    shares[source][pot] -= given
                    left -= given
                    payments.append((part, model.problem.pots[pot].key, given))
            if left:
                raise NotPayable(option.key)
        awards.append((number, Award(model.problem.applicants[number].key, option.key, tuple(payments))))
    return tuple(award for _number, award in sorted(awards, key=lambda pair: pair[0]))


def _shares(model: Model, chosen: list[int]) -> dict[Source, dict[int, int]]:
    """What each pot gives to each source: a transportation problem with whole data has whole corners."""
    needed: dict[Source, int] = defaultdict(int)
    for column in chosen:
        for source, amount in model.demands[column]:
            needed[source] += amount
    flows = [(source, pot) for source, pot in model.flows if needed[source]]
    reach: dict[int, int] = defaultdict(int)
    for _source, pot in model.flows:
        reach[pot] += 1
    rows = [
        (needed[source], needed[source], [k for k, flow in enumerate(flows) if flow[0] == source])
        for source in sorted(source for source, amount in needed.items() if amount)
    ]
    rows += [
        (0, pot.size, [k for k, flow in enumerate(flows) if flow[1] == place])
        for place, pot in enumerate(model.problem.pots)
    ]
    wide = np.array([-float(reach[pot]) for _source, pot in flows])
    found = linear(wide, [(low, high, columns, [1.0] * len(columns)) for low, high, columns in rows])
    if found is None:
        raise NotPayable
    shares: dict[Source, dict[int, int]] = {source: defaultdict(int) for source in needed}
    for (source, pot), amount in zip(flows, found, strict=True):
        shares[source][pot] = round(amount)
    return shares
