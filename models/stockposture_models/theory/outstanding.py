"""What is outstanding: how old each supplier's last delivery is, without delays and with them.

Outstanding at a moment is what was demanded and has not arrived yet: of supplier j, its share of the demand
of the last A_j days, A_j the age of its last arrived order. Ages grow by a day a day and fall at arrivals,
so a review cycle is one gap (one supplier) or two (two), each with ages at its beginning and a length.
"""

import numpy as np

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled_inner, compiled_lane, compiled_once
from stockposture_models.theory.delays import CAUSES_PER_SUPPLIER, CONGESTION, REGION, Delays
from stockposture_models.theory.elementary import exponential
from stockposture_models.theory.excess import (
    BEGUN,
    CUT_MASS,
    CUT_MEAN,
    CUT_TAIL,
    CUT_VARIANCE,
    DAYS,
    FIRST,
    FRESH,
    MASS,
    NEGLIGIBLE,
    SECOND,
    TAILS,
    VARIANCE,
    Excess,
    TailCells,
    add_cause,
    next_supplier,
    no_excess,
)
from stockposture_models.theory.policies import Floats


@compiled_inner
def union_variance(share_first: float, share_second: float, age_first: float, age_second: float) -> float:
    """Variance of outstanding demand, per variance of a day's: shares add up where the ages overlap."""
    both = min(age_first, age_second)
    longer = share_first if age_first > age_second else share_second
    return (share_first + share_second) ** 2 * both + longer**2 * (max(age_first, age_second) - both)


@compiled_inner
def part_held(share: Floats, excess: Excess, cell: int) -> float:
    """Part of what delays would hold back that is held back: less than 1 where the other supplier took over."""
    full = share[0] * excess.first[cell] + share[1] * excess.second[cell]
    return min(excess.days[cell] / full, 1.0) if full > 0.0 else 1.0


@compiled_once
def policy_excess(
    delays: Delays,
    row: int,
    interval: float,
    share: Floats,
    cells: TailCells,
    calibration: Calibration,
    excess: Excess,
    work: Floats,
) -> int:
    """Put all causes of delay of one policy together; return the number of cells."""
    smallest, largest, tails = 1e300, 0.0, len(cells.mass)
    for c in range(2 * CAUSES_PER_SUPPLIER):
        if delays.probability[row, c] > NEGLIGIBLE:
            common = delays.common[row] > 0.0 and c == REGION
            scale = delays.mean[row, c] * (1.0 if common else share[c // CAUSES_PER_SUPPLIER])
            smallest = min(smallest, scale)
            largest += scale
    count = no_excess(excess, smallest, largest, work)
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
        probability, least = delays.probability[row, c], delays.least[row, c]
        relief, relief_after = delays.relief[row, c], delays.relief_after[row, c]
        rho, cycles = delays.clustered[row, c], delays.cycles[row, c]
        on_first = 1.0 if common or supplier == 0 else 0.0
        on_second = 1.0 if common or supplier == 1 else 0.0
        for k in range(tails):
            work[BEGUN + k] = _begun(rho, cycles, work[CUT_TAIL + k])
        work[BEGUN + TAILS] = 0.0
        for k in range(tails):
            days = least + mean * work[CUT_MEAN + k]
            relieved = days > relief_after
            slope = held - relief if relieved else held
            work[MASS + k] = probability * work[CUT_MASS + k]
            work[DAYS + k] = held * days - relief * (days - relief_after) if relieved else held * days
            work[VARIANCE + k] = slope * slope * mean * mean * work[CUT_VARIANCE + k]
            work[FIRST + k] = on_first * days
            work[SECOND + k] = on_second * days
            work[FRESH + k] = probability * (work[BEGUN + k] - work[BEGUN + 1 + k])
        count = add_cause(excess, count, later, work)
    return count


@compiled_lane
def _begun(rho: float, cycles: float, tail: float) -> float:
    """How often in a review cycle a delay begins of which so large a part of all delays is no longer.

    Busy periods of the queue exceed x (1 - rho) / (1 - rho exp(-eta x)) times as often as its excursions do (maximum
    of the M/M/1 workload over a busy period).
    """
    begun: float = tail * (1.0 - exponential(-cycles * (1.0 - rho) / (1.0 - rho * tail)))
    return begun


@compiled_once
def shifted_deliveries(delays: Delays, row: int, share: Floats, interval: float) -> tuple[bool, float]:
    """Whether congestion shifts deliveries, and by what variance within and across cycles, days squared."""
    congested, variance = False, 0.0
    for j in range(2):
        c = CAUSES_PER_SUPPLIER * j + CONGESTION
        rho, scale = delays.probability[row, c], delays.mean[row, c]
        congested = congested or rho > 0.0
        variance += share[j] ** 2 * rho * (2.0 - rho) * scale * (interval - 1.0)
    return congested, variance


@compiled_once
def arrival_shifts(interval: float, base: Floats, delays: Delays, row: int, shifts: Floats) -> int:
    """Days from an arrival of supplier 2 to the next of supplier 1, within a cycle; return how many cases.

    Congestion shifts arrivals: two equally likely cases, a standard deviation apart from the mean; where it
    is wide against the interval, any shift is as likely as any other and the middle one stands for all.
    """
    mean, variance = base[0] - base[1], 0.0
    for j in range(2):
        c = CAUSES_PER_SUPPLIER * j + CONGESTION
        rho, scale = delays.probability[row, c], delays.mean[row, c]
        mean += (rho if j == 0 else -rho) * (delays.least[row, c] + scale)
        variance += rho * (2.0 - rho) * scale * scale
    deviation = np.sqrt(variance)
    if deviation > 0.3 * interval:
        shifts[0] = 0.5 * interval
        return 1
    shifts[0] = (mean - deviation) % interval
    shifts[1] = (mean + deviation) % interval
    return 1 if deviation == 0.0 else 2


@compiled_inner
def gaps(interval: float, base: Floats, shift: float, gap: Floats) -> int:
    """Gaps of an undelayed cycle into ``gap`` [age of first, age of second, length]; return how many."""
    gap[0, 0], gap[0, 1], gap[0, 2] = base[0], base[1] + shift, interval - shift
    gap[1, 0], gap[1, 1], gap[1, 2] = base[0] + interval - shift, base[1], shift
    return 2 if shift > 0.0 else 1
