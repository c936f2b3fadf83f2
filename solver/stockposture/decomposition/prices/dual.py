"""Best prices on the limits: the maximum of the dual function, a pass over all items a round.

Two methods, one after the other. *Newton's*: each answer says how uses fall as prices rise; with many items the dual
function is all but smooth, and about ten rounds come within a millionth. *Cutting planes* for the rest of the way
where the items are few, or where Newton's method fails: with every item a group of its own they end at the optimum.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Tariff
from stockposture.decomposition.prices.cutting import cut
from stockposture.decomposition.prices.newton import newton
from stockposture.decomposition.prices.oracle import Oracle
from stockposture.decomposition.prices.rounds import Round, Rounds
from stockposture.decomposition.terms import Terms, dual_constant
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats

#: First room for the prices, whichever is larger: part of the price, and of all costs over the limit's cap.
_OF_PRICE, _OF_COST = 0.1, 0.003
#: The same for the cutting planes.
_OF_PRICE_LATE, _OF_COST_LATE = 0.03, 1e-4
#: Where the end is theirs, cutting planes take over this near to the best, relative to its value.
_NEAR = 1e-4
#: Newton's method may think itself done this far from the best: part of its value, over the number of items.
_GRAIN = 0.2
#: No limit is worth this many times all costs: prices that come so far run away.
_RUNAWAY = 1e5


@dataclass(frozen=True)
class Dual:
    """The best prices found.

    Parameters
    ----------
    prices
        Prices of the limits, and the parts of savings to charge for openings.
    bound
        Lower bound of the cost of every plan, from these prices, currency/yr.
    value
        The same over points alone: what ``bound`` would be if nothing but points could be chosen.
    foreseen
        How high ``value`` may still come at other prices: a bound if ``proven``, else an estimate.
    proven
        Whether the cutting planes prove it. Never where there are openings.
    answers
        One a partition, at these prices.
    rounds
        Passes over the items.
    runaway
        Whether the prices rose without end: then no mix of the points keeps the limits.
    """

    prices: Tariff
    bound: float
    value: float
    foreseen: float
    proven: bool
    answers: tuple[Answer, ...]
    rounds: int
    runaway: bool


def best_prices(
    oracle: Oracle,
    terms: Terms,
    start: Floats,
    *,
    groups: int,
    tolerance: float,
    session: HighsSession,
    most_rounds: int = 60,
    report: Callable[[int, float, float], None] | None = None,
    seed: int = 0,
    between: tuple[Floats, Floats] | None = None,
    planes: bool = True,
    room: float = 1.0,
) -> Dual:
    """Maximise the dual function.

    Parameters
    ----------
    oracle
        Prices the items.
    terms
        Limits and openings; all finite, but overflow may be without end.
    start
        (m,) prices to begin with.
    groups
        Groups of items for the cutting planes. As many as items, and a tolerance finer than Newton's method can be
        trusted with so few items, make them go to the end.
    tolerance
        Stop when the prices are thought to be worth this close to the best, currency/yr.
    session
        The solver of the master programs.
    most_rounds
        Most passes over the items (one more charges the openings).
    report
        Called after each round with its number, the best bound so far and the highest value foreseen.
    seed
        Seed of HiGHS.
    between
        (m,) least and highest prices that may be; ``None`` for all that are not negative.
    planes
        Whether cutting planes go on where Newton's method ends.
    room
        Part of the usual first steps that prices already near the best may take.

    Raises
    ------
    SolverFaultError
        If HiGHS does not solve a master program to the end.
    """
    rounds = Rounds(oracle, terms, groups, most_rounds, report, between)
    start = rounds.allowed(start)
    first = rounds.at(start, np.ones(len(terms.opening_cost)), room * _OF_PRICE * start)
    unit = _unit(terms, first)
    radius = room * np.maximum(_OF_PRICE * start, _OF_COST * unit)
    best = rounds.settled(first, radius)
    if best is first and not start.any():
        best = rounds.at(start, first.part, radius)
    far, size = _RUNAWAY * unit, abs(best.value)
    to_the_end = rounds.exact(first.sums) and tolerance < _GRAIN * size / first.sums.items
    near = _NEAR * size if to_the_end else 0.0
    best = newton(rounds, best, radius, tolerance=max(near, 0.25 * tolerance), far=far)
    proven = False
    if planes and (to_the_end or rounds.foreseen - best.value > tolerance):
        late = np.maximum(_OF_PRICE_LATE * best.limit, _OF_COST_LATE * unit)
        best, proven = cut(rounds, best, late, tolerance=tolerance, far=far, session=session, seed=seed)
    return _charged(rounds, best, proven=proven, runaway=bool((best.limit > far).any()))


def _unit(terms: Terms, first: Round) -> Floats:
    """Return a high price of each limit: what everything costs, over all there is of the limit."""
    sums = first.sums
    costs = max(float(np.abs(sums.cost).sum()), float(np.abs(sums.value).sum()), 1e-9)
    total = np.maximum(np.abs(terms.cap), np.abs(sums.use).sum(axis=0))
    return np.where(total > 0, costs / np.where(total > 0, total, 1.0), costs)


def _charged(rounds: Rounds, best: Round, *, proven: bool, runaway: bool) -> Dual:
    """Charge for the openings what they cost, and price the items again if there are any."""
    terms, part = rounds.terms, best.part
    if len(part):
        saving = best.sums.saving.sum(axis=0)
        part = np.minimum(1.0, terms.opening_cost / np.where(saving > 0, saving, 1.0))
        part = np.where(saving > 0, part, 1.0)
        best = rounds.at(best.limit, part)
    constant = dual_constant(terms, best.limit, best.sums.charged.sum(axis=0))
    return Dual(
        prices=Tariff(best.limit, part, terms.opening_cost),
        bound=float(best.sums.bound.sum()) + constant,
        value=float(best.sums.value.sum()) + constant,
        foreseen=rounds.foreseen,
        proven=proven,
        answers=best.answers,
        rounds=rounds.count,
        runaway=runaway,
    )
