"""A history: what was wanted, what was delivered, by whom. Frozen."""

from dataclasses import dataclass, field

import pandas as pd

from stockposture_models.findings import Finding


@dataclass(frozen=True)
class History:
    """Checked history tables, columns as in :mod:`stockposture.history.rows`.

    Dates are ``datetime64`` (``NaT`` where blank), numbers ``float64`` (``nan`` where blank), flags ``bool``,
    text ``str``.

    Parameters
    ----------
    demand
        Demand per day and item, units.
    deliveries
        Delivery lines.
    suppliers
        Suppliers with their region.
    items
        What else is known of the items; may be empty.
    findings
        Warnings and repairs made on the way in.
    """

    demand: pd.DataFrame
    deliveries: pd.DataFrame
    suppliers: pd.DataFrame
    items: pd.DataFrame
    findings: tuple[Finding, ...] = field(default=())
