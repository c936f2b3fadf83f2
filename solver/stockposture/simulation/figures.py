"""From one run of the plan to its figures, by the formulas of the plan's rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture.simulation.arrays import Floats
from stockposture.simulation.result import ITEM_MEASURES
from stockposture.simulation.run import Replication
from stockposture.simulation.tally import DEMAND, HIGHEST, ON_HAND, PEAK, SHORT, SHORT_DAYS, STOCKOUTS, YEAR
from stockposture.simulation.world import World
from stockposture.verify.costs import cheapest_purchase, row_figures
from stockposture.verify.decisions import Decisions
from stockposture.verify.limits import limits_of
from stockposture.verify.sums import sums_of
from stockposture_models.plan.item_kpis import is_expedited, kpis_of
from stockposture_models.tables.case import Case
from stockposture_models.theory.policies import Response


@dataclass(frozen=True)
class Pricing:
    """What turns a run into money.

    Parameters
    ----------
    case, decisions, world
        The plan.
    supplier_fees
        Onboarding costs and annual fees of the suppliers used, currency/yr.
    cheapest
        All demand at its cheapest landed price, currency/yr.
    expedited
        (n,) whether units short are brought another way.
    """

    case: Case
    decisions: Decisions
    world: World
    supplier_fees: float
    cheapest: float
    expedited: NDArray[np.bool_]

    @classmethod
    def of(cls, case: Case, decisions: Decisions, world: World) -> "Pricing":
        """Return the pricing of a plan."""
        used = np.unique(decisions.supplier[decisions.used])
        fees = case.suppliers[["onboarding_cost", "annual_fee"]].to_numpy(dtype=np.float64)[used].sum()
        return cls(case, decisions, world, float(fees), float(cheapest_purchase(case).sum()), is_expedited(case.items))

    def fixed_cost(self, overflow: float, figures: dict[str, Floats]) -> float:
        """Return the relevant cost that years do not differ in, currency/yr."""
        return (
            float((figures["purchase_cost"] + figures["ordering_cost"]).sum())
            + self.supplier_fees
            + overflow
            - self.cheapest
        )


def measures(pricing: Pricing, run: Replication) -> tuple[dict[str, Floats], dict[str, float], Floats]:
    """Return the measures of the items, those of the plan, and its years, in one run.

    Units short are counted units over expected demand, so that their mean is the expectation whatever the demand of
    the run; the fill rate is over the demand that came.

    Parameters
    ----------
    pricing
        The plan.
    run
        One run.

    Returns
    -------
    tuple
        (n,) by measure; number by measure; (years, 5) stockout cost, carrying cost, relevant cost, units short,
        mean capital.
    """
    case, world, sums = pricing.case, pricing.world, run.sums
    days = len(run.capital)
    years = days / YEAR
    mean = world.demand_mean
    expected = mean * days
    fraction = np.divide(sums[:, SHORT], expected, out=np.zeros_like(mean), where=expected > 0)
    figures = row_figures(pricing.decisions, case, Response(fraction, sums[:, ON_HAND], sums[:, PEAK]))
    lost = ~world.backorder
    met = YEAR * mean - np.where(lost, figures["short_units_per_year"], 0.0)
    on_hand = sums[:, ON_HAND]
    items = {
        "fill_rate": 1.0 - _over(sums[:, SHORT], sums[:, DEMAND], 0.0),
        "stockout_days_per_year": sums[:, SHORT_DAYS] / years,
        "stockouts_per_year": sums[:, STOCKOUTS] / years,
        "peak_units": sums[:, PEAK],
        "highest_units": sums[:, HIGHEST],
        "premium_cost": np.where(pricing.expedited, figures["stockout_cost"], 0.0),
        "stock_turns": _over(met, on_hand, 0.0),
        "days_on_hand": _over(on_hand, mean, np.nan),
    }
    items = {name: items[name] if name in items else figures[name] for name in ITEM_MEASURES}
    limits = limits_of(sums_of(pricing.decisions, case, figures), case, capital=None, space=None)
    overflow = sum(limit.overflow_cost for limit in limits)
    extra = pricing.supplier_fees + overflow
    demand = sums[:, DEMAND].sum()
    stock, served = float((world.value * on_hand).sum()), float((world.value * met).sum())
    asked = float((world.value * mean).sum())
    summed = ("capital", "space_m3", "carrying_cost", "stockout_cost", "premium_cost", "short_units_per_year")
    totals = {name: float(items[name].sum()) for name in summed} | {
        "total_cost": float(items["total_cost"].sum()) + extra,
        "relevant_cost": float(items["relevant_cost"].sum()) + extra,
        "fill_rate": float(1.0 - sums[:, SHORT].sum() / demand) if demand > 0 else 1.0,
        "stock_turns": served / stock if stock > 0 else 0.0,
        "days_on_hand": stock / asked if asked > 0 else float("nan"),
    }
    by_year = np.empty((len(run.years), 5))
    by_year[:, 0] = run.years[:, 1]
    by_year[:, 1] = run.years[:, 2]
    by_year[:, 2] = run.years[:, 1] + run.years[:, 2] + pricing.fixed_cost(overflow, figures)
    by_year[:, 3] = run.years[:, 0]
    by_year[:, 4] = run.capital.reshape(-1, YEAR).mean(axis=1)
    return items, totals, by_year


def promises(pricing: Pricing, total_cost: float, relevant_cost: float, fill_rate: float) -> dict[str, float]:
    """Return the plan's own figure for each measure of the whole plan.

    Parameters
    ----------
    pricing
        The plan; its rows carry the parts.
    total_cost, relevant_cost, fill_rate
        From its summary.
    """
    rows = pricing.decisions.rows
    kpis = kpis_of(rows, pricing.case)
    return {
        "capital": float(rows["capital"].sum()),
        "space_m3": float(rows["space_m3"].sum()),
        "carrying_cost": float(rows["carrying_cost"].sum()),
        "stockout_cost": float(rows["stockout_cost"].sum()),
        "premium_cost": kpis.expediting_cost,
        "total_cost": total_cost,
        "relevant_cost": relevant_cost,
        "short_units_per_year": float(rows["short_units_per_year"].sum()),
        "fill_rate": fill_rate,
        "stock_turns": kpis.stock_turns or 0.0,
        "days_on_hand": float("nan") if kpis.days_on_hand is None else kpis.days_on_hand,
    }


def _over(above: Floats, below: Floats, otherwise: float) -> Floats:
    out: Floats = np.divide(above, below, out=np.full(len(below), otherwise), where=below > 0)
    return out
