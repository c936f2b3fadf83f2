"""The history of a known network, lived through by the product's simulator.

Run: ``python tests/benchmarks/history/simulated.py FOLDER [--items 300] [--suppliers 40] [--regions 8] [--months 24]
[--seed 0] [--seasonal 0.0]`` writes ``FOLDER/day``, ``week`` and ``month`` (history folders that differ in the grain of
demand) and ``FOLDER/truth``.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from benchmarks.history.known import Network, draw_network
from stockposture.simulation.kernel import new_days, no_event, simulate_item, terms_of
from stockposture.simulation.names import name_keys
from stockposture.simulation.outages import Calendar, draw_calendar
from stockposture.simulation.streams import DEMAND, fill_demand, start_stream
from stockposture.simulation.tally import WARM_UP_DAYS
from stockposture.simulation.world import World
from stockposture_models.theory.lead_time import congestion

#: A Monday that begins a month.
FIRST = pd.Timestamp("2024-01-01")
GRAINS = ("day", "week", "month")


@dataclass(frozen=True)
class Simulated:
    """What happened.

    Parameters
    ----------
    network
        The parameters.
    demand
        ``date``, ``sku``, ``quantity``: days without demand have no row.
    deliveries
        ``sku``, ``supplier``, ``ordered``, ``promised``, ``received`` (``NaT``: still open), ``quantity``,
        ``unit_price``, ``freight``.
    stretches
        When suppliers and regions were down: ``kind`` (``supplier``: by its own outages or its region's; ``region``),
        ``name``, ``start``, ``end`` (first day up again).
    last
        Last day.
    """

    network: Network
    demand: pd.DataFrame
    deliveries: pd.DataFrame
    stretches: pd.DataFrame
    last: pd.Timestamp


def simulate_history(network: Network, *, months: int = 24, seed: int = 0) -> Simulated:
    """Live through so many months from :data:`FIRST` on, the world being in its stationary state.

    Orders leave every ``interval`` days for what was wanted since the last, none if nothing was. They are promised
    after the usual lead time. Since neither congestion nor outages depend on what is ordered, an offer is simulated as
    an item of its own that orders every day; the orders of the history are some of those.
    """
    last = FIRST + pd.DateOffset(months=months) - pd.Timedelta(days=1)
    days = (last - FIRST).days + 1
    wanted = daily_demand(network, days, seed)
    world = _world(network)
    calendar = draw_calendar(world, days=WARM_UP_DAYS + days, run=0, seed=seed)
    arrivals = _arrivals(world, calendar, days, seed)
    return Simulated(
        network,
        _demand_rows(network.items["sku"].to_numpy(), wanted),
        _orders(network, wanted, arrivals),
        _stretches(network, world, calendar, days, seed),
        last,
    )


def daily_demand(network: Network, days: int, seed: int) -> np.ndarray:
    """Return (n, days) demand, in whole units or thousandths."""
    state, items = np.empty(4, np.uint64), network.items
    wanted = np.empty((len(items), days))
    for i, key in enumerate(name_keys(items["sku"])):
        start_stream(state, key, DEMAND, 0, seed)
        fill_demand(state, float(items["demand_mean"][i]), float(items["demand_sd"][i]), wanted[i])
    month = (FIRST + pd.to_timedelta(np.arange(days), "D")).month.to_numpy()
    wanted *= month_factors(items)[:, month - 1]
    return np.where(items["whole"].to_numpy()[:, np.newaxis], wanted.round(), wanted.round(3))


def month_factors(items: pd.DataFrame) -> np.ndarray:
    """Return (n, 12) what demand of a month is multiplied by; the highest month differs between items."""
    phase = np.arange(len(items))[:, np.newaxis] % 12
    return 1.0 + items["amplitude"].to_numpy()[:, np.newaxis] * np.cos(2 * np.pi * (np.arange(12) - phase) / 12)


def _world(network: Network) -> World:
    """Return every offer as an item that orders one unit a day of one supplier."""
    offers, suppliers, regions = network.offers, network.suppliers, network.regions
    n = len(offers)
    zero, one = np.zeros(n), np.ones(n)
    lead = congestion(offers["lead_time_days"].to_numpy(), offers["lead_time_sd"].to_numpy())
    second = np.zeros(n)
    names = (offers["sku"] + " | " + offers["supplier"]).to_numpy(dtype=object)
    supplier = pd.Index(suppliers["supplier"]).get_indexer(offers["supplier"]).astype(np.int64)
    keys = name_keys(names)
    return World(
        sku=names,
        demand_key=keys,
        offer_key=np.stack([keys, keys ^ np.uint64(1)], axis=1),
        demand_mean=one,
        demand_sd=zero,
        backorder=np.ones(n, dtype=np.bool_),
        interval=np.ones(n, dtype=np.int64),
        level=one,
        supplier=np.stack([supplier, np.full(n, -1)], axis=1),
        share=np.stack([one, zero], axis=1),
        base=np.stack([lead.base, second], axis=1),
        eta=np.stack([lead.eta, one], axis=1),
        rho=np.stack([lead.rho, second], axis=1),
        surge_fraction=np.zeros((n, 2)),
        surge_delay=np.zeros((n, 2)),
        value=one,
        stockout_cost=one,
        volume=zero,
        payables=zero,
        warehouse=np.zeros(n, dtype=np.int64),
        product_line=np.zeros(n, dtype=np.int64),
        carrying_fixed=zero,
        carrying_on_hand=zero,
        carrying_peak=zero,
        carrying_short=zero,
        supplier_key=name_keys(suppliers["supplier"]),
        supplier_rate=suppliers["disruption_rate"].to_numpy(),
        supplier_days=suppliers["disruption_days"].to_numpy(),
        supplier_region=pd.Index(regions["region"]).get_indexer(suppliers["region"]).astype(np.int64),
        region_key=name_keys(regions["region"]),
        region_rate=regions["disruption_rate"].to_numpy(),
        region_days=regions["disruption_days"].to_numpy(),
    )


def _arrivals(world: World, calendar: Calendar, days: int, seed: int) -> np.ndarray:
    """Return (offers, days) the day on which an order of each day arrives, ``nan`` if after the last.

    Deliveries never overtake, so the k-th unit ordered is the k-th received.
    """
    total = WARM_UP_DAYS + days
    terms, event, out = terms_of(world), no_event(len(world)), np.full((len(world), days), np.nan)
    first_units = np.arange(WARM_UP_DAYS, total)
    for i in range(len(world)):
        lived = new_days(total, trace=True)
        simulate_item(terms, i, calendar, event, 0, seed, lived)
        # On day 0 nothing has been sold yet: the order of day k holds unit k.
        day = np.searchsorted(lived.received.cumsum(), first_units - 0.5)
        out[i] = np.where(day < total, day - WARM_UP_DAYS, np.nan)
    return out


def _demand_rows(sku: np.ndarray, wanted: np.ndarray) -> pd.DataFrame:
    item, day = np.nonzero(wanted)
    return pd.DataFrame({"date": _date(day), "sku": sku[item], "quantity": wanted[item, day]})


def _orders(network: Network, wanted: np.ndarray, arrivals: np.ndarray) -> pd.DataFrame:
    offers, days = network.offers, wanted.shape[1]
    item = pd.Index(network.items["sku"]).get_indexer(offers["sku"])
    so_far = np.concatenate([np.zeros((len(wanted), 1)), wanted.cumsum(axis=1)], axis=1)
    parts = []
    for o, (first, interval, share) in enumerate(
        zip(offers["first"], offers["interval"], offers["share"], strict=True)
    ):
        day = np.arange(first, days, interval)
        units = share * (so_far[item[o], day] - so_far[item[o], np.maximum(day - interval, 0)])
        # The first order has no demand before it to see.
        units[0] = share * network.items["demand_mean"].iloc[item[o]] * interval
        day, units = day[units >= 0.0005], units[units >= 0.0005]
        parts.append(pd.DataFrame({"offer": o, "day": day, "quantity": units.round(3), "arrival": arrivals[o, day]}))
    rows = pd.concat(parts, ignore_index=True)
    offer = offers.iloc[rows["offer"]].reset_index(drop=True)
    ordered, day = _date(rows["day"].to_numpy()), rows["arrival"].fillna(0.0).to_numpy().astype(np.int64)
    return pd.DataFrame(
        {
            "sku": offer["sku"],
            "supplier": offer["supplier"],
            "ordered": ordered,
            "promised": ordered + pd.to_timedelta(offer["lead_time_days"].round(), "D"),
            "received": pd.Series(_date(day)).where(rows["arrival"].notna()),
            "quantity": rows["quantity"],
            "unit_price": offer["unit_price"],
            "freight": (0.03 * rows["quantity"] * offer["unit_price"]).round(2),
        }
    )


def _stretches(network: Network, world: World, calendar: Calendar, days: int, seed: int) -> pd.DataFrame:
    """Return when suppliers and regions were down within the history."""
    # A region's own outages are those of a supplier that has none of its own and stands there.
    alone = World(
        **{
            **vars(world),
            "supplier_key": world.region_key,
            "supplier_rate": np.zeros(len(world.region_key)),
            "supplier_days": world.region_days,
            "supplier_region": np.arange(len(world.region_key)),
        }
    )
    regional = draw_calendar(alone, days=WARM_UP_DAYS + days, run=0, seed=seed)
    parts = [
        pd.DataFrame(found.of(s) - WARM_UP_DAYS, columns=["start", "end"]).assign(kind=kind, name=name)
        for kind, found, names in (
            ("supplier", calendar, network.suppliers["supplier"]),
            ("region", regional, network.regions["region"]),
        )
        for s, name in enumerate(names)
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[(rows["end"] > 0) & (rows["start"] < days)].reset_index(drop=True)
    start, end = (_date(rows[name].clip(0, days).to_numpy()) for name in ("start", "end"))
    return rows[["kind", "name"]].assign(start=start, end=end)


def _date(day: np.ndarray) -> pd.DatetimeIndex:
    return FIRST + pd.to_timedelta(day, "D")


def in_buckets(demand: pd.DataFrame, grain: str, last: pd.Timestamp) -> pd.DataFrame:
    """Return demand summed up by the first day of its week (Monday) or month; a last week that is cut is left out."""
    if grain == "day":
        return demand
    bucket = demand["date"].dt.to_period({"week": "W-SUN", "month": "M"}[grain])
    whole = bucket.dt.end_time <= last + pd.Timedelta(days=1)
    sums = demand[whole].groupby(["sku", bucket[whole].dt.start_time.rename("date")])["quantity"].sum()
    return sums.round(3).reset_index()[["date", "sku", "quantity"]]


def write_simulated(simulated: Simulated, folder: Path, grains: Iterable[str] = GRAINS) -> None:
    """Write the history folders ``day``, ``week``, ``month`` (those asked for) and the folder ``truth``."""
    network = simulated.network
    truth = {"items": network.items, "suppliers": network.suppliers, "regions": network.regions}
    for name, table in {**truth, "offers": network.offers, "stretches": simulated.stretches}.items():
        _write(table, folder / "truth" / f"{name}.csv")
    for grain in grains:
        _write(in_buckets(simulated.demand, grain, simulated.last), folder / grain / "demand.csv")
        _write(simulated.deliveries, folder / grain / "deliveries.csv")
        _write(network.suppliers[["supplier", "region", "nearshore"]], folder / grain / "suppliers.csv")
        items = network.items[["sku"]].assign(description="simulated", unit_weight_kg=1.0)
        _write(items, folder / grain / "items.csv")


def _write(table: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, date_format="%Y-%m-%d", lineterminator="\n")


def main() -> None:
    """Write one history."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, default in (("items", 300), ("suppliers", 40), ("regions", 8), ("months", 24), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seasonal", type=float, default=0.0)
    asked = parser.parse_args()
    network = draw_network(
        items=asked.items,
        suppliers=asked.suppliers,
        regions=asked.regions,
        seed=asked.seed,
        seasonal=asked.seasonal,
    )
    write_simulated(simulate_history(network, months=asked.months, seed=asked.seed), asked.folder)
    sys.stdout.write(f"wrote {asked.folder}: {', '.join(GRAINS)} and truth\n")


if __name__ == "__main__":
    main()
