"""Shortage and stock where short units wait: expectations over what is outstanding, no approximation but its cells.

Units short in a gap are those outstanding beyond the level at its end and not yet at its beginning
(Zipkin, Foundations of Inventory Management, 6 and 7; lead times that never cross); on-hand stock is
E[(S - outstanding)+], averaged over the gap by Simpson's rule.
"""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_inner, compiled_once
from stockposture_models.theory.excess import Excess
from stockposture_models.theory.loss_table import MOST, Demands, LossTable, losses, new_demands, place
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
        (k, MOST) and (MOST,): of all cells at the beginning of a gap, then in its middle, then at its end; working
        memory.
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
    return Waiting(room[0], room[1], room[2], np.zeros((2, levels)), np.zeros((levels, MOST)), new_demands())


@compiled_once
def stock_in_gaps(
    loss_of: LossTable, level: Floats, one: One, count_gaps: int, gap: Floats, excess: Excess, out: Waiting
) -> None:
    """Fill ``out`` for each level."""
    for n in range(len(level)):
        out.short[n], out.on_hand[n], out.units[n], out.top[0, n], out.top[1, n] = 0.0, 0.0, 0.0, 0.0, 0.0
    for g in range(count_gaps):
        _outstanding(one, gap[g, 0], gap[g, 1], gap[g, 2], excess, out.demands)
        crowded = place(loss_of, out.demands, 3 * one.cells)
        losses(loss_of, out.demands, 3 * one.cells, crowded, level, out.losses)
        part, used, cells = gap[g, 2] / one.interval, one.mu * gap[g, 2], one.cells
        all_mass, all_mean = 0.0, 0.0
        for c in range(cells):
            all_mass += excess.mass[c]
            all_mean += excess.mass[c] * out.demands.mean[c]
        for n in range(len(level)):
            loss = out.losses[n]
            begun, middle, more = _weighed(excess.mass, loss, cells)
            start = all_mass * level[n] - all_mean + begun
            # Simpson's rule, of the level less the demand met till then and of what waits.
            stock = 6.0 * (start - begun - 0.5 * all_mass * used) + 2.0 * begun + 4.0 * middle + more
            out.short[n] += more
            out.on_hand[n] += part * stock / 6.0
            out.units[n] += part * (loss[0] + 4.0 * loss[cells] + loss[2 * cells]) / 6.0
            out.top[g, n] += start


@compiled_inner
def _weighed(mass: Floats, loss: Floats, cells: int) -> tuple[float, float, float]:
    """Return what waits at the beginning of a gap and in its middle, and by how much more that is at its end."""
    begun, middle, more = 0.0, 0.0, 0.0
    for c in range(cells):
        begun += mass[c] * loss[c]
        middle += mass[c] * loss[cells + c]
        more += mass[c] * (loss[2 * cells + c] - loss[c])
    return begun, middle, more


@compiled_once
def _outstanding(one: One, first: float, second: float, length: float, excess: Excess, demands: Demands) -> None:
    """List what is outstanding at the beginning, in the middle and at the end of a gap, by cells of the excess."""
    mu, variance, share = one.mu, one.variance, one.share
    for c in range(one.cells):
        mean = mu * (share[0] * first + share[1] * second + excess.days[c])
        held = part_held(share, excess, c)
        ages = union_variance(share[0], share[1], first + held * excess.first[c], second + held * excess.second[c])
        spread = variance * ages + mu * mu * excess.variance[c]
        for moment in range(3):
            days, d = 0.5 * moment * length, moment * one.cells + c
            demands.mean[d], demands.variance[d] = mean + mu * days, spread + variance * days
