"""Whether any plan keeps the limits: a proof that none does, for any number of items.

The least excess over the limits, each in units of its room, is a problem of its own: costs do not count, what is
beyond a limit is rented without end at a price of 1 per room. Any prices give a lower bound of it; one above 0 proves
that no plan fits, and says which limits contradict each other.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.columns import Tariff
from stockposture.decomposition.prices.dual import best_prices
from stockposture.decomposition.prices.oracle import Oracle
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture.optimise.shortfall import Shortfall
from stockposture.optimise.shortfall import no_plan_fits as told_no_plan_fits
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.errors import NoPlanFitsError

#: Excess below this, in parts of the room, is rounding; prices below it, in parts of the highest, are none.
ROUNDING = 1e-7


@dataclass(frozen=True)
class Excess:
    """What is known of the least excess over the limits.

    Parameters
    ----------
    bound
        No plan's excess, summed over limits in parts of their room, is less.
    limits
        (c,) rows of the limits of the proof, the most decisive first.
    room
        (c,) cap and overflow of each.
    alone
        (c,) each needs at least that much, all other limits ignored.
    needed
        (c,) each needs at least that much where the others of the proof hold.
    """

    bound: float
    limits: Ints
    room: Floats
    alone: Floats
    needed: Floats

    @property
    def proves(self) -> bool:
        """Whether no plan keeps the limits."""
        return self.bound > ROUNDING


def least_excess(
    oracle: Oracle, terms: Terms, session: HighsSession, *, groups: int = 50, most_rounds: int = 60, seed: int = 0
) -> Excess:
    """Return a lower bound of the least excess over the limits, and what it says of each limit.

    Parameters
    ----------
    oracle
        Prices all items over points that cost nothing: of every candidate the one that uses least, or less than that.
    terms
        The limits; costs are ignored.
    session
        The solver.
    groups, most_rounds, seed
        As for :func:`stockposture.decomposition.prices.dual.best_prices`.

    Notes
    -----
    At prices p of the proof every plan has p @ use >= V. Where all other limits hold, limit l needs at least
    (V - sum of p_k room_k over the others) / p_l, which is its room and bound / p_l.
    """
    room = terms.cap + terms.overflow
    price = 1.0 / np.maximum(np.abs(room), 1e-9)
    f = len(terms.opening_cost)
    elastic = Terms(room, np.full(len(room), np.inf), price, np.zeros(f))
    dual = best_prices(
        oracle,
        elastic,
        0.5 * price,
        groups=groups,
        tolerance=0.1 * ROUNDING,
        session=session,
        most_rounds=most_rounds,
        seed=seed,
    )
    decisive = dual.prices.limit * np.maximum(np.abs(room), 1e-9)
    limits = np.flatnonzero(decisive > ROUNDING * decisive.max(initial=1.0))
    limits = limits[np.argsort(-decisive[limits], kind="stable")]
    alone = np.array([_alone(oracle, row, len(room), f) for row in limits.tolist()], dtype=np.float64)
    needed = room[limits] + max(0.0, dual.bound) / dual.prices.limit[limits]
    return Excess(float(dual.bound), limits, room[limits], alone, np.maximum(needed, alone))


def no_plan_fits(
    excess: Excess, describe: Callable[[int], str], fields: Callable[[int], dict[str, object]]
) -> NoPlanFitsError:
    """Return the error that says which limits cannot hold, by how much, and the least each needs.

    Parameters
    ----------
    excess
        A proof.
    describe, fields
        See :func:`stockposture.optimise.shortfall.no_plan_fits`.
    """
    by_itself = excess.alone > excess.room * (1 + ROUNDING) + 1e-12
    together = not by_itself.any()
    least = excess.needed if together else excess.alone
    shown = np.arange(len(excess.limits)) if together else np.flatnonzero(by_itself)
    shortfalls = [
        Shortfall(int(excess.limits[at]), float(excess.room[at]), float(excess.alone[at]), float(least[at]))
        for at in shown.tolist()
    ]
    return told_no_plan_fits(shortfalls, describe, fields, together=together)


def _alone(oracle: Oracle, row: int, limits: int, openings: int) -> float:
    price = np.zeros(limits)
    price[row] = 1.0
    answers = oracle.price(Tariff(price, np.zeros(openings), np.zeros(openings)), 1)
    return float(sum(answer.bound.sum() for answer in answers))
