"""The excess: days of supply outstanding beyond the undelayed ones, as a few cells of probability.

Each cause of delay is an atom at 0 and an exponential tail cut into cells; adding an independent cause is
a convolution, put back into cells that grow geometrically. Mean and variance of every cell are kept, so
that the whole keeps its mass, mean and variance.
"""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_inner
from stockposture_models.theory.policies import Floats

STEPS = 14  #: cells of the excess by size; the first is "no excess"
CELLS = 2 * STEPS  #: the first supplier is later than the second in the first half, and the other way round
EDGES = np.array([0.0, 0.25, 0.6, 1.1, 1.8, 2.8, 4.2, 6.5, np.inf])  #: cells of a unit exponential
NEGLIGIBLE = 1e-13


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
    edges
        Upper edges of the cells.
    """

    mass: Floats
    days: Floats
    variance: Floats
    first: Floats
    second: Floats
    fresh: Floats
    later: Floats
    clear: Floats
    edges: Floats


class Cause(NamedTuple):
    """One cause of delay, cut into cells.

    Parameters
    ----------
    mass
        Probability that an order is delayed by it, so long.
    first, second, days, variance
        Delay of supplier 1 and 2, days; the excess it makes, days of supply, and its variance in the cell.
    fresh
        Probability that an order is the first one delayed by it, so long.
    """

    mass: Floats
    first: Floats
    second: Floats
    days: Floats
    variance: Floats
    fresh: Floats


@compiled
def new_cells(tails: int) -> tuple[Excess, Cause, Floats]:
    """Return room for an excess, for a cause of so many cells and for adding one to the other."""
    a = np.zeros((9, CELLS))
    b = np.zeros((6, tails))
    excess = Excess(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8])
    return excess, Cause(b[0], b[1], b[2], b[3], b[4], b[5]), np.zeros((CELLS, 8))


@compiled_inner
def no_excess(excess: Excess, smallest: float, largest: float) -> int:
    """Begin with no excess at all; cells will reach from the smallest to the largest scale, days."""
    excess.days[0], excess.variance[0], excess.first[0], excess.second[0] = 0.0, 0.0, 0.0, 0.0
    excess.fresh[0], excess.later[0] = 0.0, 0.0
    excess.mass[0] = 1.0
    excess.clear[0] = 1.0
    if largest > 0.0:
        edge = 0.3 * smallest
        ratio = (7.0 * largest / edge) ** (1.0 / (STEPS - 3))
        for cell in range(1, STEPS):
            excess.edges[cell] = edge
            edge *= ratio
    return int(excess.mass[0])  # one cell; a literal would compile every caller twice


@compiled_inner
def next_supplier(excess: Excess, count: int) -> None:
    """Go on to the causes of the second supplier."""
    for i in range(count):
        excess.clear[i] = excess.mass[i]


@compiled_inner
def _cell(excess: Excess, days: float, first: float, second: float) -> int:
    """Where so many days belong; counting all the edges below costs less than guessing where to stop."""
    cell = 1 if days > 0.0 else 0
    for edge in range(1, STEPS - 1):
        cell += 1 if days > excess.edges[edge] else 0
    return cell + (STEPS if second > first else 0)


@compiled_inner
def _put(cell: Floats, mass: float, days: float, variance: float, first: float, second: float) -> None:
    """Add a mass and its moments to a cell."""
    cell[0] += mass
    cell[1] += mass * days
    cell[2] += mass * (variance + days * days)
    cell[3] += mass * first
    cell[4] += mass * second


@compiled_inner
def add_cause(excess: Excess, count: int, cause: Cause, later: float, work: Floats) -> int:
    """Add an independent cause to the excess in its first ``count`` cells; return the new count."""
    for cell in range(CELLS):
        for row in range(work.shape[1]):
            work[cell, row] = 0.0
    delayed, fresh = 0.0, 0.0
    for c in range(len(cause.mass)):
        delayed += cause.mass[c]
        fresh += cause.fresh[c]
    for i in range(count):
        # A delay that begins moves the mass it finds from where it was to where it leads; one that begins while its
        # supplier is held up anyway changes nothing.
        own, clear, rare, late = excess.mass[i], excess.clear[i], excess.fresh[i], excess.later[i]
        days, variance, first, second = excess.days[i], excess.variance[i], excess.first[i], excess.second[i]
        cell = _cell(excess, days, first, second)
        part, moved = 1.0 - delayed, -clear * fresh
        if own * part >= NEGLIGIBLE:
            _put(work[cell], own * part, days, variance, first, second)
            work[cell, 5] += rare * part + moved
            work[cell, 6] += late * part + moved * later
            work[cell, 7] += clear * part
        for c in range(len(cause.mass)):
            part, moved = cause.mass[c], clear * cause.fresh[c]
            if own * part < NEGLIGIBLE:
                continue
            there, first_there, second_there = days + cause.days[c], first + cause.first[c], second + cause.second[c]
            cell = _cell(excess, there, first_there, second_there)
            _put(work[cell], own * part, there, variance + cause.variance[c], first_there, second_there)
            work[cell, 5] += rare * part + moved
            work[cell, 6] += late * part + moved * later
    count = 0
    for cell in range(CELLS):
        mass = work[cell, 0]
        if mass > 0.0:
            excess.mass[count] = mass
            excess.days[count] = work[cell, 1] / mass
            excess.variance[count] = max(work[cell, 2] / mass - excess.days[count] ** 2, 0.0)
            excess.first[count] = work[cell, 3] / mass
            excess.second[count] = work[cell, 4] / mass
            excess.fresh[count] = work[cell, 5]
            excess.later[count] = work[cell, 6]
            excess.clear[count] = work[cell, 7]
            count += 1
    return count
