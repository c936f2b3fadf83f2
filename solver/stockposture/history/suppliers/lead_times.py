"""Mean and deviation of the routine lead time of every offer, drawn to its supplier and region where orders are few."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.suppliers.congestion import ROUNDING, forgetting, log_variance_error, mean_error
from stockposture.history.suppliers.pooled import Levels, Prior, drawn, nested, spread_with

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

#: Half the width of an interval that holds 90 %, in deviations.
_NINETY = 1.6448536
#: So many orders that all took the same time have no deviation.
_STEADY = 8
#: Variance of the log of a variance about the one assumed beforehand.
_ASSUMED = 1.0
#: Variance of a log up to which a figure is given as 1 / E(1 / it).
_WIDEST = 0.1
#: Fewer orders tell nothing of a deviation.
_TELLING = 4
#: Variance of the log of a mean at most: beyond, few orders would tell of figures that nobody has seen.
_NOISIEST = 0.5
#: Shorter means are taken for this, days: below, ratios mean nothing.
_SHORTEST = 0.5
#: Rounds in which deviations tell how correlated orders are, and that what the deviations are.
_ROUNDS = 6
#: Variance of the log between the offers of a supplier, and between suppliers or regions: of means, of variances.
_MEANS = (Prior(0.02, 10.0), Prior(0.5, 2.0))
_VARIANCES = (Prior(0.15, 10.0), Prior(0.5, 2.0))


@dataclass(frozen=True)
class _Orders:
    """Orders of each offer.

    ``count``, mean days between them (``gap``), ``mean`` and ``variance`` of their days, and half the mean square of
    the ``steps`` from one to the next.
    """

    count: Floats
    gap: Floats
    mean: Floats
    variance: Floats
    steps: Floats


@dataclass(frozen=True)
class _Pools:
    """Supplier of each offer (``suppliers``) and region of each supplier (``regions``; -1: none), by number."""

    suppliers: Codes
    regions: Codes

    def drawn(
        self,
        values: Floats,
        noise: Floats,
        known: NDArray[np.bool_],
        priors: tuple[Prior, Prior],
        expected: tuple[float, float] = (0.0, np.inf),
    ) -> tuple[Levels, Levels]:
        """Return figures of offers drawn to their suppliers', and those of the suppliers.

        Of offers that are not known the value is of no matter.
        """
        of_offers, of_suppliers = priors
        at = self.suppliers[known]
        between = spread_with(of_offers, values[known], noise[known], at)
        level = nested(values[known], between + noise[known], at, self.regions, of_suppliers, expected)
        pooled, variance = level.value[self.suppliers], between + level.variance[self.suppliers]
        return drawn(values, np.where(known, noise, np.inf), pooled, variance), level


def lead_times(offers: pd.DataFrame, orders: pd.DataFrame, *, mean: float, sd: float) -> pd.DataFrame:
    r"""Return the lead time of every offer with 90 % intervals, by empirical Bayes.

    With :math:`\bar x_i` and :math:`v_i` mean and sample variance of the orders of offer :math:`i`, A their correlation
    (:func:`~stockposture.history.suppliers.congestion.mean_error`) and b the bias of a log-variance,

    .. math:: \log \bar x_i \sim N(\log m_i, A s^2 / m^2), \quad
       \log \frac{v_i}{1 - A} + b \sim N(\log s_i^2, \cdot), \quad
       \log m_i \sim N(M_j, \tau^2), \quad \log s_i^2 \sim N(V_j, \omega^2),

    where the levels :math:`M_j, V_j` of supplier :math:`j` are drawn to its region's, and those to all, in the same
    way; the variances between are estimated. What is given as a figure is :math:`1 / E(1/m)`: its relative error is 0
    on average over offers.

    Parameters
    ----------
    offers
        ``sku``, ``supplier``, ``region``.
    orders
        As :func:`~stockposture.history.suppliers.routine_orders.routine_orders` returns them.
    mean, sd
        Moments where the history has no lead time at all. Their ratio is expected of any before deviations are seen.

    Returns
    -------
    DataFrame
        Aligned with ``offers``: ``lead_time_days``, ``lead_time_sd``, each also with ``_low``, ``_high`` and
        ``_weight`` (how much of it is the offer's own, 0 to 1), ``lead_time_orders`` (the offer's own) and
        ``lead_time_from``: ``offer``, ``supplier``, ``region``, ``all``, the narrowest with an order, or blank if
        assumed.
    """
    everyone = pd.concat([offers[["sku", "supplier", "region"]], orders[["sku", "supplier", "region"]]])
    everyone = everyone.drop_duplicates(["sku", "supplier"]).reset_index(drop=True)
    suppliers, _ = pd.factorize(everyone["supplier"])
    of_supplier = everyone.drop_duplicates("supplier")["region"]
    regions = pd.factorize(of_supplier.where(of_supplier != ""))[0]
    seen = _orders_of(everyone, orders)
    if seen.count.sum() == 0:
        table = _assumed(len(everyone), mean, sd)
    else:
        table = _fitted(
            seen, suppliers.astype(np.int64), regions.astype(np.int64), assumed_cv=sd / max(mean, _SHORTEST)
        )
        table["lead_time_from"] = _sources(seen.count, suppliers, regions[suppliers])
    table["lead_time_orders"] = seen.count.astype(np.int64)
    fitted = everyone[["sku", "supplier"]].join(table)
    return (
        offers[["sku", "supplier"]].merge(fitted, on=["sku", "supplier"], how="left").drop(columns=["sku", "supplier"])
    )


def _orders_of(offers: pd.DataFrame, orders: pd.DataFrame) -> _Orders:
    # Orders of one day come in any order, but in the same whatever that of the rows.
    orders = orders.sort_values(["sku", "supplier", "ordered", "days"]).sample(frac=1.0, random_state=0)
    orders = orders.sort_values(["sku", "supplier", "ordered"], kind="stable")
    steps = orders.groupby(["sku", "supplier"])["days"].diff() ** 2 / 2.0
    sums = (
        orders.assign(step=steps)
        .groupby(["sku", "supplier"])
        .agg(
            count=("days", "size"),
            mean=("days", "mean"),
            variance=("days", "var"),
            steps=("step", "mean"),
            first=("ordered", "min"),
            last=("ordered", "max"),
        )
    )
    found = offers[["sku", "supplier"]].merge(sums.reset_index(), on=["sku", "supplier"], how="left")
    count = found["count"].fillna(0.0).to_numpy(dtype=np.float64)
    span = (found["last"] - found["first"]).dt.days.fillna(0.0).to_numpy(dtype=np.float64)
    return _Orders(
        count=count,
        gap=np.maximum(span / np.maximum(count - 1.0, 1.0), 1.0),
        mean=found["mean"].fillna(0.0).to_numpy(dtype=np.float64),
        variance=found["variance"].fillna(0.0).to_numpy(dtype=np.float64),
        steps=found["steps"].fillna(0.0).to_numpy(dtype=np.float64),
    )


def _fitted(seen: _Orders, suppliers: Codes, regions: Codes, *, assumed_cv: float) -> pd.DataFrame:
    pools, expected = _Pools(suppliers, regions), (2.0 * np.log(assumed_cv), _ASSUMED)
    timed = seen.count > 0
    steady = _steady(seen, suppliers, len(regions))
    varies = (seen.count >= _TELLING) & (seen.variance > ROUNDING) & ~steady
    own = np.where(timed, np.maximum(seen.mean, _SHORTEST), 1.0)
    variance = np.where(varies, seen.variance - ROUNDING, 1.0)
    count = np.maximum(seen.count, float(_TELLING))
    # The error of a figure goes by its supplier's deviation: by its own, what came out low would weigh more.
    square = np.median(variance[varies] / own[varies] ** 2) if varies.any() else assumed_cv**2
    squares = levels = np.where(steady, 0.0, square * own**2)
    scale, faster = own**2, 1.0
    for _ in range(_ROUNDS):
        error = mean_error(np.maximum(seen.count, 1.0), seen.gap, np.sqrt(levels) / faster)
        noise = np.clip(levels / scale * error, 1e-9, _NOISIEST)
        means, between = pools.drawn(np.log(own) + noise / 2.0, noise, timed, _MEANS)
        centre = 2.0 * between.value[suppliers]
        scale = np.exp(centre)
        if varies.any():
            ratio = seen.steps[varies] / seen.variance[varies]
            faster = forgetting(ratio, count[varies], seen.gap[varies], np.sqrt(levels[varies]))
        own_error = mean_error(count, seen.gap, np.sqrt(squares) / faster)
        logs = np.log(variance / (1.0 - own_error)) + log_variance_error(count, own_error).bias - centre
        log_noise = log_variance_error(count, error).variance
        spreads, at = pools.drawn(logs, log_noise, varies, _VARIANCES, expected)
        squares = np.where(steady, 0.0, np.exp(spreads.value + centre))
        levels = np.where(steady, 0.0, np.exp(at.value[suppliers] + centre))
    certain = steady & timed
    half = _NINETY * np.sqrt(means.variance)
    deviation, half_spread = (spreads.value + centre) / 2.0, _NINETY * np.sqrt(spreads.variance) / 2.0
    return pd.DataFrame(
        {
            "lead_time_days": np.where(certain, seen.mean, np.exp(means.value - _least(means.variance) / 2.0)),
            "lead_time_days_low": np.where(certain, seen.mean, np.exp(means.value - half)),
            "lead_time_days_high": np.where(certain, seen.mean, np.exp(means.value + half)),
            "lead_time_days_weight": np.where(certain, 1.0, means.weight),
            "lead_time_sd": np.where(steady, 0.0, np.exp(deviation - _least(spreads.variance / 4.0) / 2.0)),
            "lead_time_sd_low": np.where(steady, 0.0, np.exp(deviation - half_spread)),
            "lead_time_sd_high": np.where(steady, 0.0, np.exp(deviation + half_spread)),
            "lead_time_sd_weight": np.where(steady, certain.astype(np.float64), spreads.weight),
        }
    )


def _least(variance: Floats) -> Floats:
    """Return variances, none above :data:`_WIDEST`: what hardly anything is known of keeps near its median."""
    return np.minimum(variance, _WIDEST)


def _steady(seen: _Orders, suppliers: Codes, size: int) -> NDArray[np.bool_]:
    """Return which offers have no deviation: enough orders that took the same, or a supplier all of whose offers do."""
    same = seen.variance <= 0
    offers = same & (seen.count >= _STEADY)
    moving = np.bincount(suppliers, (~same).astype(np.float64), size) > 0
    settled = np.bincount(suppliers, offers.astype(np.float64), size) > 0
    return offers | (settled & ~moving)[suppliers]


def _sources(count: Floats, suppliers: Codes, regions: Codes) -> NDArray[np.str_]:
    """Return the narrowest pool with an order."""
    of_supplier = np.bincount(suppliers, count)[suppliers] > 0
    of_region = (np.bincount(regions + 1, count)[regions + 1] > 0) & (regions >= 0)
    return np.select([count > 0, of_supplier, of_region], ["offer", "supplier", "region"], "all")


def _assumed(size: int, mean: float, sd: float) -> pd.DataFrame:
    """Return lead times of a history without any."""
    figures: dict[str, Floats] = {}
    for name, figure in (("lead_time_days", mean), ("lead_time_sd", sd)):
        figures |= {f"{name}{end}": np.full(size, figure) for end in ("", "_low", "_high")}
        figures[f"{name}_weight"] = np.zeros(size)
    return pd.DataFrame(figures).assign(lead_time_from="")
