"""The world a plan lives in, as plain arrays: what the simulator needs to know, and nothing else."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.simulation.arrays import Flags, Floats, Ints, Keys
from stockposture.simulation.names import name_keys
from stockposture.verify.costs import DAYS_PER_YEAR, row_figures
from stockposture.verify.decisions import Decisions, require_decisions
from stockposture.verify.physics import policies_of
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case
from stockposture_models.tables.settings import SpaceBasis
from stockposture_models.theory.lead_time import congestion
from stockposture_models.theory.policies import Policies, Response

Texts = NDArray[np.object_]

#: Fields that are not one row an item.
_SHARED = {
    "supplier_key",
    "supplier_rate",
    "supplier_days",
    "supplier_region",
    "region_key",
    "region_rate",
    "region_days",
    "suppliers",
    "regions",
    "warehouses",
    "product_lines",
    "counts_in_transit",
    "at_peak",
}


@dataclass(frozen=True)
class World:
    """``n`` items with what was decided for them, ``m`` suppliers, ``r`` regions.

    Arrays with two columns describe an item's first and second supplier; where only one is used the second has
    supplier -1 and share 0.

    Parameters
    ----------
    sku
        (n,) names.
    demand_key, offer_key
        (n,) and (n, 2) numbers made of the names: the streams of random numbers hang on them.
    demand_mean, demand_sd
        (n,) mean and standard deviation of one day's demand, units.
    backorder
        (n,) whether short units wait.
    interval
        (n,) review interval T, days.
    level
        (n,) order-up-to level S, units.
    supplier
        (n, 2) position among the suppliers; -1 where there is none.
    share
        (n, 2) part of every order.
    base, eta, rho
        (n, 2) lead time: base + V days, P(V > x) = rho exp(-eta x).
    surge_fraction, surge_delay
        (n, 2) part of its own share a supplier adds while the other is down; from so many days into the outage.
    value
        (n,) price of one unit, weighted by the shares, currency.
    stockout_cost
        (n,) currency per unit short.
    volume
        (n,) m3 per unit.
    payables
        (n,) what is not yet paid, currency; 0 unless the capital basis takes it off.
    warehouse, product_line
        (n,) positions; -1 where the item has none.
    carrying_fixed, carrying_on_hand, carrying_peak, carrying_short
        (n,) carrying cost a year: fixed + on_hand x mean on-hand + peak x peak stock + short x units short a year.
    supplier_key, supplier_rate, supplier_days, supplier_region
        (m,) name's number, outages a year, their mean days, position of the region or -1.
    region_key, region_rate, region_days
        (r,) the same of regions.
    suppliers, regions, warehouses, product_lines
        Names.
    counts_in_transit
        Whether goods in transit tie up capital.
    at_peak
        Whether the highest stock of a day fills the space, rather than its mean.
    """

    sku: Texts
    demand_key: Keys
    offer_key: Keys
    demand_mean: Floats
    demand_sd: Floats
    backorder: Flags
    interval: Ints
    level: Floats
    supplier: Ints
    share: Floats
    base: Floats
    eta: Floats
    rho: Floats
    surge_fraction: Floats
    surge_delay: Floats
    value: Floats
    stockout_cost: Floats
    volume: Floats
    payables: Floats
    warehouse: Ints
    product_line: Ints
    carrying_fixed: Floats
    carrying_on_hand: Floats
    carrying_peak: Floats
    carrying_short: Floats
    supplier_key: Keys
    supplier_rate: Floats
    supplier_days: Floats
    supplier_region: Ints
    region_key: Keys
    region_rate: Floats
    region_days: Floats
    suppliers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    warehouses: tuple[str, ...] = ()
    product_lines: tuple[str, ...] = ()
    counts_in_transit: bool = False
    at_peak: bool = True

    def __len__(self) -> int:
        return len(self.sku)

    def take(self, items: NDArray[np.integer] | NDArray[np.bool_] | slice) -> Self:
        """Return the world of the given items; suppliers and regions stay as they are."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return type(self)(**{name: part if name in _SHARED else part[items] for name, part in parts.items()})

    @classmethod
    def of(cls, case: Case, plan: Plan) -> Self:
        """Return the world of a plan.

        Raises
        ------
        VerificationError
            The plan's rows cannot be taken for a plan of this case.
        """
        return cls.of_decisions(case, decisions_of(case, plan))

    @classmethod
    def of_decisions(cls, case: Case, decisions: Decisions) -> Self:
        """Return the world of what was decided for a case."""
        d, policies = decisions, policies_of(decisions, case)
        settings = case.settings
        lead = congestion(policies.lead, policies.lead_sd)
        sku, suppliers, regions = case.items["sku"], case.suppliers["supplier"], case.regions["region"]
        supplier = np.where(d.used, d.supplier, -1)
        price = d.of_offer(case, "unit_price")
        owed = policies.demand_mean * (d.share * price * d.of_supplier(case, "payment_days")).sum(axis=1)
        warehouse = pd.Index(case.warehouses["warehouse"]).get_indexer(case.items["warehouse"])
        line, lines = pd.factorize(case.items["product_line"].mask(case.items["product_line"] == ""), sort=True)
        demand_key = name_keys(sku)
        supplier_key = name_keys(suppliers)
        return cls(
            sku=sku.to_numpy(dtype=object),
            demand_key=demand_key,
            offer_key=demand_key[:, np.newaxis] ^ (np.append(supplier_key, np.uint64(0))[supplier] * np.uint64(3)),
            demand_mean=policies.demand_mean,
            demand_sd=policies.demand_sd,
            backorder=policies.backorder,
            interval=policies.interval.astype(np.int64),
            level=policies.demand_mean * (policies.interval + policies.mean_lead) + d.buffer,
            supplier=supplier,
            share=d.share,
            base=lead.base,
            eta=lead.eta,
            rho=lead.rho,
            surge_fraction=policies.surge_fraction,
            surge_delay=policies.surge_delay,
            value=(d.share * price).sum(axis=1),
            stockout_cost=case.items["stockout_cost"].to_numpy(),
            volume=case.items["unit_volume"].to_numpy(),
            payables=owed if settings.capital_basis.deducts_payables else np.zeros(len(sku)),
            warehouse=warehouse.astype(np.int64),
            product_line=line.astype(np.int64),
            **_carrying_terms(decisions, case, policies),
            supplier_key=supplier_key,
            supplier_rate=case.suppliers["disruption_rate"].to_numpy(dtype=np.float64),
            supplier_days=case.suppliers["disruption_days"].to_numpy(dtype=np.float64),
            supplier_region=pd.Index(regions).get_indexer(case.suppliers["region"]).astype(np.int64),
            region_key=name_keys(regions),
            region_rate=case.regions["disruption_rate"].to_numpy(dtype=np.float64),
            region_days=case.regions["disruption_days"].to_numpy(dtype=np.float64),
            suppliers=tuple(suppliers),
            regions=tuple(regions),
            warehouses=tuple(case.warehouses["warehouse"]),
            product_lines=tuple(lines),
            counts_in_transit=settings.capital_basis.counts_in_transit,
            at_peak=settings.space_basis is SpaceBasis.PEAK,
        )


def decisions_of(case: Case, plan: Plan) -> Decisions:
    """Return what a plan decides, looked up in a case.

    Raises
    ------
    VerificationError
        The plan's rows cannot be taken for a plan of this case.
    """
    return require_decisions(plan.items, case)


def _carrying_terms(decisions: Decisions, case: Case, policies: Policies) -> dict[str, Floats]:
    """Take the straight line that carrying cost is in the response off the formulas of the plan's rows."""
    nothing, one = np.zeros(len(policies)), np.ones(len(policies))

    def carrying(short: Floats, on_hand: Floats, peak: Floats) -> Floats:
        return row_figures(decisions, case, Response(short, on_hand, peak))["carrying_cost"]

    fixed = carrying(nothing, nothing, nothing)
    demand = DAYS_PER_YEAR * policies.demand_mean
    per_fraction = carrying(one, nothing, nothing) - fixed
    return {
        "carrying_fixed": fixed,
        "carrying_on_hand": carrying(nothing, one, nothing) - fixed,
        "carrying_peak": carrying(nothing, nothing, one) - fixed,
        "carrying_short": np.divide(per_fraction, demand, out=np.zeros_like(demand), where=demand > 0),
    }
