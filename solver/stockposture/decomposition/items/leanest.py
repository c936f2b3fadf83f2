"""What items use of the limits at the very least: points that cost nothing, for the proof that no plan fits."""

from typing import TYPE_CHECKING

import numpy as np

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.items.shares import touched_limits
from stockposture.decomposition.screen.pricetags import PriceTags
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.settings import SpaceBasis

if TYPE_CHECKING:
    from stockposture.decomposition.items.partition import Partition


def leanest_columns(partition: "Partition") -> Columns:
    """Return one point for every split: no candidate of it uses less of any limit.

    Stock on order counts only where short units wait: of what is lost nothing is known to be under way.

    Raises
    ------
    ValueError
        If what is not yet paid is taken off capital: then uses have no least that adds up.
    """
    items, offers, limits, settings = partition.items, partition.offers, partition.limits, partition.case.settings
    if settings.capital_basis.deducts_payables:
        raise ValueError("uses of capital less payables have no floor")
    nothing = PriceTags.of(np.zeros(len(limits)), limits, items, offers)
    on_hand, peak = partition.least_stocks(nothing)
    splits = partition.screener.splits
    used = np.flatnonzero(np.isfinite(on_hand))
    item, rows = splits.item[used], splits.offers[used]
    share = np.where(rows >= 0, splits.shares[used], 0.0)
    mean, price = items.demand_mean[item], offers.price[rows]
    value = (share * price).sum(axis=1)
    under_way = np.where(items.backorder[item], mean * (share * offers.lead[rows]).sum(axis=1), 0.0)
    stock = on_hand[used] + (under_way if settings.capital_basis.counts_in_transit else 0.0)
    held = items.volume[item] * (peak if settings.space_basis is SpaceBasis.PEAK else on_hand)[used]
    bought = DAYS_A_YEAR * mean[:, np.newaxis] * share * price
    limit = touched_limits(items, offers, limits, item, rows)
    use = np.column_stack([value * stock, held, held, bought])
    if partition.payload.weight is not None:
        use *= partition.payload.weight[item][:, np.newaxis]
    # Items that no limit is told of, those without demand among them, use nothing.
    idle = np.setdiff1d(np.arange(partition.count), item)
    item = np.concatenate([item, idle])
    limit = np.concatenate([limit, np.full((len(idle), limit.shape[1]), -1)])
    use = np.concatenate([use, np.zeros((len(idle), use.shape[1]))])
    order = np.argsort(item, kind="stable")
    count = len(item)
    return Columns(
        item=item[order].astype(np.int64),
        first=np.arange(count + 1, dtype=np.int64),
        limit=limit[order],
        opening=np.full((count, 2), -1, dtype=np.int64),
        buffer=np.zeros(count),
        cost=np.zeros(count),
        falling=np.zeros(count),
        use=np.ascontiguousarray(use[order]),
        curved=False,
        rest=np.full(partition.count, np.inf),
        low=np.zeros(len(limits)),
    )
