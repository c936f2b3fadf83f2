"""Rate and length of the outages of suppliers and of regions, with credible intervals."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.stretches.find import Watched
from stockposture.history.stretches.stretches import Scope
from stockposture.history.suppliers.gamma_poisson import gamma_poisson
from stockposture.history.suppliers.outage_counts import MEAN_DAYS, OutageCounts, count_outages

Floats = NDArray[np.float64]


def supplier_outages(
    suppliers: pd.DataFrame, watched: Mapping[Scope, Watched], *, rate: float, days: float
) -> pd.DataFrame:
    """Return the outages of every supplier that are its own, pooled by region.

    Parameters
    ----------
    suppliers
        ``supplier``, ``region`` (blank: none) and, if known, ``risk`` (of its country, relative to the mean of all).
    watched
        What deliveries tell of standstills. Those of a supplier's region are its region's.
    rate, days
        Outages a year and their mean length that are expected before any is seen.

    Returns
    -------
    DataFrame
        Aligned with ``suppliers``: ``disruption_rate`` [1/yr] and ``disruption_days``, each with ``_low``, ``_high``
        (90 %) and ``_weight`` (how much of it is the supplier's own), ``outages`` (seen), ``outage_years`` (in which
        one of that length would have been seen), ``outages_from`` (``supplier``: some were seen of it; ``region``,
        ``all``: of others there; ``prior``: none at all).
    """
    asked = suppliers.index
    suppliers = suppliers.sort_values("supplier")  # draws go by place: whatever the order, a supplier gets the same
    seen = watched[Scope.SUPPLIER]
    own = seen.outages[~_regional(seen.outages, suppliers, watched[Scope.REGION].likely)]
    own = own[own["name"].isin(suppliers["supplier"])]
    blank = suppliers["region"] == ""
    groups = pd.factorize(suppliers["region"].mask(blank, "\0" + suppliers["supplier"]))[0].astype(np.int64)
    counts = count_outages(suppliers["supplier"], seen, own)
    return _fitted(counts, groups, _relative(suppliers), rate, days).set_index(suppliers.index).loc[asked]


def region_outages(
    regions: pd.DataFrame, watched: Mapping[Scope, Watched], *, rate: float, days: float
) -> pd.DataFrame:
    """Return the outages of every region, which strike all its suppliers at once.

    Parameters
    ----------
    regions
        ``region`` and, if known, ``risk``.
    watched, rate, days
        As of :func:`supplier_outages`.

    Returns
    -------
    DataFrame
        Aligned with ``regions``, columns as of :func:`supplier_outages`.
    """
    asked = regions.index
    regions = regions.sort_values("region")
    seen = watched[Scope.REGION]
    spells = seen.outages[seen.outages["name"].isin(regions["region"])]
    counts = count_outages(regions["region"], seen, spells)
    table = _fitted(counts, np.zeros(len(regions), dtype=np.int64), _relative(regions), rate, days)
    return (
        table.assign(outages_from=table["outages_from"].replace({"region": "all", "supplier": "region"}))
        .set_index(regions.index)
        .loc[asked]
    )


def _relative(table: pd.DataFrame) -> Floats:
    risk = table["risk"] if "risk" in table else pd.Series(1.0, index=table.index)
    return np.maximum(risk.fillna(1.0).to_numpy(dtype=np.float64), 0.01)


def _fitted(
    counts: OutageCounts, groups: NDArray[np.int64], relative: Floats, rate: float, days: float
) -> pd.DataFrame:
    size = len(counts.events)
    # Recoveries are events too: so many in so many days of outage.
    recovery = gamma_poisson(counts.recoveries, counts.lasted, groups, np.full(size, 1.0 / days), seed=1)
    lengths = np.clip(1.0 / np.maximum(recovery.draws, 1e-9), MEAN_DAYS[0], MEAN_DAYS[-1])
    centre = np.exp(np.log(lengths).mean(axis=1))
    years = counts.years(lengths)
    usual = counts.years(centre[:, np.newaxis])[:, 0]
    rates = gamma_poisson(counts.events, usual, groups, rate * relative, seed=2, together=years)
    low, high = np.quantile(rates.draws, [0.05, 0.95], axis=1)
    short, long = np.quantile(lengths, [0.05, 0.95], axis=1)
    group_events = np.bincount(groups, counts.events)[groups]
    source = np.select(
        [counts.events > 0, group_events > 0], ["supplier", "region"], "all" if counts.events.any() else "prior"
    )
    return pd.DataFrame(
        {
            "disruption_rate": rates.draws.mean(axis=1),
            "disruption_rate_low": low,
            "disruption_rate_high": high,
            "disruption_rate_weight": rates.weight,
            "disruption_days": 1.0 / (1.0 / lengths).mean(axis=1),
            "disruption_days_low": short,
            "disruption_days_high": long,
            "disruption_days_weight": recovery.weight,
            "outages": counts.events,
            "outage_years": usual,
            "outages_from": source,
        }
    )


def _regional(spells: pd.DataFrame, suppliers: pd.DataFrame, regional: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which spells of suppliers lie, by half or more, in a spell of their region."""
    region = spells["name"].map(suppliers.drop_duplicates("supplier").set_index("supplier")["region"])
    pairs = spells.assign(region=region, row=np.arange(len(spells))).merge(
        regional[["name", "start", "until"]], left_on="region", right_on="name", suffixes=("", "_of_region")
    )
    shared = pairs[["until", "until_of_region"]].min(axis=1) - pairs[["start", "start_of_region"]].max(axis=1)
    struck = np.zeros(len(spells), dtype=bool)
    struck[pairs.loc[shared >= 0.5 * (pairs["until"] - pairs["start"]), "row"].to_numpy()] = True
    return struck
