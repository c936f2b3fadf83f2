"""From a history to a case, and the account of how every figure came about."""

import pandas as pd

from stockposture.history.confidence import confidence_of
from stockposture.history.demand.doubts import demand_doubts
from stockposture.history.demand.figures import DemandOptions, demand_figures
from stockposture.history.demand.grain import observed
from stockposture.history.demand.period import PlanningPeriod, planning_period, year_after
from stockposture.history.demand.window import Window, demand_window
from stockposture.history.history import History
from stockposture.history.profile.account import counts_of, fills_of, kept_items
from stockposture.history.profile.assumed_offers import UNKNOWN_SUPPLIER, assumed_offers
from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.case import make_case
from stockposture.history.profile.items import WAREHOUSE, items_of
from stockposture.history.profile.result import Profile
from stockposture.history.stretches.account import stretch_notes
from stockposture.history.stretches.find import find_stretches, watch
from stockposture.history.stretches.stretches import Scope, Source, Stretches
from stockposture.history.suppliers.doubts import offer_doubts
from stockposture.history.suppliers.offers import offers_of
from stockposture.history.suppliers.sources import regions_of, suppliers_of
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity


def profile(history: History, assumptions: Assumptions | None = None) -> Profile:
    """Make a case from a history, every figure with where it came from.

    Parameters
    ----------
    history
        Checked history tables.
    assumptions
        Thresholds and fill-ins; the defaults if ``None``.

    Raises
    ------
    BadInputError
        If no item is left, or too few months of demand.
    """
    assumptions = assumptions or Assumptions()
    deliveries = history.deliveries.merge(history.suppliers[["supplier", "region"]], on="supplier", how="left")
    watched = watch(deliveries, least_days=assumptions.late_days)
    stretches = find_stretches(watched, history.periods)
    window = demand_days(history, stretches, assumptions)
    period = year_after(window.last) if assumptions.period is None else planning_period(assumptions.period)
    moments = demand_figures(history.demand, window, _options(assumptions, period))
    all_offers = offers_of(deliveries, stretches, assumptions)
    without = moments.index.difference(pd.Index(all_offers["sku"]))
    guessed = assumed_offers(without, history.items, assumptions)
    all_offers = pd.concat([all_offers, guessed], ignore_index=True) if len(all_offers) else guessed
    moments, notes = kept_items(history, moments, all_offers, assumptions)
    offers = all_offers[all_offers["sku"].isin(moments.index)].reset_index(drop=True)
    items = items_of(moments, offers, history.items, assumptions)
    sources = history.suppliers
    if UNKNOWN_SUPPLIER in set(offers["supplier"]) - set(sources["supplier"]):
        unknown = pd.DataFrame({"supplier": [UNKNOWN_SUPPLIER], "region": "", "nearshore": False, "country": ""})
        sources = pd.concat([sources, unknown], ignore_index=True) if len(sources) else unknown
    suppliers = suppliers_of(sources, history.countries, watched, assumptions)
    suppliers = suppliers[suppliers["supplier"].isin(offers["supplier"])].reset_index(drop=True)
    regions = regions_of(suppliers, watched, assumptions)
    warehouses = pd.DataFrame({"warehouse": [WAREHOUSE], "storage_cost": [float(assumptions.storage_cost)]})
    tables = {
        "items": items,
        "suppliers": suppliers,
        "offers": offers,
        "regions": regions,
        "warehouses": warehouses,
    }
    case = make_case(tables, {"holding_rate": assumptions.holding_rate, "currency": assumptions.currency})
    notes += stretch_notes(stretches, deliveries) + counts_of(history, moments, offers, window)
    doubted = [demand_doubts(moments), offer_doubts(items["sku"], offers)]
    evidence = {
        "items": items.join(confidence_of(items["sku"], doubted)),
        "offers": offers,
        "suppliers": suppliers,
        "regions": regions,
        "stretches": pd.DataFrame(list(stretches), columns=stretches.table.columns, dtype=str),
    }
    fills = tuple(fills_of(tables, assumptions))
    return Profile(
        case, assumptions, window, period, evidence, history.findings, fills, tuple(notes), stretches=stretches
    )


def demand_days(history: History, stretches: Stretches, assumptions: Assumptions) -> Window:
    """Return the days of demand that count."""
    if history.demand.empty:
        raise BadInputError([Finding(Severity.FAULT, "no demand", "add rows", file="demand.csv")])
    first, last = observed(history.demand["date"])
    # What was found is that suppliers stood still, which says nothing of demand; and where demand is known by what was
    # delivered, to leave out the days without any would leave the others, and a mean too high.
    everything = stretches.of(Scope.ALL)
    given = everything[everything["source"] == Source.GIVEN]
    return demand_window(first, last, assumptions.since, assumptions.cut_months, given)


def _options(assumptions: Assumptions, period: PlanningPeriod) -> DemandOptions:
    return DemandOptions(
        period=period,
        significance=assumptions.significance,
        trend_damping=assumptions.trend_damping,
        intermittent=assumptions.intermittent_method,
        smoothing=assumptions.smoothing,
        cv=assumptions.demand_cv,
    )
