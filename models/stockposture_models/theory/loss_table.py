"""The gamma loss function as a table, for the compiled inner loops.

A gamma demand of mean m and variance v is a standard one of mean 0 and variance 1, given its coefficient
of variation kappa = sqrt(v) / m. The table holds, over kappa and z = (S - m) / sqrt(v), the loss
E[(D - S)+] / sqrt(v) and the tail P(D > S); between points the loss is a cubic with the tail as its slope.
Largest error of the loss: 2e-4 of the standard deviation (tested against ``gamma_loss``).

Where a demand stands in the table does not depend on the level: many demands are placed first, then each is looked
up at all levels. A chain of a square root, a logarithm and divisions that others need not wait for, and loops without
branches, let the processor work on several of them at a time.
"""

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.compiled import compiled, compiled_inner
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
Rows = NDArray[np.uint32]  #: unsigned, and so never from the end of the table


class LossTable(NamedTuple):
    """The table, an interval of z at a time.

    Parameters
    ----------
    pieces
        (rows, LAST, 5) first z of each interval, and the loss in it as a cubic of the distance from there.
    falls
        (rows, LAST) slope of the tail over z.
    low, high
        (rows,) first and last z.
    scale
        (rows,) intervals per z (intervals squared in the rows that crowd towards S = 0).
    """

    pieces: Floats
    falls: Floats
    low: Floats
    high: Floats
    scale: Floats


@cache
def loss_table() -> LossTable:
    """Return the table, from the points that ship beside it (2 ms, once per process)."""
    low, high, z = grid()
    loss, tail = np.load(POINTS)
    step, fall = z[:, 1:] - z[:, :-1], tail[:, 1:] - tail[:, :-1]
    rise = (loss[:, 1:] - loss[:, :-1]) / step
    square = (3.0 * rise + 2.0 * tail[:, :-1] + tail[:, 1:]) / step
    cube = -(2.0 * rise + tail[:, :-1] + tail[:, 1:]) / step**2
    pieces: Floats = np.stack([z[:, :-1], loss[:, :-1], -tail[:, :-1], square, cube], axis=-1)
    scale = np.where(np.arange(ROWS) >= CROWDED, LAST**2, LAST) / (high - low)
    table = LossTable(pieces, fall / step, low, high, scale)
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


@compiled_inner
def _standard_loss(table: LossTable, row: np.uint32, z: float) -> tuple[float, float]:
    """Loss and tail of one row at z; the compiler drops what its caller does not use."""
    low, high = table.low[row], table.high[row]
    at = max(z - low, 0.0) * table.scale[row]
    if row >= CROWDED:
        at = math.sqrt(at)
    # Unsigned, and so not from the end of the array: no branch.
    column = np.uint32(min(at, LAST - 1.0))
    piece = table.pieces[row, column]
    x = z - piece[0]
    loss = piece[1] + x * (piece[2] + x * (piece[3] + x * piece[4]))
    tail = x * table.falls[row, column] - piece[2]
    loss, tail = (-z, 1.0) if z <= low else (loss, tail)
    return (0.0, 0.0) if z >= high else (loss, tail)


class Demands(NamedTuple):
    """Gamma demands that wait to be looked up, or have been placed.

    Parameters
    ----------
    mean, variance
        Mean and variance.
    deviation, row, part
        Standard deviation, row and part of the way to the next row; 0 for a certain demand.
    """

    mean: Floats
    variance: Floats
    deviation: Floats
    row: Rows
    part: Floats


@compiled
def new_demands(most: int) -> Demands:
    """Return room for so many."""
    room = np.zeros((4, most))
    return Demands(room[0], room[1], room[2], np.zeros(most, dtype=np.uint32), room[3])


@compiled_inner
def place(demands: Demands, count: int) -> None:
    """Find deviation, row and part of the first ``count``."""
    for d in range(count):
        mean, variance = demands.mean[d], demands.variance[d]
        certain = variance <= (ROUNDING * mean) ** 2
        deviation = 0.0 if certain else math.sqrt(variance)
        variation = deviation / (KAPPA_SCALE * mean)
        # log1p is slow, and needed only near 0.
        at = (math.log1p(variation) if variation < KAPPA_STEP else math.log(1.0 + variation)) / KAPPA_STEP
        row = min(int(at), ROWS - 2)
        demands.deviation[d] = deviation
        demands.row[d] = row
        demands.part[d] = min(at - row, 1.0)


@compiled_inner
def losses(table: LossTable, demands: Demands, count: int, level: Floats, loss: Floats) -> None:
    """Fill E[(D - S)+] of the first ``count`` placed demands D for each level S into ``loss`` (count, levels)."""
    for d in range(count):
        mean, deviation, part, row = demands.mean[d], demands.deviation[d], demands.part[d], demands.row[d]
        if deviation == 0.0:
            for n in range(len(level)):
                loss[d, n] = max(mean * (1.0 - ROUNDING) - level[n], 0.0)
            continue
        per_deviation = 1.0 / deviation
        for n in range(len(level)):
            z = (level[n] - mean) * per_deviation
            loss0, _ = _standard_loss(table, row, z)
            loss1, _ = _standard_loss(table, row + np.uint32(1), z)
            found = deviation * (loss0 + part * (loss1 - loss0))
            loss[d, n] = mean - level[n] if level[n] <= 0.0 else found


@compiled_inner
def tails(table: LossTable, demands: Demands, count: int, level: float, tail: Floats) -> None:
    """Fill P(D > level) of the first ``count`` placed demands D."""
    for d in range(count):
        mean, deviation, part, row = demands.mean[d], demands.deviation[d], demands.part[d], demands.row[d]
        z = (level - mean) / deviation if deviation > 0.0 else 0.0
        _, tail0 = _standard_loss(table, row, z)
        _, tail1 = _standard_loss(table, row + np.uint32(1), z)
        certain = 1.0 if mean * (1.0 - ROUNDING) > level else 0.0
        found = tail0 + part * (tail1 - tail0) if deviation > 0.0 else certain
        tail[d] = 1.0 if level <= 0.0 else found
