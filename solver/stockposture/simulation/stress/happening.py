"""A scenario as arrays over the items and suppliers of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stockposture.simulation.arrays import Flags, Floats, Ints
from stockposture.simulation.stress.change import demand_change, lead_time_change
from stockposture.simulation.stress.scenario import DemandChange, LeadTimeChange, Scenario
from stockposture.simulation.stress.targets import Targets
from stockposture.simulation.world import World
from stockposture_models.findings import Finding
from stockposture_models.tables.case import Case


@dataclass(frozen=True)
class Happening:
    """What happens from one day on, for ``days`` days, to ``k`` items of ``n``; ``m`` suppliers.

    Parameters
    ----------
    name
        The scenario's.
    days
        How long it lasts.
    down
        (m,) suppliers from which nothing leaves.
    rows
        (k,) items that any of it touches, in order; all others go on as if nothing had happened.
    demand_factor
        (k,) what every day's demand is multiplied by.
    extra_lead
        (k, 2) days on top of the lead time of what leaves meanwhile.
    """

    name: str
    days: int
    down: Flags
    rows: Ints
    demand_factor: Floats
    extra_lead: Floats


def happenings_of(
    scenarios: Sequence[Scenario], case: Case, world: World, source: str, faults: list[Finding]
) -> tuple[Happening, ...]:
    """Return what happens in each scenario.

    Parameters
    ----------
    scenarios
        What happens, by name.
    case, world
        The tables, and the plan's items as they are simulated.
    source
        Where the scenarios stand, for messages.
    faults
        Added to: names that are not in the case, patterns that match nothing.
    """
    targets = Targets(source, faults)
    return tuple(_happening(scenario, case, world, targets) for scenario in scenarios)


def outages_of(down: Sequence[Flags], days: Sequence[int], names: Sequence[str], world: World) -> list[Happening]:
    """Return outages of suppliers and nothing else.

    Parameters
    ----------
    down
        (m,) suppliers, of each outage.
    days, names
        Length and name of each.
    world
        The plan's items.
    """
    flat = world.supplier.ravel()
    order = np.argsort(flat, kind="stable")
    bounds = np.searchsorted(flat[order], np.arange(len(world.supplier_key) + 1))
    found = []
    for suppliers, length, name in zip(down, days, names, strict=True):
        parts = [order[bounds[s] : bounds[s + 1]] // 2 for s in np.flatnonzero(suppliers)]
        rows = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))
        found.append(Happening(name, length, suppliers, rows, np.ones(len(rows)), np.zeros((len(rows), 2))))
    return found


def mean_lead(world: World) -> Floats:
    """Return (n, 2) mean lead times, days: the constant part and the congestion's mean rho / eta."""
    busy = world.rho > 0.0
    lead: Floats = world.base + np.divide(world.rho, world.eta, out=np.zeros_like(world.rho), where=busy)
    return lead


def offers_of(world: World, suppliers: Flags) -> Flags:
    """Return (n, 2) which item and supplier pairs are of the suppliers."""
    flags: Flags = np.append(suppliers, np.zeros(1, dtype=np.bool_))[world.supplier]
    return flags


def _happening(scenario: Scenario, case: Case, world: World, targets: Targets) -> Happening:
    place = f"scenario {scenario.name!r}"
    suppliers, regions = case.suppliers, case.regions["region"]
    down = targets.named(scenario.fail_supplier, suppliers["supplier"], "supplier", f"{place}, fail_supplier")
    closed = targets.named(scenario.close_region, regions, "region", f"{place}, close_region")
    down = down | suppliers["region"].isin(regions[closed]).to_numpy(dtype=np.bool_)
    struck = offers_of(world, down).any(axis=1)
    factor = np.ones(len(world.level))
    for number, change in enumerate(scenario.demand, start=1):
        chosen = _items(change, case, targets, f"{place}, demand {number}")
        factor[chosen] *= 1.0 + demand_change(change.change).part
        struck |= chosen
    extra = np.zeros((len(factor), 2))
    for number, late in enumerate(scenario.lead_time, start=1):
        pairs = _pairs(late, case, world, targets, f"{place}, lead_time {number}")
        later = lead_time_change(late.change)
        extra += np.where(pairs, later.days + later.part * mean_lead(world), 0.0)
        struck |= pairs.any(axis=1)
    rows = np.flatnonzero(struck)
    return Happening(scenario.name, scenario.days, down, rows, factor[rows], extra[rows])


def _items(change: DemandChange | LeadTimeChange, case: Case, targets: Targets, place: str) -> Flags:
    """Return (n,) the items meant: by sku or by product line; all where neither is said."""
    if not (change.items or change.product_lines):
        return np.ones(len(case.items), dtype=np.bool_)
    by_sku = targets.matching(change.items, case.items["sku"], "item", f"{place}, items")
    lines = case.items["product_line"]
    return by_sku | targets.matching(change.product_lines, lines, "product line", f"{place}, product_lines")


def _pairs(late: LeadTimeChange, case: Case, world: World, targets: Targets, place: str) -> Flags:
    """Return (n, 2) the item and supplier pairs meant."""
    suppliers, regions = case.suppliers, case.regions["region"]
    chosen = np.ones(len(suppliers), dtype=np.bool_)
    if late.suppliers or late.regions:
        chosen = targets.named(late.suppliers, suppliers["supplier"], "supplier", f"{place}, suppliers")
        struck = targets.named(late.regions, regions, "region", f"{place}, regions")
        chosen = chosen | suppliers["region"].isin(regions[struck]).to_numpy(dtype=np.bool_)
    flags: Flags = _items(late, case, targets, place)[:, np.newaxis] & offers_of(world, chosen)
    return flags
