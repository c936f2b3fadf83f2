"""A history of three years for backtests: three items, two suppliers each, two years of it before the split."""

import numpy as np
import pandas as pd

from support.history import delivery, wanted

SPLIT = "2013-01-01"
DAYS = pd.date_range("2011-01-01", "2014-01-01")


def two_years():
    """Return demand and deliveries as records: demand now and then, orders of every item from two suppliers."""
    rng = np.random.default_rng(5)
    demand, deliveries = [], []
    for sku, size, price in (("A", 30, 5), ("B", 10, 50), ("C", 100, 1)):
        days = DAYS[rng.random(len(DAYS)) < 0.3]
        demand += [wanted(sku, f"{day:%Y-%m-%d}", int(rng.integers(1, 2 * size))) for day in days]
        for supplier, dearer, wait in (("Xan", 1.0, 40), ("Zoe", 1.1, 15)):
            for day in pd.date_range("2011-01-03", "2013-11-01", freq="30D"):
                there = day + pd.Timedelta(days=int(wait + rng.integers(0, wait)))
                row = delivery(sku, supplier, f"{day:%Y-%m-%d}", f"{there:%Y-%m-%d}", unit_price=price * dearer)
                deliveries.append(row | {"promised": row["received"], "quantity": "20" if supplier == "Zoe" else "10"})
    demand.append(wanted("A", f"{DAYS[-1]:%Y-%m-%d}", 1))
    demand.append(wanted("A", f"{DAYS[0]:%Y-%m-%d}", 1))
    return demand, deliveries
