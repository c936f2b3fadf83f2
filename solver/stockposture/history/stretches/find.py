"""Disrupted stretches found in deliveries, beside those given."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.history.stretches.orders import held_orders
from stockposture.history.stretches.patience import LIKELY, SURE, longest_congestion, series_noise, told_against
from stockposture.history.stretches.standstills import standstills, waits
from stockposture.history.stretches.stretches import Scope, Source, Stretches, no_stretches

#: The name of everything: a name that nothing has.
EVERYTHING = "\0"

#: Column of orders that tells what a scope's groups are, and of what parts; everything is one group of regions.
_GROUPS = {
    Scope.SUPPLIER: ("supplier", None),
    Scope.REGION: ("region", "supplier"),
    Scope.ALL: ("everything", "region"),
}


@dataclass(frozen=True)
class Watched:
    """What was seen of the suppliers, of the regions, or of everything.

    Parameters
    ----------
    days
        Waits on every day with an order: :func:`~stockposture.history.stretches.standstills.waits`.
    longest
        By name: a longer wait is surely an outage, days.
    outages
        Spells that surely are: :func:`~stockposture.history.stretches.standstills.standstills`.
    likely
        Spells that likely are, those among them.
    """

    days: pd.DataFrame
    longest: pd.Series
    outages: pd.DataFrame
    likely: pd.DataFrame


def watch(deliveries: pd.DataFrame, *, least_days: float | None = None) -> dict[Scope, Watched]:
    """Return what deliveries tell of standstills of suppliers, of regions and of everything.

    That of a region takes orders of two suppliers, that of everything orders of two regions.

    Parameters
    ----------
    deliveries
        ``sku``, ``supplier``, ``region``, ``ordered``, ``promised``, ``received``.
    least_days
        Shorter standstills are no outages; ``None``: those that congestion explains are none.
    """
    orders = held_orders(deliveries)
    noise = series_noise(orders)
    return {scope: _watched(scope, orders, noise, least_days) for scope in _GROUPS}


def _watched(scope: Scope, orders: pd.DataFrame, noise: pd.DataFrame, least_days: float | None) -> Watched:
    group, within = _GROUPS[scope]
    if scope is Scope.ALL:
        orders, noise = orders.assign(everything=EVERYTHING), noise.assign(everything=EVERYTHING)
    days, spells = waits(orders, group), []
    for chance in (SURE, LIKELY):
        longest = longest_congestion(noise, group, within, chance=chance).clip(lower=least_days)
        found, number = standstills(days, longest)
        of_days = days[["day", "wait"]].assign(**{group: days["name"], "spell": number})[number.isin(found.index)]
        told = told_against(orders.merge(of_days, on=[group, "day"]), noise, within)
        spells.append((found[told.reindex(found.index) >= -np.log(LIKELY)].reset_index(drop=True), longest))
    (sure, longest), (likely, _) = spells
    return Watched(days, longest, sure, likely)


def find_stretches(watched: Mapping[Scope, Watched], periods: pd.DataFrame) -> Stretches:
    """Return the stretches given and those found.

    Parameters
    ----------
    watched
        As :func:`watch` returns it.
    periods
        ``start``, ``end`` (``datetime64``, both included), ``region`` (blank: everything), ``label``; may be empty.
    """
    tables = [_given(periods), *(_found(scope, seen.likely) for scope, seen in watched.items())]
    tables = [table for table in tables if len(table)] or [no_stretches()]
    order = {scope: place for place, scope in enumerate((Scope.ALL, Scope.REGION, Scope.SUPPLIER))}
    table = pd.concat(tables, ignore_index=True)
    table = table.sort_values(["scope", "name", "start"], key=lambda column: column.replace(order), kind="stable")
    return Stretches(table.reset_index(drop=True))


def _given(periods: pd.DataFrame) -> pd.DataFrame:
    scope = periods["region"].map(lambda region: Scope.REGION.value if region else Scope.ALL.value)
    days = periods[["start", "end", "label"]]
    return days.assign(scope=scope, name=periods["region"], source=Source.GIVEN.value)[no_stretches().columns]


def _found(scope: Scope, spells: pd.DataFrame) -> pd.DataFrame:
    label = "nothing left for " + spells["wait"].round().astype("int64").astype(str) + " days"
    return pd.DataFrame(
        {
            "scope": scope.value,
            "name": spells["name"].replace(EVERYTHING, "").astype(str),
            "start": pd.to_datetime(spells["start"], unit="D"),
            "end": pd.to_datetime(spells["until"] - 1, unit="D"),
            "label": label.where(~spells["open"], label + " and more"),
            "source": Source.FOUND.value,
        }
    )[no_stretches().columns]
