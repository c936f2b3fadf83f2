"""The compiled loop over policies and buffers: from causes of delay to shortage and stock.

Outstanding at a moment is what was demanded and has not arrived yet: of supplier j, its share of the demand
of the last A_j days, A_j the age of its last arrived order. Ages grow by a day a day and fall at arrivals,
so a review cycle is one gap (one supplier) or two (two), each with ages at its beginning and a length.
"""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.delays import CAUSES_PER_SUPPLIER, CONGESTION, REGION, Delays
from stockposture_models.theory.excess import (
    CELLS,
    NEGLIGIBLE,
    Cause,
    Excess,
    TailCells,
    add_cause,
    next_supplier,
    no_excess,
)
from stockposture_models.theory.loss_table import LossTable, table_loss
from stockposture_models.theory.lost_sales import LostTable, lost_ratio
from stockposture_models.theory.peak import expected_larger
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
    interval: float,
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
        if delays.probability[row, c] > NEGLIGIBLE:
            common = delays.common[row] > 0.0 and c == REGION
            scale = delays.mean[row, c] * (1.0 if common else share[c // CAUSES_PER_SUPPLIER])
            smallest = min(smallest, scale)
            largest += scale
    count = no_excess(excess, smallest, largest)
    for c in range(2 * CAUSES_PER_SUPPLIER):
        if c == CAUSES_PER_SUPPLIER:
            next_supplier(excess, count)
        if delays.probability[row, c] <= NEGLIGIBLE:
            continue
        common = delays.common[row] > 0.0 and c == REGION
        supplier = c // CAUSES_PER_SUPPLIER
        held = 1.0 if common else share[supplier]
        mean = delays.mean[row, c]
        # A unit lost in a delay was not ordered. Its stock is missing from the pipeline, so on hand, for a lead
        # time, less what is left of the delay (memoryless), when there is no stock to hold it.
        later = 0.5 * interval
        for j in range(2):
            lead = delays.base[row, j]
            later += share[j] * (lead - calibration.later * mean * (1.0 - np.exp(-lead / (calibration.later * mean))))
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
def arrival_shifts(interval: float, base: Floats, delays: Delays, row: int, shifts: Floats) -> int:
    """Days from an arrival of supplier 2 to the next of supplier 1, within a cycle; return how many cases.

    Congestion shifts arrivals: two equally likely cases, a standard deviation apart from the mean; where it
    is wide against the interval, any shift is as likely as any other and the middle one stands for all.
    """
    mean, variance = base[0] - base[1], 0.0
    for j in range(2):
        c = CAUSES_PER_SUPPLIER * j + CONGESTION
        rho, scale = delays.probability[row, c], delays.mean[row, c]
        mean += (rho if j == 0 else -rho) * scale
        variance += rho * (2.0 - rho) * scale * scale
    deviation = np.sqrt(variance)
    if deviation > 0.3 * interval:
        shifts[0] = 0.5 * interval
        return 1
    shifts[0] = (mean - deviation) % interval
    shifts[1] = (mean + deviation) % interval
    return 1 if deviation == 0.0 else 2


@compiled
def gaps(interval: float, base: Floats, shift: float, gap: Floats) -> int:
    """Gaps of an undelayed cycle into ``gap`` [age of first, age of second, length]; return how many."""
    gap[0, 0], gap[0, 1], gap[0, 2] = base[0], base[1] + shift, interval - shift
    gap[1, 0], gap[1, 1], gap[1, 2] = base[0] + interval - shift, base[1], shift
    return 2 if shift > 0.0 else 1


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
    """Backordered units of a cycle, mean stock, stock at the beginning of each gap, units waiting."""
    short, on_hand, usual = 0.0, 0.0, 0.0
    for g in range(count_gaps):
        first, second, length = gap[g, 0], gap[g, 1], gap[g, 2]
        out[2 + g] = 0.0
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
            out[2 + g] += mass * start
            if c == 0:
                usual += length / interval * (loss0 + 4.0 * loss1 + loss2) / 6.0
    out[0], out[1], out[4] = short, on_hand, usual


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
) -> float:
    """Units lost in a cycle without delays."""
    lost = 0.0
    for g in range(count_gaps):
        first, second, length = gap[g, 0], gap[g, 1], gap[g, 2]
        start = mu * (share[0] * first + share[1] * second)
        mean = start + mu * length
        spread = variance * (union_variance(share[0], share[1], first, second) + length)
        deviation = np.sqrt(spread)
        z = (level - mean) / deviation if deviation > 0.0 else NEVER
        ratio = lost_ratio(lost_of, start / (mu * length), deviation / mean, z)
        loss, _ = table_loss(loss_of, level, mean, spread)
        lost += ratio * loss
    return lost


@compiled
def delay_loss(
    loss_of: LossTable,
    level: float,
    mu: float,
    variance: float,
    interval: float,
    share: Floats,
    base: Floats,
    shift: float,
    calibration: Calibration,
    excess: Excess,
    count: int,
) -> tuple[float, float, float]:
    """Units lost in a cycle by delays that begin in it, these times the days they are missing, how often."""
    two = share[0] < 1.0
    usual_loss, usual_tail = np.zeros(2), np.zeros(2)
    for j in range(2 if two else 1):
        age = shift if j == 0 else interval - shift  # of the other's last delivery when j delivers in time
        first = base[0] + (interval if j == 0 else age)
        second = base[1] + (interval if j == 1 or not two else age)
        usual_loss[j], usual_tail[j] = table_loss(
            loss_of,
            level,
            mu * (share[0] * first + share[1] * second),
            variance * union_variance(share[0], share[1], first, second),
        )
    lost, missing, often = 0.0, 0.0, 0.0
    for c in range(count):
        if excess.fresh[c] == 0.0:
            continue
        late = 0 if not two or excess.first[c] > excess.second[c] else 1
        other = 1 - late
        delay = excess.first[c] if late == 0 else excess.second[c]
        delay_other = excess.second[c] if late == 0 else excess.first[c]
        most = 0.0
        if two:
            # Highest outstanding stock while one is late and the other keeps delivering every interval: at
            # the end, or just before the other's last delivery before the end.
            age = (shift if late == 0 else interval - shift) + delay
            most = share[other] * (age % interval)
            if age >= interval:
                most = max(most, share[other] * interval - share[late] * (age % interval))
        first, second = base[0] + interval + excess.first[c], base[1] + interval + excess.second[c]
        mean = mu * (share[late] * (base[late] + interval) + share[other] * base[other] + most + excess.days[c])
        spread = variance * union_variance(share[0], share[1], first, second) + mu * mu * excess.variance[c]
        loss, tail = table_loss(loss_of, level, mean, spread)
        rise = max(loss - usual_loss[late], 0.0)
        if two:
            # With one supplier late, less is sold, so less is ordered from the other: its deliveries fall
            # short as well, one of its lead times later.
            echo = base[other] + 0.5 * interval + delay_other
            for k in range(1, CASCADE + 1):
                if k * echo < delay:
                    again, _ = table_loss(loss_of, level, mean - mu * share[late] * k * echo, spread)
                    rise += calibration.cascade * share[other] ** k * max(again - usual_loss[late], 0.0)
        lost += excess.fresh[c] * rise
        missing += excess.later[c] * rise
        often += excess.fresh[c] * max(tail - usual_tail[late], 0.0)
    return max(lost, 0.0), max(missing, 0.0), max(often, 0.0)


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
    """Fill ``out`` (3, n, k) with short fraction, mean on-hand and peak at each order-up-to level (n, k); ``bare`` (n,) is without buffer."""
    excess = Excess(
        np.zeros(CELLS),
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
    work = np.zeros((8, CELLS))
    backordered = np.zeros(5)
    shifts, gap = np.zeros(2), np.zeros((2, 3))
    for i in range(len(demand_mean)):
        mu, variance, cycle = demand_mean[i], demand_sd[i] ** 2, interval[i]
        split, base = share[i], delays.base[i]
        count = policy_excess(delays, i, cycle, split, cells, calibration, excess, cause, work)
        # Congestion shifts deliveries within and across cycles, the more the longer the cycle, days squared.
        wander, congested = 0.0, False
        for j in range(2):
            c = CAUSES_PER_SUPPLIER * j + CONGESTION
            rho, scale = delays.probability[i, c], delays.mean[i, c]
            congested = congested or rho > 0.0
            wander += split[j] ** 2 * rho * (2.0 - rho) * scale * (cycle - 1.0)
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
                # From one state to the other the stock loses the demand in between and gains a delivery.
                if count_gaps == 2:
                    between, other = gap[0, 2], backordered[3]
                    delivered = split[1] ** 2 * cycle
                else:
                    between = 0.5 * (cycle - 1.0) if congested else base[0] % cycle
                    other = backordered[2] - mu * (cycle - between)
                    delivered = cycle if between > 0.0 else 0.0
                spread = calibration.peak_demand * variance * (between + delivered)
                spread += calibration.peak_congestion * mu * mu * wander
                peak += expected_larger(backordered[2], other, np.sqrt(spread)) / cases
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
            out[2, i, b] = peak
