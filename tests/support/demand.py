"""Small demand histories for tests."""

import numpy as np
import pandas as pd

from stockposture.history.demand.figures import DemandOptions, demand_figures
from stockposture.history.demand.grain import observed
from stockposture.history.demand.period import year_after
from stockposture.history.demand.window import demand_window


def demand_of(*rows):
    """Return rows (date, sku, quantity) as a checked demand table."""
    table = pd.DataFrame(rows, columns=["date", "sku", "quantity"])
    return table.assign(date=pd.to_datetime(table["date"]), quantity=table["quantity"].astype("float64"))


def monthly(sku, quantities, first="2012-01"):
    """Return one row a month, on its first day; zeros have none."""
    months = pd.period_range(first, periods=len(quantities), freq="M").start_time
    return [(day, sku, q) for day, q in zip(months, quantities, strict=True) if q]


def daily(sku, quantities, first="2012-01-02"):
    """Return one row a day; zeros have none."""
    days = pd.date_range(first, periods=len(quantities))
    return [(day, sku, q) for day, q in zip(days, quantities, strict=True) if q]


def figures_of(demand, *, since=None, cut_months=0, left_out=None, **options):
    """Return the figures of a demand table."""
    window = demand_window(*observed(demand["date"]), since, cut_months, left_out)
    options.setdefault("period", year_after(window.last))
    return demand_figures(demand, window, DemandOptions(**options))


def gamma(rng, mean, cv, size):
    """Return independent gamma demand; every value of ``mean`` is the mean of its day."""
    return rng.gamma(1 / cv**2, np.asarray(mean) * cv**2, size)
