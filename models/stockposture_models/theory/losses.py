"""Units lost in a review cycle: routinely, and by delays that begin in it."""

import math
from typing import NamedTuple

import numpy as np

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.excess import Excess
from stockposture_models.theory.loss_table import LossTable, table_losses, table_tail
from stockposture_models.theory.lost_sales import LostTable, lost_ratio, lost_row
from stockposture_models.theory.one import One
from stockposture_models.theory.outstanding import part_held, union_variance
from stockposture_models.theory.policies import Floats

CASCADE = 5  #: how often a loss is followed through the orders it makes smaller
NEVER = 99.0  #: z of a certain demand below the level


class Lost(NamedTuple):
    """Units lost in a cycle at k levels.

    Parameters
    ----------
    routine
        (k,) without delays.
    late, direct, missing
        (k,) by delays that begin in the cycle, those without cascade, times the days missing.
    usual
        (2, k) expected excess of outstanding demand when supplier j delivers in time.
    loss, rise, crowding
        (k,), (k,), (m,) working memory; m places of the table of lost sales.
    """

    routine: Floats
    late: Floats
    direct: Floats
    missing: Floats
    usual: Floats
    loss: Floats
    rise: Floats
    crowding: Floats


@compiled
def new_lost(levels: int, lost_of: LostTable) -> Lost:
    """Return room for so many levels."""
    room = np.zeros((6, levels))
    crowding = np.zeros(len(lost_of.reach))
    return Lost(room[0], room[1], room[2], room[3], np.zeros((2, levels)), room[4], room[5], crowding)


@compiled
def routine_loss(
    loss_of: LossTable, lost_of: LostTable, level: Floats, one: One, count_gaps: int, gap: Floats, out: Lost
) -> None:
    """Fill the units lost in a cycle without delays."""
    mu, share = one.mu, one.share
    for n in range(len(level)):
        out.routine[n] = 0.0
    for g in range(count_gaps):
        first, second, length = gap[g, 0], gap[g, 1], gap[g, 2]
        start = mu * (share[0] * first + share[1] * second)
        mean = start + mu * length
        spread = one.variance * (union_variance(share[0], share[1], first, second) + length)
        deviation = math.sqrt(spread)
        overlap, kappa = start / (mu * length), deviation / mean
        lost_row(lost_of, overlap, kappa, out.crowding)
        table_losses(loss_of, level, mean, spread, out.loss)
        for n in range(len(level)):
            certain = NEVER if level[n] >= mean else -NEVER
            z = (level[n] - mean) / deviation if deviation > 0.0 else certain
            out.routine[n] += lost_ratio(lost_of, out.crowding, overlap, kappa, z) * out.loss[n]


@compiled
def delay_loss(
    loss_of: LossTable, level: Floats, one: One, shift: float, calibration: Calibration, excess: Excess, out: Lost
) -> float:
    """Fill the units lost in a cycle by delays that begin in it; return how often that is, at the first level."""
    mu, share, base = one.mu, one.share, one.base
    two = share[0] < 1.0
    usual_tails = _usual(loss_of, level, one, shift, out)
    for n in range(len(level)):
        out.late[n], out.direct[n], out.missing[n] = 0.0, 0.0, 0.0
    often = 0.0
    for c in range(one.cells):
        fresh = excess.fresh[c]
        if fresh == 0.0:
            continue
        late = 0 if not two or excess.first[c] > excess.second[c] else 1
        other = 1 - late
        delay = excess.first[c] if late == 0 else excess.second[c]
        most = _most_outstanding(one, shift, late, delay) if two else 0.0
        held = part_held(share, excess, c)
        first = base[0] + one.interval + held * excess.first[c]
        second = base[1] + one.interval + held * excess.second[c]
        mean = mu * (share[late] * (base[late] + one.interval) + share[other] * base[other] + most + excess.days[c])
        spread = one.variance * union_variance(share[0], share[1], first, second) + mu * mu * excess.variance[c]
        table_losses(loss_of, level, mean, spread, out.loss)
        for n in range(len(level)):
            out.rise[n] = max(out.loss[n] - out.usual[late, n], 0.0)
            out.direct[n] += fresh * out.rise[n]
        often += fresh * max(table_tail(loss_of, level[0], mean, spread) - usual_tails[late], 0.0)
        if two:
            delay_other = excess.second[c] if late == 0 else excess.first[c]
            kept = max(excess.days[c] - share[other] * delay_other, 0.0) / max(delay, 1e-300)
            echo = base[other] + 0.5 * one.interval + delay_other
            _cascade(loss_of, level, mean, spread, mu * kept * echo, kept, delay / echo, calibration, late, out)
        for n in range(len(level)):
            out.late[n] += fresh * out.rise[n]
            out.missing[n] += excess.later[c] * out.rise[n]
    for n in range(len(level)):
        out.late[n] = max(out.late[n], 0.0)
        out.direct[n] = max(out.direct[n], 0.0)
        out.missing[n] = max(out.missing[n], 0.0)
    return max(often, 0.0)


@compiled
def _usual(loss_of: LossTable, level: Floats, one: One, shift: float, out: Lost) -> tuple[float, float]:
    """Fill the excess of outstanding demand when supplier j delivers in time; return how likely, at the first level."""
    share, base, interval = one.share, one.base, one.interval
    two = share[0] < 1.0
    tail0, tail1 = 0.0, 0.0
    for j in range(2 if two else 1):
        age = shift if j == 0 else interval - shift  # of the other's last delivery when j delivers in time
        first = base[0] + (interval if j == 0 else age)
        second = base[1] + (interval if j == 1 or not two else age)
        mean = one.mu * (share[0] * first + share[1] * second)
        spread = one.variance * union_variance(share[0], share[1], first, second)
        table_losses(loss_of, level, mean, spread, out.usual[j])
        tail = table_tail(loss_of, level[0], mean, spread)
        tail0, tail1 = (tail, 0.0) if j == 0 else (tail0, tail)
    return tail0, tail1


@compiled
def _most_outstanding(one: One, shift: float, late: int, delay: float) -> float:
    """Highest outstanding stock, days of supply, while one is late and the other keeps delivering every interval.

    That is at the end, or just before the other's last delivery before the end.
    """
    share, interval = one.share, one.interval
    age = (shift if late == 0 else interval - shift) + delay
    most = share[1 - late] * (age % interval)
    if age >= interval:
        most = max(most, share[1 - late] * interval - share[late] * (age % interval))
    return float(most)


@compiled
def _cascade(
    loss_of: LossTable,
    level: Floats,
    mean: float,
    spread: float,
    less: float,
    kept: float,
    echoes: float,
    calibration: Calibration,
    late: int,
    out: Lost,
) -> None:
    """Add to the rise what follows from the other supplier's smaller orders.

    With one supplier late, less is sold, so less is ordered from the other: its deliveries fall short as well, one
    of its lead times later (so often within the delay: ``echoes``), by what is not held back of what was lost.
    ``less`` is the outstanding demand, units, by which each echo comes earlier.
    """
    passed = calibration.cascade
    for k in range(1, CASCADE + 1):
        passed *= 1.0 - min(kept, 1.0)
        if k >= echoes or passed == 0.0:
            break
        table_losses(loss_of, level, mean - less * k, spread, out.loss)
        for n in range(len(level)):
            out.rise[n] += passed * max(out.loss[n] - out.usual[late, n], 0.0)
