"""A history: what was wanted, what was delivered, by whom. Frozen."""

from dataclasses import dataclass, field
from typing import get_args

import pandas as pd

from stockposture.history.rows import HISTORY_ROWS, dates_of
from stockposture_models.findings import Finding
from stockposture_models.values import Value


@dataclass(frozen=True, eq=False)
class History(Value):
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
    periods
        Disrupted stretches that are known; may be empty.
    countries
        Risk of countries; may be empty.
    findings
        Warnings and repairs made on the way in.
    """

    demand: pd.DataFrame
    deliveries: pd.DataFrame
    suppliers: pd.DataFrame
    items: pd.DataFrame
    periods: pd.DataFrame = field(default_factory=lambda: no_rows("periods"))
    countries: pd.DataFrame = field(default_factory=lambda: no_rows("countries"))
    findings: tuple[Finding, ...] = field(default=())


def no_rows(table: str) -> pd.DataFrame:
    """Return a table of a history without rows, its columns of the right types."""
    model = HISTORY_ROWS[table]
    dates = dates_of(model)
    columns = {}
    for name, annotated in model.model_fields.items():
        kinds = {annotated.annotation, *get_args(annotated.annotation)}
        kind = next(kind for kind in (bool, float, str) if kind in kinds)
        columns[name] = pd.Series(dtype="datetime64[ns]" if name in dates else "float64" if kind is float else kind)
    return pd.DataFrame(columns)
