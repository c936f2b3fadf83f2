"""Units lost in a review cycle: routinely, and by delays that begin in it."""

import math
from typing import NamedTuple

import numpy as np

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled, compiled_inner, compiled_once
from stockposture_models.theory.excess import Excess
from stockposture_models.theory.loss_table import MOST, Demands, LossTable, losses, new_demands, place, tails
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
    demands, loss, tail, weights, crowding
        Working memory: demands, their losses (k, MOST) and tails (MOST,); (4, MOST) how much of what a demand is short
        of beyond the usual counts as late, as direct and as missing, and whether the usual is that of demand 1, not 0;
        (m,) for m places of the table of lost sales.
    """

    routine: Floats
    late: Floats
    direct: Floats
    missing: Floats
    demands: Demands
    loss: Floats
    tail: Floats
    weights: Floats
    crowding: Floats


@compiled
def new_lost(levels: int, lost_of: LostTable) -> Lost:
    """Return room for so many levels."""
    room, loss, notes = np.zeros((4, levels)), np.zeros((levels, MOST)), np.zeros((4, MOST))
    crowding = np.zeros(len(lost_of.reach))
    return Lost(room[0], room[1], room[2], room[3], new_demands(), loss, np.zeros(MOST), notes, crowding)


@compiled_once
def routine_loss(lost_of: LostTable, level: Floats, one: One, count_gaps: int, gap: Floats, out: Lost) -> None:
    """Fill the units lost in a cycle without delays, from what :func:`delay_loss` looked up."""
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
        # What is outstanding at the end of the gap is what is when the supplier that ends it delivers in time.
        usual = 1 if g == 0 and share[0] < 1.0 else 0
        for n in range(len(level)):
            certain = NEVER if level[n] >= mean else -NEVER
            z = (level[n] - mean) / deviation if deviation > 0.0 else certain
            out.routine[n] += lost_ratio(lost_of, out.crowding, overlap, kappa, z) * out.loss[n, usual]


@compiled_once
def delay_loss(
    loss_of: LossTable, level: Floats, one: One, shift: float, calibration: Calibration, excess: Excess, out: Lost
) -> float:
    """Fill the units lost in a cycle by delays that begin in it; return how often that is, at the first level."""
    count = _list_demands(one, shift, calibration, excess, out.demands, out.weights)
    crowded = place(loss_of, out.demands, count)
    losses(loss_of, out.demands, count, crowded, level, out.loss)
    tails(loss_of, out.demands, count, level[0], out.tail)
    _, often, _ = _weighed(out.weights, out.tail, count)
    for n in range(len(level)):
        late, direct, missing = _weighed(out.weights, out.loss[n], count)
        out.late[n], out.direct[n], out.missing[n] = max(late, 0.0), max(direct, 0.0), max(missing, 0.0)
    return max(often, 0.0)


@compiled_inner
def _weighed(weights: Floats, value: Floats, count: int) -> tuple[float, float, float]:
    """Return the sums of what is beyond the usual, weighed as late, direct and missing."""
    late, direct, missing, usual, other = 0.0, 0.0, 0.0, value[0], value[1]
    for d in range(2, count):
        rise = max(value[d] - (other if weights[3, d] > 0.0 else usual), 0.0)
        late += weights[0, d] * rise
        direct += weights[1, d] * rise
        missing += weights[2, d] * rise
    return late, direct, missing


@compiled_inner
def _late(one: One, excess: Excess, cell: int) -> int:
    """Which supplier a cell's delay makes late."""
    return 0 if one.share[0] == 1.0 or excess.first[cell] > excess.second[cell] else 1


@compiled_once
def _list_demands(
    one: One, shift: float, calibration: Calibration, excess: Excess, demands: Demands, weights: Floats
) -> int:
    """List outstanding demand; return how many there are.

    First those when supplier 1 or 2 delivers in time; then, for each cell in which delays begin, that at the end of
    the delay and those from which its cascade follows, with the part of a loss that is passed on.
    """
    mu, share, base, interval = one.mu, one.share, one.base, one.interval
    two = share[0] < 1.0
    for j in range(2):
        age = shift if j == 0 else interval - shift  # of the other's last delivery when j delivers in time
        first = base[0] + (interval if j == 0 else age)
        second = base[1] + (interval if j == 1 or not two else age)
        demands.mean[j] = mu * (share[0] * first + share[1] * second)
        demands.variance[j] = one.variance * union_variance(share[0], share[1], first, second)
    count = 2
    for c in range(one.cells):
        if excess.fresh[c] == 0.0:
            continue
        late = _late(one, excess, c)
        other = 1 - late
        delay, delay_other = excess.first[c], excess.second[c]
        if late == 1:
            delay, delay_other = delay_other, delay
        held = part_held(share, excess, c)
        first = base[0] + interval + held * excess.first[c]
        second = base[1] + interval + held * excess.second[c]
        most = _most_outstanding(one, shift, late, delay) if two else 0.0
        mean = mu * (share[late] * (base[late] + interval) + share[other] * base[other] + most + excess.days[c])
        spread = one.variance * union_variance(share[0], share[1], first, second) + mu * mu * excess.variance[c]
        demands.mean[count], demands.variance[count] = mean, spread
        fresh, later = excess.fresh[c], excess.later[c]
        weights[0, count], weights[1, count], weights[2, count], weights[3, count] = fresh, fresh, later, late
        count += 1
        if not two:
            continue
        # With one supplier late, less is sold, so less is ordered from the other: its deliveries fall
        # short as well, one of its lead times later, by what is not held back of what was lost.
        echo = base[other] + 0.5 * interval + delay_other
        kept = max(excess.days[c] - share[other] * delay_other, 0.0) / max(delay, 1e-300)
        part = calibration.cascade
        for k in range(1, CASCADE + 1):
            part *= 1.0 - min(kept, 1.0)
            if k * echo >= delay or part == 0.0:
                break
            demands.mean[count], demands.variance[count] = mean - mu * kept * k * echo, spread
            weights[0, count], weights[1, count] = fresh * part, 0.0
            weights[2, count], weights[3, count] = later * part, late
            count += 1
    return count


@compiled_inner
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
