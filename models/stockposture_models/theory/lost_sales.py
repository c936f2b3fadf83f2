"""How much less is short where shortages are lost, than the excess of outstanding demand says.

A lost unit leaves the pipeline: of the demand that exceeds the level only what was not lost already within
the last lead time is lost now. With Y_k the excess of demand over lead time and interval at the end of cycle
k, the loss of the cycle is l_k = (Y_k - sum of the losses of the n = L / T cycles before it)+. Its mean over
E[Y+] is 1 / (1 + n c); c depends on n, on the variation kappa of demand over L + T and on the buffer's
z = (S - m) / sd, changes slowly, and is tabulated (``lost_table``) from that recursion.
"""

import math
from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled_inner, compiled_once
from stockposture_models.theory.lost_table import CROWDING, KAPPA, OVERLAP, REACH
from stockposture_models.theory.policies import Floats


class LostTable(NamedTuple):
    """Axes log(1 + n), kappa, z / (1 + kappa), and c over them."""

    log_overlap: Floats
    kappa: Floats
    reach: Floats
    crowding: Floats
    least_overlap: float


def lost_table() -> LostTable:
    """Return the shipped table."""
    return LostTable(np.log1p(OVERLAP), KAPPA, REACH, CROWDING, float(OVERLAP[0]))


@compiled_inner
def _bracket(axis: Floats, at: float) -> tuple[int, float]:
    """Place on an axis: left neighbour and the part of the way to the right one; clamped."""
    last = len(axis) - 1
    if at <= axis[0]:
        return 0, 0.0
    if at >= axis[last]:
        return last - 1, 1.0
    left = 0
    while at > axis[left + 1]:
        left += 1
    return left, (at - axis[left]) / (axis[left + 1] - axis[left])


@compiled_once
def lost_row(table: LostTable, overlap: float, kappa: float, crowding: Floats) -> None:
    """Fill the crowding c over the table's reaches: what does not depend on the level.

    Parameters
    ----------
    table
        The table.
    overlap
        n = L / T, cycles whose losses still matter.
    kappa
        Coefficient of variation of demand over L + T.
    crowding
        (m,) c at each of the reaches.
    """
    i, a = _bracket(table.log_overlap, math.log1p(overlap))
    j, b = _bracket(table.kappa, kappa)
    for k in range(len(crowding)):
        near = (1.0 - b) * table.crowding[i, j, k] + b * table.crowding[i, j + 1, k]
        far = (1.0 - b) * table.crowding[i + 1, j, k] + b * table.crowding[i + 1, j + 1, k]
        crowding[k] = (1.0 - a) * near + a * far


@compiled_once
def lost_ratio(table: LostTable, crowding: Floats, overlap: float, kappa: float, z: float) -> float:
    """Return expected loss of a cycle over the expected excess, 1 / (1 + n c).

    Parameters
    ----------
    table, crowding, overlap, kappa
        Those of :func:`lost_row`.
    z
        Level less mean over standard deviation of demand over L + T.
    """
    k, part = _bracket(table.reach, z / (1.0 + kappa))
    crowded = (1.0 - part) * crowding[k] + part * crowding[k + 1]
    if z < 0.0:
        # A level below mean demand: the further, the more surely every cycle loses its part, and c = 1.
        crowded = 1.0 + (crowded - 1.0) * math.exp(2.0 * z)
    # Towards n = 0 the share that is not lost again vanishes with the square root of n.
    reached = math.sqrt(overlap * max(overlap, table.least_overlap))
    ratio: float = 1.0 / (1.0 + reached * crowded)
    return ratio
