"""Units lost in a review cycle: routinely, and by delays that begin in it."""

import numpy as np

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.excess import Excess
from stockposture_models.theory.loss_table import LossTable, table_loss
from stockposture_models.theory.lost_sales import LostTable, lost_ratio
from stockposture_models.theory.outstanding import part_held, union_variance
from stockposture_models.theory.policies import Floats

CASCADE = 5  #: how often a loss is followed through the orders it makes smaller
NEVER = 99.0  #: z of a certain demand below the level


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
        certain = NEVER if level >= mean else -NEVER
        z = (level - mean) / deviation if deviation > 0.0 else certain
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
) -> tuple[float, float, float, float]:
    """Units lost in a cycle by delays that begin in it, those without cascade, times the days missing, how often."""
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
    lost, direct, missing, often = 0.0, 0.0, 0.0, 0.0
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
        held = part_held(share, excess, c)
        first = base[0] + interval + held * excess.first[c]
        second = base[1] + interval + held * excess.second[c]
        mean = mu * (share[late] * (base[late] + interval) + share[other] * base[other] + most + excess.days[c])
        spread = variance * union_variance(share[0], share[1], first, second) + mu * mu * excess.variance[c]
        loss, tail = table_loss(loss_of, level, mean, spread)
        rise = max(loss - usual_loss[late], 0.0)
        direct += excess.fresh[c] * rise
        if two:
            # With one supplier late, less is sold, so less is ordered from the other: its deliveries fall
            # short as well, one of its lead times later, by what is not held back of what was lost.
            echo = base[other] + 0.5 * interval + delay_other
            kept = max(excess.days[c] - share[other] * delay_other, 0.0) / max(delay, 1e-300)
            passed = calibration.cascade
            for k in range(1, CASCADE + 1):
                if k * echo >= delay:
                    break
                passed *= 1.0 - min(kept, 1.0)
                again, _ = table_loss(loss_of, level, mean - mu * kept * k * echo, spread)
                rise += passed * max(again - usual_loss[late], 0.0)
        lost += excess.fresh[c] * rise
        missing += excess.later[c] * rise
        often += excess.fresh[c] * max(tail - usual_tail[late], 0.0)
    return max(lost, 0.0), max(direct, 0.0), max(missing, 0.0), max(often, 0.0)
