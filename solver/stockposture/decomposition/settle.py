"""From no prices to the best: screens in a box of prices and the dual's best prices, in turns.

Each screen keeps what may matter in a box around the prices so far; the dual then moves the prices over what is kept.
Where they leave the box far behind, what was ruled out may matter again: the items concerned are screened anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from stockposture.decomposition.columns import Answer, Tariff
from stockposture.decomposition.crew import Crew
from stockposture.decomposition.dual import Dual, best_prices
from stockposture.decomposition.oracle import shares_of
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats

#: Most turns of screen and prices.
_TURNS = 16
#: How far the box of prices of a screen reaches below and above them, as part of them: of the first one, of the others.
_WIDTHS = ((0.03, 0.03), (0.1, 0.03))
#: Prices rise to this part of all costs over a limit's cap at first, then each turn to so many times what they are.
_FIRST, _RISE = 0.03, 2.5
#: Parts of the cost that rough prices may leave open, and below which a move of prices is none.
_ROUGH, _STILL = 1e-4, 1e-2


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
        self._crew, self._items = crew, items

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer a partition; groups are dealt out by numbers of items, at least one a partition."""
        answers: list[Answer] = self._crew.do("price", tariff, each=[(one,) for one in shares_of(groups, self._items)])
        return answers


@dataclass(frozen=True)
class Settled:
    """Best prices; how many candidates there were, how many and at how many buffers were evaluated; and its end."""

    dual: Dual
    weighed: int
    evaluated: int
    points: int
    interrupted: bool = False


def rough_prices(
    crew: Crew,
    items: list[int],
    terms: Terms,
    session: HighsSession,
    *,
    seed: int,
    report: Callable[[str, float], None],
) -> Floats:
    """Return prices (m,) to begin with, from a few items that stand for all.

    Parameters
    ----------
    crew, items
        Partitions of the sample, and how many items each has.
    terms
        Limits and openings of all items.
    session, seed
        The solver of the master programs, and its seed.
    report
        Called with the stage and how far it is, 0 to 1.

    Notes
    -----
    Column generation: at the prices so far each item shows its best candidate, the best prices over all shown so far
    are the next ones. They rise by steps, so that they do not run after candidates too few to tell.
    """
    oracle, prices, scale = CrewOracle(crew, items), np.zeros(len(terms.cap)), 0.0
    groups = int(sum(items))
    for turn in range(_TURNS):
        report("sample", turn / _TURNS)
        crew.change("glance", prices)
        scale = scale or _scale(oracle, terms, prices)
        dual = _best(oracle, terms, prices, session, scale=scale, tolerance=_ROUGH, groups=groups, seed=seed)
        moved = np.abs(dual.prices.limit - prices) @ np.abs(terms.cap)
        prices, scale = dual.prices.limit, abs(dual.value)
        if moved <= _STILL * scale:
            break
    return prices


def settle(
    crew: Crew,
    items: list[int],
    terms: Terms,
    session: HighsSession,
    *,
    start: Floats,
    groups: int,
    tolerance: float,
    seed: int,
    report: Callable[[str, float], None],
    is_over: Callable[[], bool],
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
    groups
        Groups of items for the cutting planes.
    tolerance
        Part of the cost that prices and bounds may leave open.
    seed
        Seed of HiGHS.
    report
        Called with the stage and how far it is, 0 to 1.
    is_over
        Whether time is up: the prices so far then have to do.
    """
    oracle, prices = CrewOracle(crew, items), start
    settled: Settled | None = None
    scale = 0.0
    for turn in range(_TURNS):
        below, above = _WIDTHS[min(turn, len(_WIDTHS) - 1)]
        try:
            report("candidates", 0.0)
            done = crew.change(
                "screen",
                prices * (1.0 - below),
                prices,
                prices * (1.0 + above),
                turn == 0,
                done=lambda count: report("candidates", count / len(items)),
            )
            scale = scale or _scale(oracle, terms, prices)
            report("prices", 0.0)
            dual = _best(oracle, terms, prices, session, scale=scale, tolerance=tolerance, groups=groups, seed=seed)
        except KeyboardInterrupt:
            if settled is None:
                raise
            return replace(settled, interrupted=True)
        prices, scale = dual.prices.limit, max(abs(dual.value), 1e-9)
        counts = (sum(getattr(one, name) for one in done) for name in ("weighed", "evaluated", "points"))
        before = dual if settled is None else settled.dual
        settled = Settled(max(before, dual, key=lambda one: one.bound), *counts)
        if dual.runaway or is_over() or dual.value - dual.bound <= tolerance * scale:
            break
    assert settled is not None  # there is at least one turn
    return settled


def _best(
    oracle: CrewOracle,
    terms: Terms,
    prices: Floats,
    session: HighsSession,
    *,
    scale: float,
    tolerance: float,
    groups: int,
    seed: int,
) -> Dual:
    """Return the best prices within a step of those so far, to a part of the ``scale`` of costs."""
    most = np.maximum(_RISE * prices, _FIRST * scale / np.maximum(np.abs(terms.cap), 1e-12))
    return best_prices(
        oracle,
        terms,
        prices,
        groups=groups,
        tolerance=tolerance * scale,
        session=session,
        seed=seed,
        between=(np.zeros(len(prices)), most),
    )


def _scale(oracle: CrewOracle, terms: Terms, prices: Floats) -> float:
    answers = oracle.price(Tariff(prices, np.zeros(len(terms.opening_cost)), terms.opening_cost), 1)
    return max(float(sum(answer.cost.sum() for answer in answers)), 1e-9)
