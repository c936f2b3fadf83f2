"""The compiled loop over policies and buffers: from causes of delay to shortage and stock.

Outstanding at a moment is what was demanded and has not arrived yet: of supplier j, its share of the demand
of the last A_j days, A_j the age of its last arrived order. Ages grow by a day a day and fall at arrivals,
so a review cycle is one gap (one supplier) or two (two), each with ages at its beginning and a length.
"""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.delays import CAUSES_PER_SUPPLIER, Delays
from stockposture_models.theory.excess import CELLS, Cause, Excess, TailCells, add_cause, no_excess
from stockposture_models.theory.loss_table import LossTable, table_loss
from stockposture_models.theory.lost_sales import LostTable, lost_ratio
from stockposture_models.theory.policies import Floats

CASCADE = 3  #: how often a loss is followed through the orders it makes smaller
NEVER = 99.0  #: z of a certain demand below the level


@compiled
def union_variance(share_first: float, share_second: float, age_first: float, age_second: float) -> float:
    """Variance of outstanding demand, per variance of a day's: shares add up where the ages overlap."""
    both = min(age_first, age_second)
    longer = share_first if age_first > age_second else share_second
    return (share_first + share_second) ** 2 * both + longer**2 * (max(age_first, age_second) - both)


@compiled
def policy_excess(
    delays: Delays,
    row: int,
    share: Floats,
    cells: TailCells,
    calibration: Calibration,
    excess: Excess,
    cause: Cause,
    work: Floats,
) -> int:
    """Put all causes of delay of one policy together; return the number of cells."""
    smallest, largest = 1e300, 0.0
    for c in range(2 * CAUSES_PER_SUPPLIER):
        if delays.probability[row, c] > 0.0:
            common = delays.common[row] > 0.0 and c == CAUSES_PER_SUPPLIER - 1
            scale = delays.mean[row, c] * (1.0 if common else share[c // CAUSES_PER_SUPPLIER])
            smallest = min(smallest, scale)
            largest += scale
    count = no_excess(excess, smallest, largest)
    for c in range(2 * CAUSES_PER_SUPPLIER):
        if delays.probability[row, c] <= 0.0:
            continue
        common = delays.common[row] > 0.0 and c == CAUSES_PER_SUPPLIER - 1
        supplier = c // CAUSES_PER_SUPPLIER
        held = 1.0 if common else share[supplier]
        mean = delays.mean[row, c]
        forgotten = calibration.later_congestion if c % CAUSES_PER_SUPPLIER == 0 else 1.0
        # A unit lost now would have been ordered at the next review: how much longer it would have taken.
        later = 0.0
        for j in range(2):
            if common or j == supplier:
                later += share[j] * mean * np.exp(-forgotten * delays.base[row, j] / mean)
        rho, cycles = delays.clustered[row, c], delays.cycles[row, c]
        for k in range(len(cells.mass)):
            days = delays.least[row, c] + mean * cells.mean[k]
            slope = held
            effect = held * days
            if days > delays.relief_after[row, c]:
                slope = held - delays.relief[row, c]
                effect -= delays.relief[row, c] * (days - delays.relief_after[row, c])
            cause.mass[k] = delays.probability[row, c] * cells.mass[k]
            # Busy periods of the queue exceed x (1 - rho) / (1 - rho exp(-eta x)) times as often as its
            # excursions do (maximum of the M/M/1 workload over a busy period).
            tail0, tail1 = cells.tail[k], cells.tail[k + 1]
            fresh0 = tail0 * (1.0 - np.exp(-cycles * (1.0 - rho) / (1.0 - rho * tail0)))
            fresh1 = tail1 * (1.0 - np.exp(-cycles * (1.0 - rho) / (1.0 - rho * tail1)))
            cause.fresh[k] = delays.probability[row, c] * (fresh0 - fresh1)
            cause.days[k] = effect
            cause.variance[k] = slope * slope * mean * mean * cells.variance[k]
            cause.first[k] = effect / held if common or supplier == 0 else 0.0
            cause.second[k] = effect / held if common or supplier == 1 else 0.0
        count = add_cause(excess, count, cause, later, work)
    return count


@compiled
def gaps(interval: float, two: bool, base: Floats, congested: bool) -> tuple[int, Floats]:
    """Gaps of an undelayed cycle: (gap, [age of first, age of second, length])."""
    out = np.zeros((2, 3))
    out[0, 0], out[0, 1], out[0, 2] = base[0], base[1], interval
    if not two:
        return 1, out
    shift = interval / 2.0 if congested else (base[0] - base[1]) % interval
    out[0, 1], out[0, 2] = base[1] + shift, interval - shift
    out[1, 0], out[1, 1], out[1, 2] = base[0] + interval - shift, base[1], shift
    return (2 if 0.0 < shift < interval else 1), out


@compiled
def stock_in_gaps(
    loss_of: LossTable,
    level: float,
    mu: float,
    variance: float,
    interval: float,
    share: Floats,
    count_gaps: int,
    gap: Floats,
    excess: Excess,
    count: int,
    out: Floats,
) -> None:
    """Backordered units of a cycle, mean stock and peak stock, into ``out``."""
    short, on_hand, peak = 0.0, 0.0, 0.0
    for g in range(count_gaps):
        first, second, length = gap[g, 0], gap[g, 1], gap[g, 2]
        top = 0.0
        for c in range(count):
            mean = mu * (share[0] * first + share[1] * second + excess.days[c])
            ages = union_variance(share[0], share[1], first + excess.first[c], second + excess.second[c])
            spread = variance * ages + mu * mu * excess.variance[c]
            loss0, _ = table_loss(loss_of, level, mean, spread)
            loss1, _ = table_loss(loss_of, level, mean + 0.5 * mu * length, spread + 0.5 * variance * length)
            loss2, _ = table_loss(loss_of, level, mean + mu * length, spread + variance * length)
            start = level - mean + loss0
            middle = level - mean - 0.5 * mu * length + loss1
            end = level - mean - mu * length + loss2
            mass = excess.mass[c]
            short += mass * (loss2 - loss0)
            on_hand += mass * length / interval * (start + 4.0 * middle + end) / 6.0
            top += mass * start
        peak = max(peak, top)
    out[0], out[1], out[2] = short, on_hand, peak


@compiled
def routine_loss(
    loss_of: LossTable,
    lost_of: LostTable,
    level: float,
    mu: float,
    variance: float,
    share: Floats,
    count_gaps: int,
    gap: Floats,
) -> tuple[float, float]:
    """Units lost in a cycle without delays, and how often."""
    lost, often = 0.0, 0.0
    for g in range(count_gaps):
        first, second, length = gap[g, 0], gap[g, 1], gap[g, 2]
        start = mu * (share[0] * first + share[1] * second)
        mean = start + mu * length
        spread = variance * (union_variance(share[0], share[1], first, second) + length)
        deviation = np.sqrt(spread)
        z = (level - mean) / deviation if deviation > 0.0 else NEVER
        ratio = lost_ratio(lost_of, start / (mu * length), deviation / mean, z)
        loss, tail = table_loss(loss_of, level, mean, spread)
        lost += ratio * loss
        often += ratio * tail
    return lost, often


@compiled
def delay_loss(
    loss_of: LossTable,
    level: float,
    mu: float,
    variance: float,
    interval: float,
    share: Floats,
    base: Floats,
    excess: Excess,
    count: int,
) -> tuple[float, float, float]:
    """Units lost in a cycle by delays that begin in it, these times the days they are missing, how often."""
    # Just before a late arrival of one supplier, the other's age is uniform within its cycle; the highest
    # outstanding stock is on average share_1 share_2 / 2 of an interval below both at their oldest.
    oldest = interval * (1.0 - 0.5 * share[0] * share[1])
    first, second = base[0] + oldest, base[1] + oldest
    usual = mu * (share[0] * first + share[1] * second)
    usual_loss, usual_tail = table_loss(
        loss_of, level, usual, variance * union_variance(share[0], share[1], first, second)
    )
    lost, missing, often = 0.0, 0.0, 0.0
    for c in range(count):
        if excess.fresh[c] == 0.0:
            continue
        ages = union_variance(share[0], share[1], first + excess.first[c], second + excess.second[c])
        spread = variance * ages + mu * mu * excess.variance[c]
        loss, tail = table_loss(loss_of, level, usual + mu * excess.days[c], spread)
        rise = loss - usual_loss
        if share[0] < 1.0:
            # With one supplier late, less is sold, so less is ordered from the other: its deliveries fall
            # short as well, one of its lead times later.
            late, other = (0, 1) if excess.first[c] > excess.second[c] else (1, 0)
            delay_other = excess.second[c] if late == 0 else excess.first[c]
            delay = excess.first[c] if late == 0 else excess.second[c]
            echo = base[other] + 0.5 * interval + delay_other
            for k in range(1, CASCADE + 1):
                if k * echo < delay:
                    days = excess.days[c] - share[late] * k * echo
                    again, _ = table_loss(loss_of, level, usual + mu * days, spread)
                    rise += share[other] ** k * max(again - usual_loss, 0.0)
        lost += excess.fresh[c] * rise
        missing += excess.later[c] * rise
        often += excess.fresh[c] * (tail - usual_tail)
    return max(lost, 0.0), max(missing, 0.0), max(often, 0.0)


@compiled
def respond_all(
    demand_mean: Floats,
    demand_sd: Floats,
    backorder: NDArray[np.bool_],
    interval: Floats,
    share: Floats,
    level: Floats,
    delays: Delays,
    cells: TailCells,
    loss_of: LossTable,
    lost_of: LostTable,
    calibration: Calibration,
    out: Floats,
) -> None:
    """Fill ``out`` (3, n, k) with short fraction, mean on-hand and peak at each order-up-to level (n, k)."""
    excess = Excess(
        np.zeros(CELLS),
        np.zeros(CELLS),
        np.zeros(CELLS),
        np.zeros(CELLS),
        np.zeros(CELLS),
        np.zeros(CELLS),
        np.zeros(CELLS),
        np.zeros(CELLS),
    )
    tails = len(cells.mass)
    cause = Cause(
        np.zeros(tails),
        np.zeros(tails),
        np.zeros(tails),
        np.zeros(tails),
        np.zeros(tails),
        np.zeros(tails),
    )
    work = np.zeros((7, CELLS))
    backordered = np.zeros(3)
    for i in range(len(demand_mean)):
        mu, variance, cycle = demand_mean[i], demand_sd[i] ** 2, interval[i]
        split, base = share[i], delays.base[i]
        count = policy_excess(delays, i, split, cells, calibration, excess, cause, work)
        congested = delays.probability[i, 0] > 0.0 or delays.probability[i, CAUSES_PER_SUPPLIER] > 0.0
        count_gaps, gap = gaps(cycle, split[0] < 1.0, base, congested)
        pipeline = split[0] * base[0] + split[1] * base[1] + 0.5 * cycle
        for c in range(count):
            pipeline += excess.mass[c] * excess.days[c]
        for b in range(level.shape[1]):
            s = level[i, b]
            stock_in_gaps(loss_of, s, mu, variance, cycle, split, count_gaps, gap, excess, count, backordered)
            short, on_hand, peak = backordered[0], backordered[1], backordered[2]
            if not backorder[i]:
                late, missing, often_late = delay_loss(
                    loss_of, s, mu, variance, cycle, split, base, excess, count
                )
                routine, often = routine_loss(loss_of, lost_of, s, mu, variance, split, count_gaps, gap)
                overlap = pipeline / cycle - 0.5
                late_part = 1.0 / (1.0 + calibration.crowding_late * overlap * (often_late + often))
                routine_part = 1.0 / (1.0 + calibration.crowding_routine * overlap * often_late)
                lost = late * late_part + routine * routine_part
                missing *= late_part
                short = min(lost, mu * cycle)
                # Level = on-hand + outstanding; a unit lost is not outstanding from when it is lost until
                # what would have replaced it arrives.
                held = s - mu * pipeline + (short * pipeline + missing) / cycle
                peak += max(held - on_hand, 0.0)
                on_hand = max(on_hand, held)
            out[0, i, b] = min(max(short / (mu * cycle), 0.0), 1.0)
            out[1, i, b] = on_hand
            out[2, i, b] = peak
