"""Stockout cost of items that name none: from what a unit short brings with it, or left to a target fill rate."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.check_table import CheckedTable, text_series
from stockposture_models.tables.close import closest
from stockposture_models.tables.found import Mask, as_mask, found
from stockposture_models.tables.item import CRITICALITY_OF_EFFECT
from stockposture_models.tables.noted import positions_of
from stockposture_models.tables.settings import Settings

Floats = NDArray[np.float64]

#: What is lost with a unit that is not there and is not brought at once; all of it is.
LOST = ("unit_margin", "contract_penalty", "line_down_cost")
EXPEDITED = "expedite_premium"


def cost_of_consequences(items: pd.DataFrame) -> tuple[Floats, pd.Series]:
    r"""Return what a unit short costs by what it brings with it, and from which columns that comes.

    .. math:: p = \min(e,\; m + c + d / \mu)

    with the expedite premium e, the margin m, the contract penalty c [currency/unit], the cost d of a day without the
    item [currency/day] and its mean demand mu: a day without it is mu units short. What is not given counts as 0; if
    only e is given it is the cost, if e is not given the rest is. A line's days cost nothing where there is no demand.

    Parameters
    ----------
    items
        (n) items with ``demand_mean`` and the four columns, ``nan`` where not given.

    Returns
    -------
    cost, source
        (n,) currency/unit, ``nan`` where none of the four is given; (n,) columns, joined by ``+``, else empty.

    Examples
    --------
    A stopped line costs 5,000 a day and the item is needed 10 times a day: 500 a unit, and 20 for the margin; by air
    it would be 90 more.

    >>> items = pd.DataFrame({"demand_mean": [10.0, 10.0], "unit_margin": 20.0, "contract_penalty": np.nan,
    ...                       "line_down_cost": 5000.0, "expedite_premium": [np.nan, 90.0]})
    >>> cost, source = cost_of_consequences(items)
    >>> list(zip(cost.tolist(), source))
    [(520.0, 'unit_margin + line_down_cost'), (90.0, 'expedite_premium')]
    """
    mean = items["demand_mean"].to_numpy(dtype=np.float64)
    lost = items[list(LOST)].to_numpy(dtype=np.float64, copy=True)
    given = ~np.isnan(lost)
    lost[:, -1] = np.divide(lost[:, -1], mean, out=np.zeros_like(mean), where=mean > 0)
    without = np.where(given.any(axis=1), np.where(given, lost, 0.0).sum(axis=1), np.nan)
    expedited = items[EXPEDITED].to_numpy(dtype=np.float64)
    is_expedited = expedited < np.where(np.isnan(without), np.inf, without)
    texts = [" + ".join(name for at, name in enumerate(LOST) if code >> at & 1) for code in range(2 ** len(LOST))]
    code = np.where(is_expedited, len(texts), given @ (1 << np.arange(len(LOST))))
    source = text_series(pa.array([*texts, EXPEDITED], pa.large_string()).take(pa.array(code)))
    return np.where(is_expedited, expedited, without), source


def fill_stockout_costs(items: CheckedTable, settings: Settings) -> list[Finding]:
    """Fill in the stockout costs that follow from other columns, and refuse items that have nothing to tell of one.

    What a target fill rate stands for is worked out by the theory, later: these items keep ``nan``.
    """
    frame = items.frame
    costs = frame["stockout_cost"].to_numpy(dtype=np.float64)
    rows = positions_of(np.isnan(costs) & _is_blank(items, "stockout_cost"))
    if not len(rows):
        return []
    cost, source = cost_of_consequences(frame.iloc[rows])
    known = ~np.isnan(cost)
    filled = np.zeros(len(frame), dtype=np.bool_)
    filled[rows[known]] = True
    texts = found(frame["stockout_cost_from"]).array
    texts = pc.replace_with_mask(texts, pa.array(filled), found(source).array.filter(pa.array(known)))
    frame["stockout_cost_from"] = text_series(texts)
    costs = costs.copy()
    costs[rows] = cost
    frame["stockout_cost"] = costs
    if settings.target_fill_rate is not None:
        return []
    untold = rows[~known & np.isnan(frame["target_fill_rate"].to_numpy(dtype=np.float64)[rows])]
    column = items.column("stockout_cost")
    remedy = (
        "give what a unit short costs, or one of unit_margin, contract_penalty, line_down_cost, expedite_premium or "
        "target_fill_rate (also a setting)"
    )
    if "stockout_cost" in items.raw.columns or len(untold) < len(frame):
        return column.faults(untold, "is blank, and nothing is given to work it out from", remedy)
    if any(closest(name, ["stockout_cost"]) for name in items.raw.columns if name not in frame.columns):
        return []  # the header has been reported, with what was meant
    return [column.finding(Severity.FAULT, "required column of items is missing", remedy)]


def fill_criticality(items: CheckedTable) -> None:
    """Take the criticality of items that name none from what a stockout does, where that is given."""
    frame = items.frame
    effect = frame["stockout_effect"]
    blank = _is_blank(items, "criticality")
    values = frame["criticality"].to_numpy(copy=True)
    for name, criticality in CRITICALITY_OF_EFFECT.items():
        values[blank & (effect == name.value).to_numpy(dtype=np.bool_)] = criticality
    frame["criticality"] = values


def _is_blank(items: CheckedTable, name: str) -> Mask:
    """Return where a column was blank as found."""
    if name not in items.raw.columns:
        return np.ones(len(items.frame), dtype=np.bool_)
    cells = found(items.raw.columns[name])
    if cells.is_text:
        return as_mask(pc.equal(pc.utf8_trim_whitespace(cells.array), ""))
    return as_mask(pc.is_null(cells.array))
