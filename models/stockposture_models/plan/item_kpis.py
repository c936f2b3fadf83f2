"""The key figures of each item, of each product line and of a whole plan; formulas in ``docs/kpis.md``."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.offers_used import Floats, offers_used
from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.item import Shortage
from stockposture_models.tables.links import positions_in
from stockposture_models.tables.stockout import EXPEDITED


def kpis_of(rows: pd.DataFrame, case: Case) -> Kpis:
    """Return the key figures of a plan.

    Parameters
    ----------
    rows
        The plan's rows, one an item of the case.
    case
        The case.

    Raises
    ------
    ValueError
        If the rows are not those of a plan of this case.
    """
    parts = _parts(rows, case)
    lines = _uptimes(parts["fill_rate"], case)
    return whole_kpis(parts, lines)


def whole_kpis(parts: pd.DataFrame, lines: pd.DataFrame) -> Kpis:
    """Return the key figures of all items together from those of each.

    Parameters
    ----------
    parts
        One row an item: ``stock_value``, ``demand_value``, ``issued_value`` [currency, a year's but for the stock],
        ``demand``, ``short`` [units/yr], ``capital``, ``buffer_capital`` [currency], ``buffer_carrying_cost``,
        ``freight_cost``, ``freight_above_cheapest``, ``expediting_cost`` [currency/yr].
    lines
        One row a product line: ``uptime``, ``uptime_together``.
    """
    total = {str(name): float(values) for name, values in parts.select_dtypes("number").sum().items()}
    wanted = parts["demand"].to_numpy() > 0
    short = np.divide(parts["short"].to_numpy(), parts["demand"].to_numpy(), out=np.zeros(len(parts)), where=wanted)
    freight = total["freight_cost"] + total["expediting_cost"]
    summed = ("capital", "buffer_capital", "buffer_carrying_cost", "freight_above_cheapest", "expediting_cost")
    return Kpis(
        **{name: total[name] for name in summed},
        stock_turns=_ratio(total["issued_value"], total["stock_value"]),
        days_on_hand=_ratio(DAYS_A_YEAR * total["stock_value"], total["demand_value"]),
        fill_rate=1.0 - total["short"] / total["demand"] if total["demand"] > 0 else 1.0,
        stockout_rate=float(short[wanted].mean()) if wanted.any() else 0.0,
        highest_stockout_rate=float(short.max(initial=0.0)),
        production_uptime=float(lines["uptime"].mean()) if len(lines) else None,
        production_uptime_together=float(lines["uptime_together"].mean()) if len(lines) else None,
        lowest_uptime=float(lines["uptime"].min()) if len(lines) else None,
        freight_cost=freight,
        premium_freight_share=_ratio(total["freight_above_cheapest"] + total["expediting_cost"], freight),
    )


def item_kpis(rows: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return the key figures of each item.

    Parameters
    ----------
    rows, case
        As for :func:`kpis_of`.

    Returns
    -------
    DataFrame
        One row an item of the case, in its order: ``sku``, ``capital``, ``buffer_capital`` [currency],
        ``buffer_carrying_cost`` [currency/yr], ``stock_turns`` [1/yr], ``days_on_hand`` [days], ``fill_rate``,
        ``stockout_rate``, ``freight_cost`` (with expediting), ``freight_above_cheapest``, ``expediting_cost``
        [currency/yr], ``premium_freight_share``; ``nan`` where there is nothing to measure.
    """
    parts = _parts(rows, case)
    freight = parts["freight_cost"] + parts["expediting_cost"]
    premium = parts["freight_above_cheapest"] + parts["expediting_cost"]
    return pd.DataFrame(
        {
            "sku": case.items["sku"],
            "capital": parts["capital"],
            "buffer_capital": parts["buffer_capital"],
            "buffer_carrying_cost": parts["buffer_carrying_cost"],
            "stock_turns": _each(parts["issued"], parts["on_hand"]),
            "days_on_hand": DAYS_A_YEAR * _each(parts["on_hand"], parts["demand"]),
            "fill_rate": parts["fill_rate"],
            "stockout_rate": 1.0 - parts["fill_rate"],
            "freight_cost": freight,
            "freight_above_cheapest": parts["freight_above_cheapest"],
            "expediting_cost": parts["expediting_cost"],
            "premium_freight_share": _each(premium, freight),
        }
    )


def line_kpis(rows: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return the uptime of each product line by the plan's own fill rates.

    An item is taken to be short on that part of days that is the part of its demand short. A line is up while none of
    its items is short: on prod(1 - f) of days if they run short independently, on min(1 - f) if all on the same days.
    What strikes several items at once (an outage, a port) puts the truth between the two.

    Parameters
    ----------
    rows, case
        As for :func:`kpis_of`.

    Returns
    -------
    DataFrame
        One row a product line, by name: ``product_line``, ``items``, ``uptime``, ``uptime_together``.
    """
    return _uptimes(_in_order(rows, case)["fill_rate"], case)


def is_expedited(items: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which items' units short are brought another way, at their stockout cost.

    Those whose shortage is lost (the unit leaves the system: expedited, or not sold), but for those whose stockout cost
    is known to be something else: margin, penalty, a line that stands still, or what a target fill rate stands for.
    """
    lost = (items["shortage"] == Shortage.LOST.value).to_numpy(dtype=np.bool_)
    mask: NDArray[np.bool_] = lost & items["stockout_cost_from"].isin(["", EXPEDITED]).to_numpy(dtype=np.bool_)
    return mask


def buffer_on_hand(on_hand: Floats, buffer: Floats, cycle: Floats) -> Floats:
    """Return how much of each buffer is there on average: what mean stock leaves of it above cycle stock."""
    return np.clip(on_hand - cycle, 0.0, buffer)


def _in_order(rows: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return a plan's rows in the order of the case's items."""
    if len(rows) == len(case.items) and bool((rows["sku"].array == case.items["sku"].array).all()):
        return rows.reset_index(drop=True)
    place = positions_in(case.items["sku"], rows["sku"])
    if (place < 0).any():
        raise ValueError(f"{case.items['sku'].iloc[int((place < 0).argmax())]}: the item has no row in the plan")
    return rows.iloc[place].reset_index(drop=True)


def _parts(rows: pd.DataFrame, case: Case) -> pd.DataFrame:
    rows, items = _in_order(rows, case), case.items
    used, price, freight = offers_used(rows, case), case.offers["unit_price"], case.offers["freight_per_unit"]
    value = used.mean_of(price)
    mean = items["demand_mean"].to_numpy(dtype=np.float64)
    demand, short = DAYS_A_YEAR * mean, rows["short_units_per_year"].to_numpy(dtype=np.float64)
    on_hand = rows["on_hand_units"].to_numpy(dtype=np.float64)
    issued = demand - np.where(items["shortage"] == Shortage.LOST.value, short, 0.0)
    cycle = 0.5 * mean * rows["order_interval_days"].to_numpy(dtype=np.float64)
    buffer = buffer_on_hand(on_hand, rows["buffer_units"].to_numpy(dtype=np.float64), cycle)
    paid = used.mean_of(freight)
    return pd.DataFrame(
        {
            "stock_value": value * on_hand,
            "demand_value": value * demand,
            "issued_value": value * issued,
            "on_hand": on_hand,
            "demand": demand,
            "issued": issued,
            "short": short,
            "fill_rate": rows["fill_rate"].to_numpy(dtype=np.float64),
            "capital": rows["capital"].to_numpy(dtype=np.float64),
            "buffer_capital": value * buffer,
            "buffer_carrying_cost": _keeping(case, value) * buffer,
            "freight_cost": demand * paid,
            "freight_above_cheapest": demand * np.maximum(paid - _cheapest_freight(case), 0.0),
            "expediting_cost": np.where(is_expedited(items), rows["stockout_cost"].to_numpy(dtype=np.float64), 0.0),
        }
    )


def _keeping(case: Case, value: Floats) -> Floats:
    """Return (n,) what it costs to keep a unit for a year: (holding + obsolescence) value + storage volume."""
    items, settings = case.items, case.settings
    rate = items["holding_rate"].fillna(settings.holding_rate) + items["obsolescence_rate"]
    place = positions_in(items["warehouse"], case.warehouses["warehouse"])
    storage = np.append(case.warehouses["storage_cost"].to_numpy(dtype=np.float64), 0.0)[place]
    cost: Floats = rate.to_numpy(dtype=np.float64) * value + storage * items["unit_volume"].to_numpy(dtype=np.float64)
    return cost


def _cheapest_freight(case: Case) -> Floats:
    """Return (n,) freight of each item's cheapest landed offer, of equal ones the least, currency/unit."""
    freight = case.offers["freight_per_unit"].to_numpy(dtype=np.float64)
    landed = case.offers["unit_price"].to_numpy(dtype=np.float64) + freight
    first, count = case.first_offer[:-1], np.diff(case.first_offer)
    is_cheapest = landed == np.repeat(np.minimum.reduceat(landed, first), count)
    least: Floats = np.minimum.reduceat(np.where(is_cheapest, freight, np.inf), first)
    return least


def _uptimes(fill_rate: "pd.Series[float]", case: Case) -> pd.DataFrame:
    line = case.items["product_line"]
    on_line = (line != "").to_numpy(dtype=np.bool_)
    up = pd.DataFrame({"product_line": line[on_line], "up": fill_rate[on_line].clip(0.0, 1.0)})
    found = up.groupby("product_line", sort=True)["up"].agg(["size", "prod", "min"]).reset_index()
    found.columns = pd.Index(["product_line", "items", "uptime", "uptime_together"])
    return found


def _ratio(above: float, below: float) -> float | None:
    return above / below if below > 0 else None


def _each(above: "pd.Series[float]", below: "pd.Series[float]") -> "pd.Series[float]":
    return above / below.where(below > 0)
