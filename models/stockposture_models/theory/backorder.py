"""Shortage and stock where short units wait: expectations over what is outstanding, no approximation but its cells.

Units short in a gap are those outstanding beyond the level at its end and not yet at its beginning
(Zipkin, Foundations of Inventory Management, 6 and 7; lead times that never cross); on-hand stock is
E[(S - outstanding)+], averaged over the gap by Simpson's rule.
"""

from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.excess import Excess
from stockposture_models.theory.loss_table import LossTable, table_loss
from stockposture_models.theory.outstanding import part_held, union_variance
from stockposture_models.theory.policies import Floats


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
            held = part_held(share, excess, c)
            ages = union_variance(share[0], share[1], first + held * excess.first[c], second + held * excess.second[c])
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
