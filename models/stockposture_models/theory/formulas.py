"""What the formulas give for one policy at several order-up-to levels."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.backorder import Waiting, new_waiting, stock_in_gaps
from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled, compiled_once
from stockposture_models.theory.excess import Excess, TailCells
from stockposture_models.theory.loss_table import LossTable
from stockposture_models.theory.losses import Lost, delay_loss, new_lost, routine_loss
from stockposture_models.theory.lost_sales import LostTable
from stockposture_models.theory.one import One
from stockposture_models.theory.outstanding import gaps
from stockposture_models.theory.parts import Parts, new_parts
from stockposture_models.theory.peak import add_cycle_peak
from stockposture_models.theory.policies import Floats


class Tables(NamedTuple):
    """What every policy is looked up in."""

    cells: TailCells
    loss: LossTable
    lost: LostTable
    calibration: Calibration


class Sums(NamedTuple):
    """Working memory for k levels: the answer, backorders and lost sales of one case, lost sales of all, gaps."""

    parts: Parts
    waiting: Waiting
    lost: Lost
    late: Floats
    direct: Floats
    missing: Floats
    routine: Floats
    units: Floats
    gap: Floats


@compiled
def new_sums(levels: int, tables: Tables) -> Sums:
    """Return room for so many levels."""
    a = np.zeros((5, levels))
    lost = new_lost(levels, tables.lost)
    return Sums(new_parts(levels), new_waiting(levels), lost, a[0], a[1], a[2], a[3], a[4], np.zeros((2, 3)))


@compiled_once
def at_levels(one: One, level: Floats, excess: Excess, tables: Tables, sums: Sums) -> None:
    """Fill ``sums.parts`` with what the formulas give at each level; the first level is the one without buffer."""
    parts, waiting, lost = sums.parts, sums.waiting, sums.lost
    for n in range(len(level)):
        parts.short[n], parts.on_hand[n], parts.peak[n] = 0.0, 0.0, 0.0
        sums.late[n], sums.direct[n], sums.missing[n], sums.routine[n], sums.units[n] = 0.0, 0.0, 0.0, 0.0, 0.0
    size = 0.0
    for case in range(one.cases):
        shift = one.shifts[case]
        count_gaps = gaps(one.interval, one.base, shift, sums.gap)
        stock_in_gaps(tables.loss, level, one, count_gaps, sums.gap, excess, waiting)
        for n in range(len(level)):
            parts.short[n] += waiting.short[n] / one.cases
            parts.on_hand[n] += waiting.on_hand[n] / one.cases
        peak = parts.peak[: len(level)]
        add_cycle_peak(one, count_gaps, sums.gap, waiting.top, tables.calibration, 1.0 / one.cases, peak)
        if one.backorder:
            continue
        often = delay_loss(tables.loss, level, one, shift, tables.calibration, excess, lost)
        if case == 0:
            size = lost.late[0] / often if often > 0.0 else 0.0
        routine_loss(tables.lost, level, one, count_gaps, sums.gap, lost)
        for n in range(len(level)):
            sums.late[n] += lost.late[n] / one.cases
            sums.direct[n] += lost.direct[n] / one.cases
            sums.missing[n] += lost.missing[n] / one.cases
            sums.routine[n] += lost.routine[n] / one.cases
            sums.units[n] += waiting.units[n] / one.cases
    for n in range(len(level)):
        parts.waiting_short[n], parts.waiting_on_hand[n] = parts.short[n], parts.on_hand[n]
        parts.uncrowded[n], parts.direct[n] = parts.short[n], parts.short[n]
    if not one.backorder:
        _lose(one, len(level), size, tables.calibration, sums)


@compiled_once
def _lose(one: One, levels: int, size: float, calibration: Calibration, sums: Sums) -> None:
    """Turn parts where short units wait into those where they are lost; ``size`` is a delay's loss without buffer."""
    parts, demand, cycle = sums.parts, one.mu * one.interval, one.interval
    pipeline = one.share[0] * one.base[0] + one.share[1] * one.base[1] + 0.5 * cycle
    for n in range(levels):
        late, routine = sums.late[n], sums.routine[n]
        often = (pipeline / cycle - 0.5) * late / size if size > 0.0 else 0.0
        late_part = 1.0 / (1.0 + calibration.crowding_late * often)
        routine_part = 1.0 / (1.0 + calibration.crowding_routine * often)
        lost_units = min(late * late_part + routine * routine_part, demand)
        # What is lost is not on order: on-hand stock is higher by it until it would have arrived, and units that
        # wait in the backorder figure are not there.
        spared = (routine * routine_part * pipeline) / cycle - sums.units[n]
        stocked = (1.0 - lost_units / demand) ** calibration.stocked
        lift = stocked * sums.missing[n] * late_part / cycle + max(spared, 0.0)
        parts.short[n] = lost_units
        parts.on_hand[n] += lift
        parts.peak[n] += lift
        parts.uncrowded[n] = late + routine
        parts.direct[n] = sums.direct[n] + routine
