"""The excess: days of supply outstanding beyond the undelayed ones, as a few cells of probability.

Each cause of delay is an atom at 0 and an exponential tail cut into cells; adding an independent cause is
a convolution, put back into cells that grow geometrically. Mean and variance of every cell are kept, so
that the whole keeps its mass, mean and variance.
"""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_lane, compiled_once
from stockposture_models.theory.policies import Floats

STEPS = 14  #: cells of the excess by size; the first is "no excess"
CELLS = 2 * STEPS  #: the first supplier is later than the second in the first half, and the other way round
EDGES = np.array([0.0, 0.25, 0.6, 1.1, 1.8, 2.8, 4.2, 6.5, np.inf])  #: cells of a unit exponential
NEGLIGIBLE = 1e-13
TAILS = len(EDGES) - 1
#: Where the parts of the working memory begin: sums over each cell (mass; that times days, their square and variance,
#: the suppliers' delays; fresh, later, clear), a line a sum; a cause's cells as :func:`add_cause` says; where these
#: lead to from one cell, and what they add to the first seven sums there; upper edges of the cells of the excess; how
#: often delays begin so long; the unit exponential's tails, cut.
LINE = 32
SUMS = 8
MASS, FIRST, SECOND, DAYS, VARIANCE, FRESH = (SUMS * LINE + TAILS * k for k in range(6))
CELL = FRESH + TAILS
MOVED = CELL + TAILS
UPPER = MOVED + (SUMS - 1) * TAILS
BEGUN = UPPER + LINE
CUT_TAIL, CUT_MASS, CUT_MEAN, CUT_VARIANCE = (BEGUN + 2 * TAILS + TAILS * k for k in range(4))
ROOM = CUT_VARIANCE + TAILS


class TailCells(NamedTuple):
    """Tail of a unit exponential at the cells' edges; probability, mean and variance in each cell."""

    tail: Floats
    mass: Floats
    mean: Floats
    variance: Floats


def tail_cells() -> TailCells:
    """Cut a unit exponential at ``EDGES``."""
    beyond = np.exp(-EDGES)
    edges = np.where(np.isinf(EDGES), 0.0, EDGES)
    mass = beyond[:-1] - beyond[1:]
    first = ((edges + 1.0) * beyond)[:-1] - ((edges + 1.0) * beyond)[1:]
    second = ((edges**2 + 2.0 * edges + 2.0) * beyond)[:-1] - ((edges**2 + 2.0 * edges + 2.0) * beyond)[1:]
    mean = first / mass
    return TailCells(beyond, mass, mean, second / mass - mean**2)


class Excess(NamedTuple):
    """Cells of the excess of one policy.

    Parameters
    ----------
    mass
        Probability.
    days, variance
        Mean and variance of the share-weighted excess, days of supply.
    first, second
        Mean delay of the first and the second supplier, days.
    fresh
        Signed mass by which delays that begin move a review cycle's excess: the sum over cells of
        fresh * h(days) is the expected rise of any h by delays that begin in a cycle.
    later
        ``fresh`` weighted with the days by which goods ordered after such a delay has run the stock down
        are still delayed.
    clear
        Probability that the supplier whose causes are being added is not delayed.
    place
        Which cell it is, of all.
    """

    mass: Floats
    days: Floats
    variance: Floats
    first: Floats
    second: Floats
    fresh: Floats
    later: Floats
    clear: Floats
    place: Floats


@compiled
def new_cells(cells: TailCells) -> tuple[Excess, Floats]:
    """Return room for an excess, and for adding causes to it: in one array, whose parts lie at known distances."""
    a, work = np.zeros((9, CELLS)), np.zeros(ROOM)
    for k in range(TAILS):
        work[CUT_TAIL + k], work[CUT_MASS + k] = cells.tail[k], cells.mass[k]
        work[CUT_MEAN + k], work[CUT_VARIANCE + k] = cells.mean[k], cells.variance[k]
    return Excess(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]), work


@compiled_once
def no_excess(excess: Excess, smallest: float, largest: float, work: Floats) -> int:
    """Begin with no excess at all; cells will reach from the smallest to the largest scale, days."""
    excess.days[0], excess.variance[0], excess.first[0], excess.second[0] = 0.0, 0.0, 0.0, 0.0
    excess.fresh[0], excess.later[0] = 0.0, 0.0
    excess.mass[0] = 1.0
    excess.clear[0], excess.place[0] = 1.0, 0.0
    if largest > 0.0:
        edge = 0.3 * smallest
        ratio = (7.0 * largest / edge) ** (1.0 / (STEPS - 3))
        for cell in range(1, STEPS):
            work[UPPER + cell] = edge
            edge *= ratio
    return int(excess.mass[0])  # one cell; a literal would compile every caller twice


@compiled_once
def next_supplier(excess: Excess, count: int) -> None:
    """Go on to the causes of the second supplier."""
    for i in range(count):
        excess.clear[i] = excess.mass[i]


@compiled_lane
def _above(days: float, a: float, b: float, c: float, d: float, e: float, f: float) -> float:
    """Return how many of six edges so many days lie above; counting them all costs less than guessing where to stop."""
    low = (1.0 if days > a else 0.0) + (1.0 if days > b else 0.0) + (1.0 if days > c else 0.0)
    return low + ((1.0 if days > d else 0.0) + (1.0 if days > e else 0.0) + (1.0 if days > f else 0.0))


@compiled_lane
def _half(days: float, first: float, second: float) -> float:
    """Return the first cell that so many days may belong to."""
    return (1.0 if days > 0.0 else 0.0) + (STEPS if second > first else 0.0)


@compiled_once
def add_cause(excess: Excess, count: int, later: float, work: Floats) -> int:
    """Add an independent cause to the excess in its first ``count`` cells; return the new count.

    The cause lies in ``work``, in cells: at ``MASS`` the probability that an order is delayed by it, so long; at
    ``FIRST`` and ``SECOND`` the delay of supplier 1 and 2, days; at ``DAYS`` and ``VARIANCE`` the excess it makes, days
    of supply, and its variance in the cell; at ``FRESH`` the probability that an order is the first one delayed by it,
    so long. ``later`` as of :class:`Excess`.
    """
    for k in range(SUMS * LINE):
        work[k] = 0.0
    delayed, fresh = 0.0, 0.0
    for c in range(TAILS):
        delayed += work[MASS + c]
        fresh += work[FRESH + c]
    # One by one, for the loop over a cause's cells to be one over lanes.
    upper = work[UPPER:]
    a, b, c, d, e, f = upper[1], upper[2], upper[3], upper[4], upper[5], upper[6]
    g, h, j, k, m, n = upper[7], upper[8], upper[9], upper[10], upper[11], upper[12]
    for i in range(count):
        # A delay that begins moves the mass it finds from where it was to where it leads; one that begins while its
        # supplier is held up anyway changes nothing.
        own, clear, rare, late = excess.mass[i], excess.clear[i], excess.fresh[i], excess.later[i]
        days, variance, first, second = excess.days[i], excess.variance[i], excess.first[i], excess.second[i]
        part, moved = 1.0 - delayed, -clear * fresh
        if own * part >= NEGLIGIBLE:
            cell = np.uint64(np.int64(excess.place[i]))
            work[cell] += own * part
            work[cell + np.uint64(LINE)] += own * part * days
            work[cell + np.uint64(2 * LINE)] += own * part * (variance + days * days)
            work[cell + np.uint64(3 * LINE)] += own * part * first
            work[cell + np.uint64(4 * LINE)] += own * part * second
            work[cell + np.uint64(5 * LINE)] += rare * part + moved
            work[cell + np.uint64(6 * LINE)] += late * part + moved * later
            work[cell + np.uint64(7 * LINE)] += clear * part
        for t in range(TAILS):
            part, moved = work[MASS + t], clear * work[FRESH + t]
            mass, there = own * part, days + work[DAYS + t]
            first_there, second_there = first + work[FIRST + t], second + work[SECOND + t]
            above = _above(there, a, b, c, d, e, f) + _above(there, g, h, j, k, m, n)
            work[CELL + t] = _half(there, first_there, second_there) + above
            work[MOVED + t] = mass
            work[MOVED + TAILS + t] = mass * there
            work[MOVED + 2 * TAILS + t] = mass * (variance + work[VARIANCE + t] + there * there)
            work[MOVED + 3 * TAILS + t] = mass * first_there
            work[MOVED + 4 * TAILS + t] = mass * second_there
            work[MOVED + 5 * TAILS + t] = rare * part + moved
            work[MOVED + 6 * TAILS + t] = late * part + moved * later
        for t in range(TAILS):
            if work[MOVED + t] < NEGLIGIBLE:
                continue
            cell = np.uint64(np.int64(work[CELL + t]))
            for line in range(SUMS - 1):
                work[cell + np.uint64(line * LINE)] += work[MOVED + line * TAILS + t]
    return _settle(excess, work)


@compiled_once
def _settle(excess: Excess, work: Floats) -> int:
    """Put what was summed in the cells into the excess; return how many hold any."""
    for cell in range(LINE):
        mass = work[cell]
        mass = mass if mass > 0.0 else 1.0
        days = work[LINE + cell] / mass
        work[LINE + cell] = days
        work[2 * LINE + cell] = max(work[2 * LINE + cell] / mass - days * days, 0.0)
        work[3 * LINE + cell] /= mass
        work[4 * LINE + cell] /= mass
    count = 0
    for cell in range(CELLS):
        if work[cell] > 0.0:
            excess.mass[count] = work[cell]
            excess.days[count] = work[LINE + cell]
            excess.variance[count] = work[2 * LINE + cell]
            excess.first[count] = work[3 * LINE + cell]
            excess.second[count] = work[4 * LINE + cell]
            excess.fresh[count] = work[5 * LINE + cell]
            excess.later[count] = work[6 * LINE + cell]
            excess.clear[count] = work[7 * LINE + cell]
            excess.place[count] = cell
            count += 1
    return count
