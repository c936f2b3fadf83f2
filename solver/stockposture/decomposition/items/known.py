"""What a partition knows, as plain arrays."""

from typing import TYPE_CHECKING

import numpy as np

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.items.shares import most_bought, supplier_limits, touched_limits
from stockposture_models.candidates.economics import yearly_purchases

if TYPE_CHECKING:
    from stockposture.decomposition.items.partition import Partition


def columns_of(partition: "Partition") -> Columns:
    """Return the candidates of a partition's pool with what is known of all others."""
    pool, limits = partition.pool, partition.limits
    candidates = pool.candidates
    distinct = pool.distinct
    counts = distinct.sum(axis=1)
    suppliers = np.where(candidates.offers >= 0, partition.offers.supplier[candidates.offers], -1)
    c = len(pool)
    bought = yearly_purchases(candidates, partition.items, partition.offers)
    at = np.repeat(np.arange(c), counts)
    use = np.stack(
        [pool.capital[distinct], pool.space[distinct], pool.space[distinct], bought[at, 0], bought[at, 1]], axis=1
    )
    weight = np.ones(partition.count) if partition.payload.weight is None else partition.payload.weight
    of_point = weight[pool.item[at]]
    touched, most = most_bought(partition.items, partition.offers, limits)
    return Columns(
        item=pool.item,
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        limit=touched_limits(partition.items, partition.offers, limits, pool.item, candidates.offers),
        opening=np.where(suppliers >= 0, partition.payload.opening[suppliers], -1).astype(np.int64),
        buffer=pool.buffer[distinct],
        cost=pool.relevant[distinct] * of_point,
        falling=pool.stockout[distinct] * of_point,
        use=use * of_point[:, np.newaxis],
        curved=True,
        rest=partition.rest * weight,
        low=partition.low,
        signed=partition.is_signed,
        touched=touched,
        most=most * weight[:, np.newaxis],
        shared=supplier_limits(limits),
    )
