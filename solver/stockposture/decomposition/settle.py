"""From no prices to the best: screens in a box of prices and the dual's best prices, in turns.

Each screen keeps what may matter in a box around the prices so far; the dual then moves the prices over what is kept.
Where they leave the box far behind, what was ruled out may matter again: the items concerned are screened anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns import Answer, Tariff
from stockposture.decomposition.crew import Crew
from stockposture.decomposition.dual import Dual, best_prices
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats

#: Most turns of screen and prices.
_TURNS = 12


class CrewOracle:
    """Asks a crew of partitions.

    Parameters
    ----------
    crew
        The partitions.
    items
        How many items each has.
    """

    def __init__(self, crew: Crew, items: list[int]) -> None:
        self._crew, self._items = crew, np.array(items)

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer a partition; groups are dealt out by numbers of items, at least one a partition."""
        shares = np.maximum(1, groups * self._items // self._items.sum())
        answers: list[Answer] = self._crew.do("price", tariff, each=[(int(share),) for share in shares])
        return answers


@dataclass(frozen=True)
class Settled:
    """Best prices, the number of candidates there were and how many were evaluated."""

    dual: Dual
    weighed: int
    evaluated: int
    points: int


def settle(
    crew: Crew,
    items: list[int],
    terms: Terms,
    session: HighsSession,
    *,
    start: Floats,
    width: float,
    groups: int,
    tolerance: float,
    seed: int,
    report: Callable[[str, float, float | None], None],
) -> Settled:
    """Return prices whose bound, over all candidates and buffers, is within a tolerance of what points give.

    Parameters
    ----------
    crew, items
        The partitions, and how many items each has.
    terms
        Limits and openings.
    session
        The solver of the master programs.
    start
        (m,) prices to begin with.
    width
        Half the first box, as part of the prices.
    groups
        Groups of items for the cutting planes.
    tolerance
        Part of the cost that prices and bounds may leave open.
    seed
        Seed of HiGHS.
    report
        Called with the stage, how far it is (0 to 1), and the bound once there is one.
    """
    oracle, prices = CrewOracle(crew, items), start
    for turn in range(_TURNS):
        report("candidates", 0.0, None)
        done = crew.change(
            "screen",
            prices * (1.0 - width),
            prices * (1.0 + width),
            done=lambda count: report("candidates", count / len(items), None),
        )
        dual = best_prices(
            oracle,
            terms,
            prices,
            groups=groups,
            tolerance=tolerance * _scale(oracle, terms, prices),
            session=session,
            seed=seed,
            report=lambda number, bound, _: report("prices", number / 60.0, bound),
        )
        prices = dual.prices.limit
        beyond = sum(float(answer.beyond.sum()) for answer in dual.answers)
        report("beyond", turn, beyond / max(abs(dual.value), 1e-9))
        if dual.runaway or beyond + dual.value - dual.bound <= tolerance * abs(dual.value):
            break
    return Settled(dual, *(sum(getattr(one, name) for one in done) for name in ("weighed", "evaluated", "points")))


def _scale(oracle: CrewOracle, terms: Terms, prices: Floats) -> float:
    f = len(terms.opening_cost)
    answers = oracle.price(Tariff(prices, np.zeros(f), terms.opening_cost), 1)
    return max(float(sum(answer.cost.sum() for answer in answers)), 1e-9)
