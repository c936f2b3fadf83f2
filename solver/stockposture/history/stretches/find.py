"""Disrupted stretches found in deliveries, beside those given."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stockposture.history.stretches.orders import held_orders
from stockposture.history.stretches.patience import LIKELY, SURE, longest_congestion, series_noise
from stockposture.history.stretches.standstills import standstills, waits
from stockposture.history.stretches.stretches import Scope, Source, Stretches, no_stretches

#: Column of orders that tells what a scope's groups are, and of what parts; everything is one group of regions.
_GROUPS = {Scope.SUPPLIER: ("supplier", "series"), Scope.REGION: ("region", "supplier"), Scope.ALL: ("", "region")}


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
    watched = {}
    for scope, (group, part) in _GROUPS.items():
        several = scope is not Scope.SUPPLIER
        days, parts = waits(orders, group, part), part if several else None
        likely, sure = (
            longest_congestion(noise, group, parts, chance=chance).clip(lower=least_days) for chance in (LIKELY, SURE)
        )
        spells = [standstills(days, longest, several=several) for longest in (sure, likely)]
        watched[scope] = Watched(days, sure, *spells)
    return watched


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
            "name": spells["name"].astype(str),
            "start": pd.to_datetime(spells["start"], unit="D"),
            "end": pd.to_datetime(spells["until"] - 1, unit="D"),
            "label": label.where(~spells["open"], label + " and more"),
            "source": Source.FOUND.value,
        }
    )[no_stretches().columns]
