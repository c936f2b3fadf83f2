"""Policies made ready for the compiled loop: suppliers in a fixed order, causes of delay, groups of the correction."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.compiled import compiled, compiled_inner
from stockposture_models.theory.delays import Delays, new_delays, note_delays
from stockposture_models.theory.groups import GROUPS, note_groups
from stockposture_models.theory.offer_table import OfferTable
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_offers import comes_before


class Ready(NamedTuple):
    """n policies, all with demand.

    Parameters
    ----------
    rows, share
        (n, 2) suppliers' rows of the table of offers and their shares, larger shares (then leads, ...) first; the
        table's last row and 0 where there is none. Whatever the theory rounds or cuts into cells, it so does the same
        way for both orders.
    bare
        (n,) order-up-to level without buffer, units.
    delays
        Causes of delay.
    groups, applies
        (n, g) and (n, 3); see :func:`groups.note_groups`.
    """

    rows: NDArray[np.int64]
    share: Floats
    bare: Floats
    delays: Delays
    groups: Floats
    applies: Floats


def ready(
    mean: Floats,
    deviation: Floats,
    backorder: NDArray[np.bool_],
    interval: Floats,
    share: Floats,
    rows: NDArray[np.int64],
    same_region: NDArray[np.bool_],
    table: OfferTable,
    cluster: float,
) -> Ready:
    """Return policies made ready.

    Parameters
    ----------
    mean, deviation, backorder, interval
        (n,) of each policy.
    share, rows
        (n, 2) shares, and rows of the table; any row where the share is 0.
    same_region
        (n,) whether both suppliers sit in one region.
    table, cluster
        The offers; how congestion clusters, see :class:`~stockposture_models.theory.calibration.Calibration`.
    """
    count = len(mean)
    found = Ready(
        np.empty((count, 2), dtype=np.int64),
        np.empty((count, 2)),
        np.empty(count),
        new_delays(count),
        np.empty((count, GROUPS)),
        np.empty((count, 3)),
    )
    _prepare(mean, deviation, backorder, interval, share, rows, same_region, table, cluster, found)
    return found


@compiled
def _prepare(
    mean: Floats,
    deviation: Floats,
    backorder: NDArray[np.bool_],
    interval: Floats,
    share: Floats,
    rows: NDArray[np.int64],
    same_region: NDArray[np.bool_],
    table: OfferTable,
    cluster: float,
    found: Ready,
) -> None:
    nothing, lead = len(table.base) - 1, table.quick.terms[:, 0]
    for i in range(len(mean)):
        one = rows[i, 0] if share[i, 0] > 0.0 else nothing
        other = rows[i, 1] if share[i, 1] > 0.0 else nothing
        swap = comes_after(share[i, 0], one, share[i, 1], other, table)
        a, b = (1, 0) if swap else (0, 1)
        one, other = (other, one) if swap else (one, other)
        found.rows[i, 0], found.rows[i, 1] = one, other
        found.share[i, 0], found.share[i, 1] = share[i, a], share[i, b]
        mean_lead = share[i, a] * lead[one] + share[i, b] * lead[other]
        found.bare[i] = mean[i] * (interval[i] + mean_lead)
        common = bool(same_region[i] and found.share[i, 0] > 0.0 and found.share[i, 1] > 0.0)
        note_delays(i, one, other, found.share[i], interval[i], common, cluster, table, found.delays)
        variation = deviation[i] / mean[i]
        note_groups(
            one,
            other,
            found.share[i],
            interval[i],
            mean_lead,
            variation,
            backorder[i],
            common,
            table,
            found.groups[i],
            found.applies[i],
        )


@compiled_inner
def comes_after(share: float, one: int, other_share: float, other: int, table: OfferTable) -> bool:
    """Whether a supplier stands after the other: the larger share first, then as its terms say."""
    if share != other_share:
        return other_share > share
    return comes_before(table.quick.terms, other, one)
