"""The gamma loss function as a table, for the compiled inner loops.

A gamma demand of mean m and variance v is a standard one of mean 0 and variance 1, given its coefficient
of variation kappa = sqrt(v) / m. The table holds, over kappa and z = (S - m) / sqrt(v), the loss
E[(D - S)+] / sqrt(v) and the tail P(D > S); between points the loss is a cubic with the tail as its slope.
Largest error of the loss: 2e-4 of the standard deviation (tested against ``gamma_loss``).

Where a demand stands in the table does not depend on the level: many demands are placed first, then all are looked up
at one level after the other. Loops over demands without branches, and all of a demand in one array whose parts lie at
known distances, let the processor work on eight of them at a time.
"""

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_inner, compiled_lane
from stockposture_models.theory.elementary import logarithm_beyond
from stockposture_models.theory.policies import Floats

ROWS = 72
COLUMNS = 256
KAPPA_SCALE = 0.1  #: kappa of row i is KAPPA_SCALE (exp(KAPPA_STEP i) - 1), 0 to 14
KAPPA_STEP = 0.07
CROWDED = 20  #: from this row (kappa 0.3) on points crowd quadratically towards S = 0
ROUNDING = 1e-12  #: relative; a certain demand this little above the level is not short
LAST = COLUMNS - 1  #: intervals of a row
#: (2, ROWS, COLUMNS) loss and tail at the points, by scipy, whose import takes ten times what all of the table does;
#: written by ``tests/benchmarks/theory/loss_points.py``, not by hand.
POINTS = Path(__file__).with_name("loss_points.npy")
LANES = 8
#: Demands placed at a time: a multiple of the lanes, and no power of two, whose parts would share cache lines.
MOST = 184
#: Where the parts of the demands placed begin: mean, deviation and one over it (0 for a certain demand), part of the
#: way to the next row; of the row, and then of the next one, what :class:`LossTable` notes of it, where it begins, and
#: of the level looked up the interval, the distance from its first z and the loss.
MEAN, DEVIATION, PER, PART = (MOST * k for k in range(4))
LOW, HIGH, SCALE, LINEAR, QUADRATIC, BEGIN, COLUMN, WAY, FOUND = (MOST * (4 + k) for k in range(9))
NEXT = 9 * MOST  #: from the row to the next one
ROOM = 22 * MOST
_ROW_TERMS = 5


class LossTable(NamedTuple):
    """The table, an interval of z at a time.

    Parameters
    ----------
    pieces
        (rows * LAST * 4,) the loss in each interval as a cubic of the distance from its first z.
    falls
        (rows * LAST,) slope of the tail over z in each interval.
    rows
        (rows, 5) first and last z; intervals per z (intervals squared in the rows that crowd towards S = 0); z of the
        k-th interval over the first one per k and per k squared.
    """

    pieces: Floats
    falls: Floats
    rows: Floats


@cache
def loss_table() -> LossTable:
    """Return the table, from the points that ship beside it (2 ms, once per process)."""
    low, high, z = grid()
    loss, tail = np.load(POINTS)
    step, fall = z[:, 1:] - z[:, :-1], tail[:, 1:] - tail[:, :-1]
    rise = (loss[:, 1:] - loss[:, :-1]) / step
    square = (3.0 * rise + 2.0 * tail[:, :-1] + tail[:, 1:]) / step
    cube = -(2.0 * rise + tail[:, :-1] + tail[:, 1:]) / step**2
    pieces = np.stack([loss[:, :-1], -tail[:, :-1], square, cube], axis=-1)
    crowded = np.arange(ROWS) >= CROWDED
    scale = np.where(crowded, LAST**2, LAST) / (high - low)
    width = (high - low) / LAST
    rows = np.column_stack([low, high, scale, np.where(crowded, 0.0, width), np.where(crowded, width / LAST, 0.0)])
    table = LossTable(pieces.ravel(), (fall / step).ravel(), rows)
    for array in table:
        array.setflags(write=False)
    return table


def grid() -> tuple[Floats, Floats, Floats]:
    """Return the first and last z of each row, (ROWS,), and all its points z, (ROWS, COLUMNS)."""
    kappa = kappas()
    crowded = np.arange(ROWS) >= CROWDED
    low, high = np.full(ROWS, -6.0), np.full(ROWS, 10.0)
    low[1:] = np.maximum(-6.0, -1.0 / kappa[1:])
    high[1:] = np.where(crowded, 8.0 + 20.0 * kappa, 10.0 + 10.0 * kappa)[1:]
    unit = np.linspace(0.0, 1.0, COLUMNS)
    z = low[:, None] + (high - low)[:, None] * np.where(crowded[:, None], unit**2, unit)
    return low, high, z


def kappas() -> Floats:
    """Return the coefficient of variation of each row, (ROWS,)."""
    rows: Floats = KAPPA_SCALE * np.expm1(KAPPA_STEP * np.arange(ROWS))
    return rows


class Demands(NamedTuple):
    """Gamma demands that wait to be looked up, or have been placed.

    Parameters
    ----------
    mean, variance
        (MOST,) mean and variance.
    held
        (ROOM,) what is known of those placed, at ``MEAN`` and so on.
    """

    mean: Floats
    variance: Floats
    held: Floats


@compiled
def new_demands() -> Demands:
    """Return room for ``MOST``."""
    return Demands(np.ones(MOST), np.zeros(MOST), np.zeros(ROOM))


@compiled_inner
def filled(count: int) -> int:
    """Return how many that is in whole lanes; what is beyond the count is looked up as well, and nobody asks."""
    return (count + LANES - 1) // LANES * LANES


@compiled_inner
def place(table: LossTable, demands: Demands, count: int) -> bool:
    """Find deviation, row and part of the first ``count``; return whether points crowd in the rows of any."""
    held, crowded = demands.held, 0
    for d in range(filled(count)):
        mean, variance = demands.mean[d], demands.variance[d]
        deviation = math.sqrt(0.0 if variance <= (ROUNDING * mean) ** 2 else variance)
        at = logarithm_beyond(deviation / (KAPPA_SCALE * mean)) * (1.0 / KAPPA_STEP)
        # Written so that what is no number stays within the table.
        at = at if at > 0.0 else 0.0
        row = np.float64(np.int32(at if at < ROWS - 2.0 else ROWS - 2.0))
        held[MEAN + d], held[DEVIATION + d] = mean, deviation
        held[PER + d] = 1.0 / deviation if deviation > 0.0 else 0.0
        held[PART + d] = min(at - row, 1.0)
        held[BEGIN + d] = row
        crowded += 1 if row + 1.0 >= CROWDED else 0
    for d in range(filled(count)):
        # Unsigned, and so not from the end of the array: no branch.
        at_row = np.uint32(held[BEGIN + d])
        for side in range(2):
            terms, to = table.rows[at_row + np.uint32(side)], side * NEXT + d
            for k in range(_ROW_TERMS):
                held[LOW + MOST * k + to] = terms[k]
            held[BEGIN + to] = _bits(np.int64(at_row + np.uint32(side)) * np.int64(LAST))
    return crowded > 0


@compiled_inner
def losses(
    table: LossTable,
    demands: Demands,
    count: int,
    crowded: bool,  # noqa: FBT001 - compiled
    level: Floats,
    loss: Floats,
) -> None:
    """Fill E[(D - S)+] of the first ``count`` placed demands D for each level S into ``loss`` (levels, MOST).

    ``crowded`` as :func:`place` says.
    """
    whole = filled(count)
    for n in range(len(level)):
        if crowded:
            _find(demands.held, whole, level[n])
        else:
            _find_even(demands.held, whole, level[n])
        _look_up(table.pieces, demands.held, whole)
        _blend(demands.held, whole, level[n], loss[n])


@compiled_inner
def _find(held: Floats, count: int, level: float) -> None:
    """Note the interval of each demand in both rows, and how far beyond its first z."""
    for d in range(count):
        z = (level - held[MEAN + d]) * held[PER + d]
        for side in (0, 1):
            k = d + side * NEXT
            at, square = max(z - held[LOW + k], 0.0) * held[SCALE + k], held[QUADRATIC + k]
            root = math.sqrt(at)
            at = root if square > 0.0 else at
            column = np.int32(at if at < LAST - 1.0 else LAST - 1.0)
            held[COLUMN + k] = _bits(_whole(held[BEGIN + k]) + np.int64(column))
            held[WAY + k] = z - (held[LOW + k] + column * (held[LINEAR + k] + column * square))


@compiled_inner
def _find_even(held: Floats, count: int, level: float) -> None:
    """Do as :func:`_find` does where no row crowds its points: without the roots, which take most of its time."""
    for d in range(count):
        z = (level - held[MEAN + d]) * held[PER + d]
        for side in (0, 1):
            k = d + side * NEXT
            at = max(z - held[LOW + k], 0.0) * held[SCALE + k]
            column = np.int32(at if at < LAST - 1.0 else LAST - 1.0)
            held[COLUMN + k] = _bits(_whole(held[BEGIN + k]) + np.int64(column))
            held[WAY + k] = z - (held[LOW + k] + column * held[LINEAR + k])


@compiled_lane
def _bits(whole: np.int64) -> float:
    """Return a whole number as it is held among floats: bit by bit, as nothing is worked out with it there."""
    held: float = np.int64(whole).view(np.float64)
    return held


@compiled_lane
def _whole(held: float) -> np.int64:
    """Return the whole number whose bits are held."""
    return np.float64(held).view(np.int64)


@compiled_inner
def _look_up(pieces: Floats, held: Floats, count: int) -> None:
    """Note the loss in both rows."""
    for d in range(count):
        for side in (0, 1):
            k = d + side * NEXT
            p, x = np.uint64(4) * np.uint64(_whole(held[COLUMN + k])), held[WAY + k]
            rest = pieces[p + np.uint64(2)] + x * pieces[p + np.uint64(3)]
            held[FOUND + k] = pieces[p] + x * (pieces[p + np.uint64(1)] + x * rest)


@compiled_inner
def _blend(held: Floats, count: int, level: float, loss: Floats) -> None:
    """Fill the losses from what both rows say; beyond their ends it is all of what is missing, or nothing."""
    for d in range(count):
        mean = held[MEAN + d]
        z = (level - mean) * held[PER + d]
        near = -z if z <= held[LOW + d] else held[FOUND + d]
        near = 0.0 if z >= held[HIGH + d] else near
        far = -z if z <= held[LOW + NEXT + d] else held[FOUND + NEXT + d]
        far = 0.0 if z >= held[HIGH + NEXT + d] else far
        found = held[DEVIATION + d] * (near + held[PART + d] * (far - near))
        certain = max(mean * (1.0 - ROUNDING) - level, 0.0)
        found = certain if held[PER + d] == 0.0 else found
        loss[d] = mean - level if level <= 0.0 else found


@compiled_inner
def tails(table: LossTable, demands: Demands, count: int, level: float, tail: Floats) -> None:
    """Fill P(D > level) of the first ``count`` placed demands D."""
    held = demands.held
    _find(held, filled(count), level)
    for d in range(count):
        z = (level - held[MEAN + d]) * held[PER + d]
        near = _tail(table, held, d, z)
        far = _tail(table, held, NEXT + d, z)
        certain = 1.0 if held[MEAN + d] * (1.0 - ROUNDING) > level else 0.0
        found = near + held[PART + d] * (far - near) if held[PER + d] > 0.0 else certain
        tail[d] = 1.0 if level <= 0.0 else found


@compiled_inner
def _tail(table: LossTable, held: Floats, k: int, z: float) -> float:
    """Return what one row says of a tail."""
    column = np.uint64(_whole(held[COLUMN + k]))
    tail: float = held[WAY + k] * table.falls[column] - table.pieces[np.uint64(4) * column + np.uint64(1)]
    tail = 1.0 if z <= held[LOW + k] else tail
    return 0.0 if z >= held[HIGH + k] else tail
