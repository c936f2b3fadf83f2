"""What a stretch of actual days cost, part by part, as DESIGN counts it."""

import numpy as np
import pandas as pd

from stockposture.backtesting.period import Period
from stockposture.backtesting.replay import Lived
from stockposture.verify.costs import DAYS_PER_YEAR, row_figures
from stockposture.verify.decisions import Decisions
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.plan.item_kpis import kpis_of
from stockposture_models.plan.kpis import Kpis
from stockposture_models.tables.case import Case
from stockposture_models.theory.policies import Response


def money_of(decisions: Decisions, case: Case, demand: Floats, lived: Lived, period: Period) -> pd.DataFrame:
    """Return what each item cost over the period.

    The formulas are those of the plan's own rows, with what happened in place of what was expected: actual demand,
    mean on-hand stock (of a day's start and end), the mean over review cycles of the highest, the mean units on
    order. All prices are those the plan was made with, also where they changed later.

    Parameters
    ----------
    decisions, case
        The plan, looked up in its case.
    demand
        (n, days) units.
    lived
        What came of it.
    period
        The days.

    Returns
    -------
    DataFrame
        One row an item: ``sku``, ``demand``, ``short_units``, ``fill_rate``, ``purchase_cost`` (above the cheapest),
        ``ordering_cost``, ``carrying_cost``, ``stockout_cost``, ``relevant_cost`` [currency of the period],
        ``capital`` [currency] and ``on_hand_units`` (means).
    """
    years, items = period.years, case.items
    total, short = demand.sum(axis=1), lived.short.sum(axis=1)
    on_hand = 0.5 * (lived.start + lived.end).mean(axis=1)
    peak = mean_peak(lived.start, decisions.interval.astype(np.int64))
    # Demand as a daily mean, so that the plan's formulas give a year's figures of this demand.
    actual = case.replace(items=items.assign(demand_mean=total / period.days), digest="")
    none = np.divide(short, total, out=np.zeros_like(total), where=total > 0)
    figures = row_figures(decisions, actual, Response(none, on_hand, peak))
    value = (decisions.share * decisions.of_offer(case, "unit_price")).sum(axis=1)
    lead = (decisions.share * decisions.of_offer(case, "lead_time_days")).sum(axis=1)
    backorder = (items["shortage"] == "backorder").to_numpy()
    reckoned = np.where(backorder, total, total - short) / period.days * lead
    holding = items["holding_rate"].fillna(case.settings.holding_rate).to_numpy(dtype=np.float64)
    # What was on its way in truth, where the formula reckons with the plan's lead times.
    transit = holding * value * (lived.on_order.mean(axis=1) - reckoned)
    landed = decisions.share * (decisions.of_offer(case, "unit_price") + decisions.of_offer(case, "freight_per_unit"))
    every = (case.offers["unit_price"] + case.offers["freight_per_unit"]).to_numpy(dtype=np.float64)
    cheapest = np.minimum.reduceat(every, case.first_offer[:-1])
    parts = {
        "purchase_cost": DAYS_PER_YEAR * total / period.days * (landed.sum(axis=1) - cheapest),
        "ordering_cost": figures["ordering_cost"],
        "carrying_cost": figures["carrying_cost"] + transit,
        "stockout_cost": figures["stockout_cost"],
    }
    parts = {name: part * years for name, part in parts.items()}
    return pd.DataFrame(
        {
            "sku": items["sku"],
            "demand": total,
            "short_units": short,
            "fill_rate": 1.0 - none,
            **parts,
            "relevant_cost": sum(parts.values()),
            "capital": figures["capital"],
            "on_hand_units": on_hand,
        }
    )


def kpis_lived(decisions: Decisions, case: Case, money: pd.DataFrame, period: Period) -> Kpis:
    """Return the key figures of a period by their own definitions, with what happened in place of what was promised.

    Parameters
    ----------
    decisions, case, period
        The plan, looked up in its case, and the days.
    money
        What :func:`money_of` found.
    """
    actual = case.replace(items=case.items.assign(demand_mean=money["demand"] / period.days), digest="")
    lived = decisions.rows.assign(
        short_units_per_year=money["short_units"] / period.years,
        fill_rate=money["fill_rate"],
        on_hand_units=money["on_hand_units"],
        capital=money["capital"],
        stockout_cost=money["stockout_cost"] / period.years,
    )
    return kpis_of(lived, actual)


def mean_peak(stock: Floats, interval: Ints) -> Floats:
    """Return (n,) the mean over whole review cycles of the highest stock; of what there is where there is none."""
    peaks = np.empty(len(stock))
    for days in np.unique(interval):
        mine = np.flatnonzero(interval == days)
        whole = stock.shape[1] // days * days
        cycles = stock[mine, :whole].reshape(len(mine), -1, days) if whole else stock[mine][:, np.newaxis, :]
        peaks[mine] = cycles.max(axis=2).mean(axis=1)
    return peaks
