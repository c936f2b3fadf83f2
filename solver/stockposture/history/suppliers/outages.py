"""Rate and length of supplier outages, from the late tail of deliveries."""

import numpy as np
import pandas as pd

from stockposture.history.suppliers.lead_times import late_by

DAYS_A_YEAR = 365.0

#: A supplier seen for less than a month was still exposed for about as long.
LEAST_EXPOSURE = 30.0


def outage_spells(deliveries: pd.DataFrame, late_days: float) -> pd.DataFrame:
    """Return the spells in which a supplier was late by more than ``late_days``.

    A spell begins with the promise of a late delivery and ends when that delivery arrives: then the supplier
    delivers again. Late deliveries promised in between belong to the same spell.

    Parameters
    ----------
    deliveries
        ``supplier``, ``promised``, ``received``, both days known.
    late_days
        Lateness that counts as an outage, days.

    Returns
    -------
    DataFrame
        ``supplier``, ``start``, ``end``, ``days``.
    """
    late = deliveries[late_by(deliveries) > late_days].sort_values(["supplier", "promised", "received"])
    begins = []
    current, until = None, None
    # Each spell depends on where the one before ended; late deliveries are few.
    for supplier, promised, received in late[["supplier", "promised", "received"]].itertuples(index=False):
        begins.append(supplier != current or promised > until)
        if begins[-1]:
            current, until = supplier, received
    spells = late.loc[begins, ["supplier", "promised", "received"]].reset_index(drop=True)
    spells.columns = pd.Index(["supplier", "start", "end"])
    return spells.assign(days=(spells["end"] - spells["start"]).dt.days.astype("float64"))


def supplier_outages(
    suppliers: pd.Series,
    deliveries: pd.DataFrame,
    *,
    late_days: float,
    least: int,
    rate: float | None,
    days: float | None,
) -> pd.DataFrame:
    """Return outages of every supplier: its own spells over the time it was seen, or those of all where few.

    A supplier is seen from its first promise to its last receipt. What happened while nothing was on order is
    not seen, so the rate is a floor; the part of lateness below the threshold stays in the lead times.

    Parameters
    ----------
    suppliers
        Their names.
    deliveries
        ``supplier``, ``promised``, ``received``.
    late_days
        Lateness that counts as an outage, days.
    least
        Fewest spells for figures of one's own.
    rate, days
        Figures to use for every supplier instead; ``None``: from the spells.

    Returns
    -------
    DataFrame
        Aligned with ``suppliers``: ``disruption_rate`` [1/yr], ``disruption_days``, ``outages_from``
        (``supplier``, ``all``, ``option``).
    """
    known = deliveries[deliveries["promised"].notna() & deliveries["received"].notna()]
    seen = known.groupby("supplier").agg(start=("promised", "min"), end=("received", "max"))
    exposure = (seen["end"] - seen["start"]).dt.days.clip(lower=LEAST_EXPOSURE) / DAYS_A_YEAR
    spells = outage_spells(known, late_days).groupby("supplier")["days"].agg(["count", "sum"])
    spells = spells.reindex(exposure.index).fillna(0.0)
    pooled_rate = float(spells["count"].sum() / exposure.sum()) if len(exposure) else 0.0
    pooled_days = float(spells["sum"].sum() / max(spells["count"].sum(), 1.0))

    own = spells[spells["count"] >= least]
    own_rate = suppliers.map(own["count"] / exposure[own.index])
    own_days = suppliers.map(own["sum"] / own["count"])
    table = pd.DataFrame(
        {
            "disruption_rate": own_rate.fillna(pooled_rate) if rate is None else rate,
            "disruption_days": own_days.fillna(pooled_days) if days is None else days,
            "outages_from": np.where(own_rate.notna(), "supplier", "all"),
        },
        index=suppliers.index,
    )
    return table if rate is None or days is None else table.assign(outages_from="option")
