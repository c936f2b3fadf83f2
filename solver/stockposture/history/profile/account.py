"""The account of a profile: which items were kept, where figures came from, what is worth knowing."""

from collections.abc import Mapping

import pandas as pd

from stockposture.history.demand.window import Window
from stockposture.history.history import History
from stockposture.history.notes import Action, Note, some_names
from stockposture.history.profile.assumed_offers import UNKNOWN_SUPPLIER
from stockposture.history.profile.assumptions import Assumptions, option_name
from stockposture.history.profile.fills import Fill
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity


def kept_items(
    history: History, moments: pd.DataFrame, offers: pd.DataFrame, assumptions: Assumptions
) -> tuple[pd.DataFrame, list[Note]]:
    """Return the items to keep and why the others are not."""
    everything = history.demand["sku"].nunique()
    enough = moments["demand_months"] >= assumptions.min_demand_months
    offered = moments.index.isin(offers["sku"])
    unoffered = moments.index[enough & ~offered]
    unheard = pd.Index(offers["sku"][offers["supplier"] == UNKNOWN_SUPPLIER])
    returns = int((history.demand["quantity"] < 0).sum())
    rule = f"{option_name('min_demand_months')} {assumptions.min_demand_months}"
    notes = [
        Note(Action.DROPPED, "items with demand in too few months", everything - int(enough.sum()),
             everything, rule),
        Note(Action.DROPPED, "items without an offer at a known price", len(unoffered), int(enough.sum()),
             some_names(map(str, unoffered))),
        Note(Action.ASSUMED, "items that no delivery tells of: supplier and lead time",
             len(moments.index[enough].intersection(unheard)), int(enough.sum())),
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


def fills_of(tables: Mapping[str, pd.DataFrame], assumptions: Assumptions) -> list[Fill]:
    """Count where the figures came from."""
    pools = {
        "offer": "data: the offer's own",
        "supplier": "data: its supplier's",
        "region": "data: its region's",
    }
    pools |= {"all": "data: all", "item": "data: the item's other offers", "items.csv": "data: items.csv"}
    pools |= {"prior": "expected beforehand (options --prior-..., --region-...): none was seen"}
    pools |= {"suppliers.csv": "data: suppliers.csv", "country": "country of its site and option --country-of-use"}
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
        ("offers: lead time", "lead_time_from"),
        ("offers: unit price", "price_from"),
        ("offers: freight per unit", "freight_from"),
        ("suppliers: outages", "outages_from"),
        ("suppliers: nearshore", "nearshore_from"),
        ("regions: outages", "outages_from"),
        ("items: weight", "weight_from"),
        ("items: volume", "volume_from"),
    ]
    return [
        Fill(label, pools.get(str(source), assumed.get(column, "option")), int(rows), len(table))
        for label, column in sources
        for table in (tables[label.partition(":")[0]],)
        for source, rows in table[column].value_counts().items()
    ]


def counts_of(history: History, moments: pd.DataFrame, offers: pd.DataFrame, window: Window) -> list[Note]:
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
