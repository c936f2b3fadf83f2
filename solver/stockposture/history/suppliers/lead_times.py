"""Mean and deviation of the lead time of every offer, order to receipt."""

import pandas as pd

from stockposture.history.suppliers.pools import narrowest_pool, pick, pooled_sums


def late_by(deliveries: pd.DataFrame) -> pd.Series:
    """Return days received after the promise, ``nan`` where either day is not known."""
    return (deliveries["received"] - deliveries["promised"]).dt.days.astype("float64")


def lead_times(
    offers: pd.DataFrame, deliveries: pd.DataFrame, *, late_days: float, least: int, mean: float, sd: float
) -> pd.DataFrame:
    """Return lead time moments of every offer, from the narrowest pool with enough orders.

    Deliveries later than promised by more than ``late_days`` are left out: they tell of outages, which the
    case prices apart. Lines of one order that arrive together are one observation.

    Parameters
    ----------
    offers
        ``sku``, ``supplier``, ``region``.
    deliveries
        ``sku``, ``supplier``, ``region``, ``ordered``, ``promised``, ``received``.
    late_days
        Lateness that counts as an outage, days.
    least
        Fewest observations of a pool.
    mean, sd
        Moments where no pool is large enough, days.

    Returns
    -------
    DataFrame
        Aligned with ``offers``: ``lead_time_days``, ``lead_time_sd``, ``lead_time_from`` (the pool; blank if
        assumed).
    """
    timed = deliveries[deliveries["ordered"].notna() & deliveries["received"].notna()]
    routine = timed[~(late_by(timed) > late_days)]
    routine = routine.drop_duplicates(["sku", "supplier", "ordered", "received"])
    days = (routine["received"] - routine["ordered"]).dt.days.astype("float64")
    observed = routine[["sku", "supplier", "region"]].assign(count=1.0, days=days, square=days**2)
    sums = pooled_sums(offers, observed, ["count", "days", "square"])
    chosen = narrowest_pool(pd.DataFrame({name: pool["count"] for name, pool in sums.items()}), least)
    means, deviations = {}, {}
    for name, pool in sums.items():
        count = pool["count"].clip(lower=2.0)
        means[name] = pool["days"] / count
        variance = (pool["square"] - count * means[name] ** 2) / (count - 1)
        deviations[name] = variance.clip(lower=0.0) ** 0.5
    return pd.DataFrame(
        {
            "lead_time_days": pick(means, chosen, mean),
            "lead_time_sd": pick(deviations, chosen, sd),
            "lead_time_from": chosen,
        }
    )
