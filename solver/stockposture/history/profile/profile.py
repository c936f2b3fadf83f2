"""From a history to a case, and the account of how every figure came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from stockposture.history.confidence import Confidence, confidence_of, doubts
from stockposture.history.demand.doubts import demand_doubts
from stockposture.history.demand.figures import DemandOptions, demand_figures
from stockposture.history.demand.grain import observed
from stockposture.history.demand.period import PlanningPeriod, planning_period, year_after
from stockposture.history.demand.window import Window, demand_window
from stockposture.history.history import History
from stockposture.history.notes import Action, Note, some_names
from stockposture.history.profile.assumed_offers import UNKNOWN_SUPPLIER, assumed_offers
from stockposture.history.profile.assumptions import Assumptions, option_name
from stockposture.history.profile.case import make_case
from stockposture.history.profile.fills import Fill
from stockposture.history.profile.items import WAREHOUSE, items_of
from stockposture.history.stretches.find import find_stretches, watch
from stockposture.history.stretches.stretches import Scope, Stretches
from stockposture.history.suppliers.offers import offers_of
from stockposture.history.suppliers.sources import regions_of, suppliers_of
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import Case


@dataclass(frozen=True)
class Profile:
    """A case made from a history.

    Parameters
    ----------
    case
        The case; it has no capital cap.
    assumptions
        The options it was made with.
    window
        Days of demand that counted.
    period
        Months the case is made for.
    fills
        Where each figure came from, counted.
    notes
        What was left out, and what is worth knowing.
    stretches
        When what was disrupted, given and found.
    evidence
        By table of the case: its figures with where each came from, bounds of 90 % intervals (``*_low``,
        ``*_high``), weights, and the confidence of every item.
    findings
        Warnings and repairs made when the history was read.
    """

    case: Case
    assumptions: Assumptions
    window: Window
    period: PlanningPeriod
    evidence: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...] = field(default=())
    fills: tuple[Fill, ...] = field(default=())
    notes: tuple[Note, ...] = field(default=())
    stretches: Stretches = field(default_factory=Stretches)


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
    window = _window(history, stretches, assumptions)
    period = year_after(window.last) if assumptions.period is None else planning_period(assumptions.period)
    moments = demand_figures(history.demand, window, _options(assumptions, period))
    all_offers = offers_of(deliveries, stretches, assumptions)
    without = moments.index.difference(pd.Index(all_offers["sku"]))
    guessed = assumed_offers(without, history.items, assumptions)
    all_offers = pd.concat([all_offers, guessed], ignore_index=True) if len(all_offers) else guessed
    moments, notes = _kept(history, moments, all_offers, assumptions)
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
    notes += _counts(history, moments, offers, window)
    without_supplier = items["sku"].isin(guessed["sku"]).to_numpy()
    doubted = [
        demand_doubts(moments),
        doubts(items["sku"], {"no delivery: supplier and lead time assumed": without_supplier}, Confidence.LOW),
    ]
    evidence = {
        "items": items.join(confidence_of(items["sku"], doubted)),
        "offers": offers,
        "suppliers": suppliers,
        "regions": regions,
        "stretches": stretches.table,
    }
    fills = tuple(_fills(items, suppliers, offers, assumptions))
    return Profile(
        case, assumptions, window, period, evidence, history.findings, fills, tuple(notes), stretches=stretches
    )


def _window(history: History, stretches: Stretches, assumptions: Assumptions) -> Window:
    if history.demand.empty:
        raise BadInputError([Finding(Severity.FAULT, "no demand", "add rows", file="demand.csv")])
    first, last = observed(history.demand["date"])
    return demand_window(first, last, assumptions.since, assumptions.cut_months, stretches.of(Scope.ALL))


def _options(assumptions: Assumptions, period: PlanningPeriod) -> DemandOptions:
    return DemandOptions(
        period=period,
        significance=assumptions.significance,
        trend_damping=assumptions.trend_damping,
        intermittent=assumptions.intermittent_method,
        smoothing=assumptions.smoothing,
        cv=assumptions.demand_cv,
    )


def _kept(
    history: History, moments: pd.DataFrame, offers: pd.DataFrame, assumptions: Assumptions
) -> tuple[pd.DataFrame, list[Note]]:
    """Return the items to keep and why the others are not."""
    everything = history.demand["sku"].nunique()
    enough = moments["demand_months"] >= assumptions.min_demand_months
    offered = moments.index.isin(offers["sku"])
    unoffered = moments.index[enough & ~offered]
    returns = int((history.demand["quantity"] < 0).sum())
    rule = f"{option_name('min_demand_months')} {assumptions.min_demand_months}"
    notes = [
        Note(Action.DROPPED, "items with demand in too few months", everything - int(enough.sum()),
             everything, rule),
        Note(Action.DROPPED, "items without an offer at a known price", len(unoffered), int(enough.sum()),
             some_names(map(str, unoffered))),
        Note(Action.ASSUMED, "items that no delivery tells of: supplier and lead time",
             int((offers["supplier"] == UNKNOWN_SUPPLIER).sum()), int(enough.sum())),
        Note(Action.COUNTED, "rows of negative demand, netted", returns, len(history.demand)),
    ]  # fmt: skip
    kept = moments[enough & offered]
    if kept.empty:
        problem = f"no item is left: {int(enough.sum())} of {everything} have demand in enough months ({rule})"
        remedy = (
            "lower --min-demand-months, bring a longer history, or add deliveries with prices, "
            "unit_price in items.csv, or --unit-price"
        )
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, file="demand.csv", column="sku")])
    return kept, notes


def _fills(items: pd.DataFrame, suppliers: pd.DataFrame, offers: pd.DataFrame, assumptions: Assumptions) -> list[Fill]:
    """Count where the figures came from."""
    pools = {
        "offer": "data: the offer's own",
        "supplier": "data: its supplier's",
        "region": "data: its region's",
    }
    pools |= {"all": "data: all", "item": "data: the item's other offers", "items.csv": "data: items.csv"}
    pools |= {"option": "options --disruption-rate, --disruption-days", "weight": "its weight at --kg-per-m3"}
    assumed = {
        "lead_time_from": "options --lead-time-days, --lead-time-sd",
        "freight_from": "option --freight-share",
        "price_from": "option --unit-price",
        "weight_from": "option --unit-weight-kg",
    }
    if assumptions.unit_weight_kg is None:
        assumed["weight_from"] += " (median of the known, 0 if none is)"
    sources = [
        ("offers: lead time", offers, "lead_time_from"),
        ("offers: unit price", offers, "price_from"),
        ("offers: freight per unit", offers, "freight_from"),
        ("suppliers: outages", suppliers, "outages_from"),
        ("items: weight", items, "weight_from"),
        ("items: volume", items, "volume_from"),
    ]
    return [
        Fill(label, pools.get(str(source), assumed.get(column, "option")), int(rows), len(table))
        for label, table, column in sources
        for source, rows in table[column].value_counts().items()
    ]


def _counts(history: History, moments: pd.DataFrame, offers: pd.DataFrame, window: Window) -> list[Note]:
    """Return what tells whether the case is plausible."""
    kept = len(moments)
    per_item = offers.groupby("sku")["supplier"].nunique()
    timed = (history.deliveries["received"] - history.deliveries["ordered"]).dt.days.dropna()
    lead = (
        f"median {timed.median():.0f}, mean {timed.mean():.0f}, deviation {timed.std():.0f} days" if len(timed) else ""
    )
    classes = moments["demand_class"].value_counts()
    seasonal = moments.filter(like="factor_").ne(1.0).any(axis=1)
    return [
        Note(Action.COUNTED, "days of demand that count", int(window.counted.sum()), len(window),
             f"{window.first:%Y-%m-%d} to {window.last:%Y-%m-%d}"),
        *(Note(Action.COUNTED, f"items of {name} demand", int(count), kept) for name, count in classes.items()),
        Note(Action.COUNTED, "items with a season", int(seasonal.sum()), kept),
        Note(Action.COUNTED, "items with a trend", int(moments["trend"].ne(0).sum()), kept),
        Note(Action.COUNTED, "items that are new", int(moments["demand_new"].ne("").sum()), kept),
        Note(Action.COUNTED, "items perhaps no longer wanted", int(moments["demand_stopped"].ne("").sum()), kept),
        Note(Action.COUNTED, "items with two or more suppliers", int((per_item >= 2).sum()), kept),
        Note(Action.COUNTED, "deliveries with a lead time", len(timed), len(history.deliveries), lead),
    ]  # fmt: skip
