"""Orders of a few offers whose supplier is down at known times."""

import pandas as pd

FIRST = pd.Timestamp("2020-01-06")


def orders_of(sku, supplier, region, days, *, lead, down=(), open_after=None):
    """Return deliveries ordered on the given days, each ``lead`` days under way.

    ``down`` holds (first day, first day up again): what is ordered within leaves at its end. What would arrive after
    ``open_after`` is open.
    """
    rows = []
    for day in days:
        leaves = next((until for start, until in down if start <= day < until), day)
        arrives = leaves + lead
        received = pd.NaT if open_after is not None and arrives > open_after else FIRST + pd.Timedelta(days=arrives)
        rows.append((sku, supplier, region, FIRST + pd.Timedelta(days=day), pd.NaT, received))
    table = pd.DataFrame(rows, columns=["sku", "supplier", "region", "ordered", "promised", "received"])
    days = {name: pd.to_datetime(table[name]) for name in ("ordered", "promised", "received")}
    return table.assign(**days)


def together(*parts):
    """Return the deliveries of several offers as one table."""
    return pd.concat(parts, ignore_index=True)


def day(number):
    """Return a day by its number."""
    return FIRST + pd.Timedelta(days=number)
