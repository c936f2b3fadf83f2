"""The compiled loop over policies and buffers: from causes of delay to shortage and stock."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.backorder import stock_in_gaps
from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.correction import REACHES, Correction, adjusted, bend, level_groups, new_room
from stockposture_models.theory.delays import Delays
from stockposture_models.theory.excess import Excess, TailCells, new_cells
from stockposture_models.theory.loss_table import LossTable
from stockposture_models.theory.losses import delay_loss, routine_loss
from stockposture_models.theory.lost_sales import LostTable
from stockposture_models.theory.outstanding import arrival_shifts, gaps, policy_excess, shifted_deliveries
from stockposture_models.theory.parts import Parts
from stockposture_models.theory.peak import cycle_peak
from stockposture_models.theory.policies import Floats


class Tables(NamedTuple):
    """What every policy is looked up in."""

    cells: TailCells
    loss: LossTable
    lost: LostTable
    calibration: Calibration


class One(NamedTuple):
    """One policy, as the loop over its buffers needs it.

    Parameters
    ----------
    mu, variance, interval, backorder, share, base
        Mean and variance of a day's demand, review interval, mode, shares and undelayed lead times.
    shifts, cases
        Days between the suppliers' arrivals, in so many equally likely cases.
    shifted
        What :func:`shifted_deliveries` says.
    cells
        How many the excess has.
    size
        Mean loss by a delay without buffer, units.
    """

    mu: float
    variance: float
    interval: float
    backorder: bool
    share: Floats
    base: Floats
    shifts: Floats
    cases: int
    shifted: tuple[bool, float]
    cells: int
    size: float


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
    groups: Floats,
    applies: Floats,
    tables: Tables,
    correction: Correction,
    seen: Floats,
    out: Floats,
) -> None:
    """Fill ``out`` (3, n, k) with short fraction, mean on-hand and peak.

    ``level`` (n, k) are the order-up-to levels, ``bare`` (n,) those without buffer, ``groups`` (n, g) and
    ``applies`` (n, 3) are those of :func:`groups.policy_groups`; ``seen`` (n, f), or (1, f) if nobody wants to know, is
    filled with all that the correction goes by.
    """
    excess, cause, work = new_cells(len(tables.cells.mass))
    room = new_room(correction)
    looks = len(correction.last) > 0 or len(seen) > 1
    bends = len(correction.last) > 0
    for i in range(len(demand_mean)):
        mu, variance, cycle = demand_mean[i], demand_sd[i] ** 2, interval[i]
        split, base = share[i], delays.base[i]
        count = policy_excess(delays, i, cycle, split, tables.cells, tables.calibration, excess, cause, work)
        shifts = np.zeros(2)
        cases = arrival_shifts(cycle, base, delays, i, shifts) if split[0] < 1.0 else 1
        size = 0.0
        if not backorder[i]:
            lost = delay_loss(
                tables.loss, bare[i], mu, variance, cycle, split, base, shifts[0], tables.calibration, excess, count
            )
            size = lost[0] / lost[3] if lost[3] > 0.0 else 0.0
        shifted = shifted_deliveries(delays, i, split, cycle)
        one = One(mu, variance, cycle, backorder[i], split, base, shifts, cases, shifted, count, size)
        if looks:
            sight = seen[min(i, len(seen) - 1)]
            for g in range(groups.shape[1]):
                sight[g] = groups[i, g]
            for r in range(len(REACHES)):
                found = at_level(one, bare[i] * (1.0 + REACHES[r]), excess, tables)
                level_groups(found, mu * cycle, bare[i], r, sight)
            if bends:
                bend(correction, sight, applies[i], room)
        for b in range(level.shape[1]):
            found = at_level(one, level[i, b], excess, tables)
            short, on_hand, peak = found.short / (mu * cycle), found.on_hand, found.peak
            if bends:
                short = adjusted(short, 1.0, 0, room)
                on_hand = adjusted(on_hand, bare[i], 1, room)
                peak = max(adjusted(peak, bare[i], 2, room), on_hand)
            out[0, i, b] = min(max(short, 0.0), 1.0)
            # On hand is the level less what is outstanding: never above it.
            out[1, i, b] = min(on_hand, level[i, b])
            out[2, i, b] = min(peak, level[i, b])


@compiled
def at_level(one: One, level: float, excess: Excess, tables: Tables) -> Parts:
    """Return what the formulas give at one order-up-to level."""
    mu, cycle, share, base = one.mu, one.interval, one.share, one.base
    gap, backordered = np.zeros((2, 3)), np.zeros(5)
    short, on_hand, peak = 0.0, 0.0, 0.0
    late, direct, missing, routine, waiting = 0.0, 0.0, 0.0, 0.0, 0.0
    for case in range(one.cases):
        shift = one.shifts[case]
        count_gaps = gaps(cycle, base, shift, gap)
        stock_in_gaps(
            tables.loss, level, mu, one.variance, cycle, share, count_gaps, gap, excess, one.cells, backordered
        )
        short += backordered[0] / one.cases
        on_hand += backordered[1] / one.cases
        peak += (
            cycle_peak(
                mu, one.variance, cycle, share, base[0], count_gaps, gap, backordered, one.shifted, tables.calibration
            )
            / one.cases
        )
        if one.backorder:
            continue
        lost = delay_loss(
            tables.loss, level, mu, one.variance, cycle, share, base, shift, tables.calibration, excess, one.cells
        )
        late += lost[0] / one.cases
        direct += lost[1] / one.cases
        missing += lost[2] / one.cases
        routine += routine_loss(tables.loss, tables.lost, level, mu, one.variance, share, count_gaps, gap) / one.cases
        waiting += backordered[4] / one.cases
    if one.backorder:
        return Parts(short, on_hand, peak, short, on_hand, short, short)
    calibration = tables.calibration
    pipeline = share[0] * base[0] + share[1] * base[1] + 0.5 * cycle
    often = (pipeline / cycle - 0.5) * late / one.size if one.size > 0.0 else 0.0
    late_part = 1.0 / (1.0 + calibration.crowding_late * often)
    routine_part = 1.0 / (1.0 + calibration.crowding_routine * often)
    lost_units = min(late * late_part + routine * routine_part, mu * cycle)
    # What is lost is not on order: on-hand stock is higher by it until it would have arrived, and units that wait in
    # the backorder figure are not there.
    spared = (routine * routine_part * pipeline) / cycle - waiting
    stocked = (1.0 - lost_units / (mu * cycle)) ** calibration.stocked
    lift = stocked * missing * late_part / cycle + max(spared, 0.0)
    return Parts(lost_units, on_hand + lift, peak + lift, short, on_hand, late + routine, direct + routine)
