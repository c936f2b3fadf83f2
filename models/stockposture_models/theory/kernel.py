"""The compiled loop over policies and buffers: from causes of delay to shortage and stock."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.backorder import stock_in_gaps
from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.delays import Delays
from stockposture_models.theory.excess import TailCells, new_cells
from stockposture_models.theory.loss_table import LossTable
from stockposture_models.theory.losses import delay_loss, routine_loss
from stockposture_models.theory.lost_sales import LostTable
from stockposture_models.theory.outstanding import arrival_shifts, gaps, policy_excess, shifted_deliveries
from stockposture_models.theory.peak import cycle_peak
from stockposture_models.theory.policies import Floats


@compiled
def respond_all(
    demand_mean: Floats,
    demand_sd: Floats,
    backorder: NDArray[np.bool_],
    interval: Floats,
    share: Floats,
    bare: Floats,
    level: Floats,
    delays: Delays,
    cells: TailCells,
    loss_of: LossTable,
    lost_of: LostTable,
    calibration: Calibration,
    out: Floats,
) -> None:
    """Fill ``out`` (3, n, k) with short fraction, mean on-hand and peak.

    ``level`` (n, k) are the order-up-to levels, ``bare`` (n,) those without buffer.
    """
    excess, cause, work = new_cells(len(cells.mass))
    backordered = np.zeros(5)
    shifts, gap = np.zeros(2), np.zeros((2, 3))
    for i in range(len(demand_mean)):
        mu, variance, cycle = demand_mean[i], demand_sd[i] ** 2, interval[i]
        split, base = share[i], delays.base[i]
        count = policy_excess(delays, i, cycle, split, cells, calibration, excess, cause, work)
        shifted = shifted_deliveries(delays, i, split, cycle)
        cases = 1
        shifts[0] = 0.0
        if split[0] < 1.0:
            cases = arrival_shifts(cycle, base, delays, i, shifts)
        pipeline = split[0] * base[0] + split[1] * base[1] + 0.5 * cycle
        # Mean size of a loss by a delay, without buffer.
        size = 0.0
        if not backorder[i]:
            lost = delay_loss(loss_of, bare[i], mu, variance, cycle, split, base, shifts[0], calibration, excess, count)
            size = lost[0] / lost[2] if lost[2] > 0.0 else 0.0
        for b in range(level.shape[1]):
            s = level[i, b]
            short, on_hand, peak = 0.0, 0.0, 0.0
            late, missing, routine, waiting = 0.0, 0.0, 0.0, 0.0
            for case in range(cases):
                shift = shifts[case]
                count_gaps = gaps(cycle, base, shift, gap)
                stock_in_gaps(loss_of, s, mu, variance, cycle, split, count_gaps, gap, excess, count, backordered)
                short += backordered[0] / cases
                on_hand += backordered[1] / cases
                peak += (
                    cycle_peak(mu, variance, cycle, split, base[0], count_gaps, gap, backordered, shifted, calibration)
                    / cases
                )
                if backorder[i]:
                    continue
                lost = delay_loss(loss_of, s, mu, variance, cycle, split, base, shift, calibration, excess, count)
                late += lost[0] / cases
                missing += lost[1] / cases
                usual = routine_loss(loss_of, lost_of, s, mu, variance, split, count_gaps, gap)
                routine += usual / cases
                waiting += backordered[4] / cases
            if not backorder[i]:
                overlap = pipeline / cycle - 0.5
                often = overlap * late / size if size > 0.0 else 0.0
                late_part = 1.0 / (1.0 + calibration.crowding_late * often)
                routine_part = 1.0 / (1.0 + calibration.crowding_routine * often)
                short = min(late * late_part + routine * routine_part, mu * cycle)
                # What is lost is not on order: on-hand stock is higher by it until it would have arrived, and
                # units that wait in the backorder figure are not there.
                spared = (routine * routine_part * pipeline) / cycle - waiting
                stocked = (1.0 - short / (mu * cycle)) ** calibration.stocked
                lift = stocked * missing * late_part / cycle + max(spared, 0.0)
                on_hand += lift
                peak += lift
            out[0, i, b] = min(max(short / (mu * cycle), 0.0), 1.0)
            out[1, i, b] = on_hand
            # On hand is the level less what is outstanding: never above it.
            out[2, i, b] = min(peak, s)
