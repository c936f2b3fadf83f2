"""Orders as they tell of disruption: when they were placed, and how much longer they took than they need."""

import numpy as np
import pandas as pd

#: Fewer orders than this of an offer say nothing of what it usually takes: they are taken with its supplier's others.
LEAST = 8
#: What an order needs where nothing holds it up: this quantile of what the others took.
UNHELD = 0.1
#: Promises this often kept to the day were written afterwards.
REWRITTEN = 0.5


def promises_are_real(deliveries: pd.DataFrame) -> bool:
    """Return whether scheduled dates were set beforehand: under half of the deliveries arrived on the very day.

    Parameters
    ----------
    deliveries
        ``promised``, ``received``.
    """
    known = deliveries["promised"].notna() & deliveries["received"].notna()
    kept = deliveries.loc[known, "promised"] == deliveries.loc[known, "received"]
    return bool(known.any()) and float(kept.mean()) < REWRITTEN


def held_orders(deliveries: pd.DataFrame) -> pd.DataFrame:
    """Return every order with how long it was held, in days.

    What an order took is its lateness where promises are real, else the time from order to receipt. What it *needed*
    is the tenth percentile of what the orders of its series took; a series is an offer, or the offers of a supplier
    with fewer than :data:`LEAST` orders each, taken together. The rest it was held. An overdue order still open was
    held at least until the last day of the history; other open ones tell nothing yet.

    Parameters
    ----------
    deliveries
        ``sku``, ``supplier``, ``region``, ``ordered``, ``promised``, ``received`` (``datetime64``).

    Returns
    -------
    DataFrame
        ``supplier``, ``region``, ``series`` (its number), ``day`` (days since 1970 it was placed on, or promised for
        where that is not known), ``took``, ``held`` [days; below 0 if faster than needed], ``open``. Orders without
        both days and those of a series of fewer than :data:`LEAST` are left out.
    """
    last = pd.concat([deliveries[name] for name in ("ordered", "received")]).max()
    real = promises_are_real(deliveries)
    orders = deliveries[["sku", "supplier", "region", "ordered", "promised", "received"]].drop_duplicates()
    late = orders["promised"].notna() & (orders["ordered"].isna() | real)
    start = orders["ordered"].mask(late, orders["promised"])
    placed = orders["ordered"].fillna(orders["promised"])
    is_open = orders["received"].isna() & orders["ordered"].notna()
    took = (orders["received"].fillna(last) - start).dt.days
    orders = orders.assign(
        late=late,
        open=is_open,
        took=took,
        day=placed.to_numpy().astype("datetime64[D]").astype(np.int64),
    )
    orders = orders[orders["took"].notna() & placed.notna() & (orders["received"].notna() | is_open)]
    return _with_need(orders)


def _with_need(orders: pd.DataFrame) -> pd.DataFrame:
    """Add the series of each order and how long it was held."""
    keys = ["supplier", "sku", "late"]
    many = orders.assign(arrived=~orders["open"]).groupby(keys)["arrived"].transform("sum").ge(LEAST)
    orders = orders.assign(sku=orders["sku"].where(many, ""))
    orders["series"] = orders.groupby(keys, sort=True).ngroup()
    arrived = orders[~orders["open"]]
    counts = arrived.groupby("series").size()
    need = lower_quantiles(arrived["series"].to_numpy(), arrived["took"].to_numpy(dtype=np.float64), (UNHELD,))[0]
    needs = pd.Series(need, index=np.sort(counts.index.to_numpy()))[counts >= LEAST]
    orders = orders[orders["series"].isin(needs.index)]
    held = orders["took"] - orders["series"].map(needs)
    kept = orders.assign(held=held)[["supplier", "region", "series", "day", "took", "held", "open"]]
    kept = kept[~kept["open"] | (kept["held"] > 0)]
    return kept.sort_values(["supplier", "day", "series"], ignore_index=True)


def lower_quantiles(groups: np.ndarray, values: np.ndarray, shares: tuple[float, ...]) -> np.ndarray:
    """Return (shares, groups) quantiles of the values of each group, the groups in order, no interpolation.

    >>> lower_quantiles(np.array([1, 0, 1, 1]), np.array([5.0, 7.0, 3.0, 9.0]), (0.0, 0.5))
    array([[7., 3.],
           [7., 5.]])
    """
    order = np.lexsort((values, groups))
    sizes = np.unique(groups, return_counts=True)[1]
    starts = np.cumsum(sizes) - sizes
    return np.stack([values[order][starts + np.floor(share * (sizes - 1)).astype(np.int64)] for share in shares])
