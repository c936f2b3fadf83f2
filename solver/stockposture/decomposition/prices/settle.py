"""From no prices to the best: screens in a box of prices and the dual's best prices, in turns.

Each screen keeps what may matter in a box of prices; the best prices within the box are proven over all candidates.
Where prices outside of it promise more, the next box is around those, and the items concerned are screened anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from stockposture.decomposition.prices.box import Box
from stockposture.decomposition.prices.dual import Dual
from stockposture.decomposition.prices.market import Market
from stockposture.decomposition.terms import Terms
from stockposture_models.candidates.terms import Floats

#: Most turns of screen and prices.
_TURNS = 16
#: What was evaluated at other prices makes prices move further than they should: by about this part of the move, ...
_OVERSHOT = 0.15
#: ... and wrong by this part of it after all.
_UNSURE = 0.12
#: Parts of the cost that rough prices may leave open, and below which a move of prices is none.
_ROUGH, _STILL = 1e-4, 1e-2

Report = Callable[[str, float], None]


@dataclass(frozen=True)
class Settled:
    """Best prices, and what was done for them.

    Parameters
    ----------
    dual
        The best bound over all candidates, and its prices.
    free
        The best prices if there were no candidates but those evaluated.
    scale
        All costs, currency/yr.
    weighed, evaluated, points
        Candidates there were; those evaluated, and at how many buffers in all.
    box
        Prices of the last screen.
    interrupted
        Whether somebody put an end to it.
    """

    dual: Dual
    free: Dual
    scale: float
    weighed: int
    evaluated: int
    points: int
    box: Box
    interrupted: bool = False


def box_after(before: Floats, after: Floats, terms: Terms, scale: float) -> Box:
    """Return where the best prices over all candidates are expected.

    Parameters
    ----------
    before
        (m,) prices around which candidates were evaluated.
    after
        (m,) the best prices if there were no other candidates.
    terms, scale
        Limits, and all costs, currency/yr.
    """
    move = after - before
    return Box.around(after - _OVERSHOT * move, _UNSURE * np.abs(move), terms, scale)


def rough_prices(market: Market, report: Report) -> Floats:
    """Return prices (m,) to begin with, from a few candidates of few items.

    Notes
    -----
    Column generation: at the prices so far each item shows its best candidate, the best prices over all shown so far
    are the next ones.
    """
    prices, scale = np.zeros(len(market.terms.cap)), 0.0
    for turn in range(_TURNS):
        report("sample", turn / _TURNS)
        market.glance(prices)
        scale = scale or market.costs(prices)
        dual = market.best(prices, scale, _ROUGH)
        moved = np.abs(dual.prices.limit - prices) @ np.abs(market.terms.cap)
        prices, scale = dual.prices.limit, abs(dual.value)
        if moved <= _STILL * scale:
            break
    return prices


def settle(
    market: Market,
    box: Box,
    *,
    tolerance: float,
    enough: float,
    report: Report,
    is_over: Callable[[], bool],
    turns: int = _TURNS,
    scale: float = 0.0,
) -> Settled:
    """Return prices whose bound, over all candidates and buffers, is near the best there can be.

    Parameters
    ----------
    market
        The items.
    box
        Prices to look among first.
    tolerance
        Part of the cost that the best prices over what is evaluated may leave open.
    enough
        Part of the cost that the bound may be below what other prices promise.
    report
        Called with the stage and how far it is, 0 to 1.
    is_over
        Whether time is up: the prices so far then have to do.
    turns
        Most turns.
    scale
        All costs, currency/yr, roughly; 0 if nobody knows.

    Notes
    -----
    What a screen ruled out is dearer than something else at all prices of its box, but not beyond: the bound is the
    best within the box. Without a box, the best prices over what was evaluated promise at least as much as any prices
    give over all candidates.
    """
    settled: Settled | None = None
    for turn in range(turns):
        try:
            report("candidates", 0.0)
            done = market.screen(box, turn == 0, lambda part: report("candidates", part))
            scale = scale or market.costs(box.centre)
            report("prices", 0.0)
            free, dual = _best(market, box, box.centre, scale, tolerance)
        except KeyboardInterrupt:
            if settled is None:
                raise
            return replace(settled, interrupted=True)
        scale = max(abs(free.value), 1e-9)
        best = dual if settled is None else max(settled.dual, dual, key=lambda one: one.bound)
        weighed, evaluated, points = (
            sum(getattr(one, name) for one in done) for name in ("weighed", "evaluated", "points")
        )
        settled = Settled(best, free, scale, weighed, evaluated, points, box)
        if free.runaway or is_over() or free.value - best.bound <= enough * scale:
            break
        box = box_after(box.centre, free.prices.limit, market.terms, scale)
    assert settled is not None  # there is at least one turn
    return settled


def settled_within(market: Market, before: Settled, start: Floats, *, tolerance: float) -> Settled:
    """Return the best prices without a screen: their bound is the best within the box screened under other caps.

    ``start`` (m,) are prices to begin with.
    """
    free, dual = _best(market, before.box, start, before.scale, tolerance)
    return replace(before, dual=dual, free=free, scale=max(abs(free.value), 1e-9))


def _best(market: Market, box: Box, start: Floats, scale: float, tolerance: float) -> tuple[Dual, Dual]:
    """Return the best prices over what is evaluated, and the best of those within a box, whose bound counts."""
    free = market.best(start, scale, tolerance)
    prices = free.prices.limit
    return free, free if box.holds(prices) else market.best_within(box, prices, scale, tolerance)
