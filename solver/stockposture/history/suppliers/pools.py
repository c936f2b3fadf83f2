"""The narrowest pool of observations that is large enough: the offer, its supplier, its region, all."""

import pandas as pd

#: Pools from narrow to wide; a blank key (a supplier of unknown region) is no pool.
LEVELS = {"offer": ["sku", "supplier"], "supplier": ["supplier"], "region": ["region"], "all": []}


def narrowest_pool(counts: pd.DataFrame, least: int) -> pd.Series:
    """Return the name of each row's narrowest pool with at least ``least`` observations, ``""`` if none.

    Parameters
    ----------
    counts
        (n, pools) observations, pools from narrow to wide.
    least
        Fewest observations.

    >>> narrowest_pool(pd.DataFrame({"offer": [4, 1, 0], "all": [9, 9, 2]}), 3).tolist()
    ['offer', 'all', '']
    """
    enough = counts >= least
    return enough.idxmax(axis=1).where(enough.any(axis=1), "")


def pooled_sums(offers: pd.DataFrame, observations: pd.DataFrame, columns: list[str]) -> dict[str, pd.DataFrame]:
    """Return for each pool the sums over its observations, aligned with ``offers``.

    Parameters
    ----------
    offers
        ``sku``, ``supplier``, ``region``.
    observations
        The same and ``columns``.
    columns
        What to sum; an offer without observations gets 0.
    """
    sums = {}
    for name, keys in LEVELS.items():
        if keys:
            usable = observations[(observations[keys] != "").all(axis=1)]
            pool = usable.groupby(keys)[columns].sum().reset_index()
            sums[name] = offers[keys].merge(pool, on=keys, how="left")[columns].fillna(0.0)
        else:
            total = observations[columns].sum()
            sums[name] = pd.DataFrame({column: float(total[column]) for column in columns}, index=range(len(offers)))
    return sums


def pick(pools: dict[str, pd.Series], chosen: pd.Series, default: float) -> pd.Series:
    """Return each row's figure from its chosen pool, ``default`` where none was large enough."""
    picked = pd.Series(default, index=chosen.index, dtype="float64")
    for name, figures in pools.items():
        rows = chosen == name
        picked[rows] = figures[rows]
    return picked
