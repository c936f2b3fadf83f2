"""Shortage and stock where short units wait: expectations over what is outstanding, no approximation but its cells.

Units short in a gap are those outstanding beyond the level at its end and not yet at its beginning
(Zipkin, Foundations of Inventory Management, 6 and 7; lead times that never cross); on-hand stock is
E[(S - outstanding)+], averaged over the gap by Simpson's rule.
"""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_inner
from stockposture_models.theory.excess import CELLS, Excess
from stockposture_models.theory.loss_table import Demands, LossTable, losses, new_demands, place
from stockposture_models.theory.one import One
from stockposture_models.theory.outstanding import part_held, union_variance
from stockposture_models.theory.policies import Floats


class Waiting(NamedTuple):
    """What the formulas give at k levels where short units wait.

    Parameters
    ----------
    short, on_hand
        (k,) backordered units of a cycle, mean stock.
    units
        (k,) mean units waiting while nothing is delayed.
    top
        (2, k) mean stock at the beginning of each gap.
    losses, demands
        (3 cells, k) and (3 cells,): at the beginning, in the middle and at the end of a gap; working memory.
    """

    short: Floats
    on_hand: Floats
    units: Floats
    top: Floats
    losses: Floats
    demands: Demands


@compiled
def new_waiting(levels: int) -> Waiting:
    """Return room for so many levels."""
    room = np.zeros((3, levels))
    return Waiting(
        room[0], room[1], room[2], np.zeros((2, levels)), np.zeros((3 * CELLS, levels)), new_demands(3 * CELLS)
    )


@compiled_inner
def stock_in_gaps(
    loss_of: LossTable, level: Floats, one: One, count_gaps: int, gap: Floats, excess: Excess, out: Waiting
) -> None:
    """Fill ``out`` for each level."""
    for n in range(len(level)):
        out.short[n], out.on_hand[n], out.units[n], out.top[0, n], out.top[1, n] = 0.0, 0.0, 0.0, 0.0, 0.0
    for g in range(count_gaps):
        _outstanding(one, gap[g, 0], gap[g, 1], gap[g, 2], excess, out.demands)
        place(out.demands, 3 * one.cells)
        losses(loss_of, out.demands, 3 * one.cells, level, out.losses)
        part, used = gap[g, 2] / one.interval, one.mu * gap[g, 2]
        top = out.top[g]
        for c in range(one.cells):
            mass, mean = excess.mass[c], out.demands.mean[3 * c]
            usual = part if c == 0 else 0.0
            for n in range(len(level)):
                loss0, loss1, loss2 = out.losses[3 * c, n], out.losses[3 * c + 1, n], out.losses[3 * c + 2, n]
                start = level[n] - mean + loss0
                middle = level[n] - mean - 0.5 * used + loss1
                end = level[n] - mean - used + loss2
                out.short[n] += mass * (loss2 - loss0)
                out.on_hand[n] += mass * part * (start + 4.0 * middle + end) / 6.0
                out.units[n] += usual * (loss0 + 4.0 * loss1 + loss2) / 6.0
                top[n] += mass * start


@compiled_inner
def _outstanding(one: One, first: float, second: float, length: float, excess: Excess, demands: Demands) -> None:
    """List what is outstanding at the beginning, in the middle and at the end of a gap, by cells of the excess."""
    mu, variance, share = one.mu, one.variance, one.share
    for c in range(one.cells):
        mean = mu * (share[0] * first + share[1] * second + excess.days[c])
        held = part_held(share, excess, c)
        ages = union_variance(share[0], share[1], first + held * excess.first[c], second + held * excess.second[c])
        spread = variance * ages + mu * mu * excess.variance[c]
        for moment in range(3):
            days = 0.5 * moment * length
            demands.mean[3 * c + moment] = mean + mu * days
            demands.variance[3 * c + moment] = spread + variance * days
