"""The pictures of a plan: where its postures, its capital, its space and its spend are."""

from collections.abc import Iterator

import pandas as pd

from stockposture.report.charts.bars import Bar, Part, bars
from stockposture.report.charts.chart import Chart
from stockposture.report.charts.grid import grid
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.frontier import frontier_charts
from stockposture.report.dossier.mixes import (
    NO_WAREHOUSE,
    POSTURES,
    posture_by_class,
    posture_by_risk,
    stock_by_warehouse,
)
from stockposture.report.figures import counted, percent
from stockposture.report.pictures.ticks import short_amount
from stockposture.report.pictures.words import money
from stockposture_models.segments.matrix import SCALE

_PARTS = tuple(Part(name, name) for name in POSTURES)
#: Suppliers or regions shown one by one.
MOST_BARS = 12


def plan_charts(dossier: Dossier) -> list[Chart]:
    """Return the pictures that every plan has."""
    return list(_charts(dossier))


def all_charts(dossier: Dossier) -> list[Chart]:
    """Return these and those of the frontier, if there is one."""
    found = dossier.frontier
    return [*plan_charts(dossier), *([] if found is None else frontier_charts(found, dossier.plan))]


def _charts(dossier: Dossier) -> Iterator[Chart]:
    items, currency = dossier.items, money(dossier.plan.summary.currency)
    classes = posture_by_class(items)
    rows = [
        Bar(f"{name} items", [float(value) for value in counts])
        for name, counts in zip(classes.index, classes.to_numpy(), strict=True)
    ]
    yield bars(
        "posture-by-class",
        "Postures by annual value",
        "How many items of each class by annual value are jit, hybrid and jic: A is the dearest four fifths or so of "
        "all value, C the rest of many small ones.",
        _PARTS,
        rows,
        lambda value: f"{value:,.0f}",
    )
    steps = [str(step) for step in SCALE]
    yield grid(
        "posture-by-risk",
        "Postures by criticality and fragility",
        "How many items there are of each criticality and fragility, and how many of them are jit, hybrid and jic.",
        _PARTS,
        posture_by_risk(items),
        rows=("criticality", steps[::-1]),
        columns=("fragility of supply", steps),
    )
    for measure, what, unit in (("capital", "Working capital", currency), ("space_m3", "Space", "m3")):
        table = stock_by_warehouse(items, measure)
        named = {*items["warehouse"], NO_WAREHOUSE}
        places = [
            Bar(str(place), [float(value) for value in values], is_rest=place not in named)
            for place, values in zip(table.index, table.to_numpy(), strict=True)
        ]
        yield bars(
            f"{measure.partition('_')[0]}-by-warehouse",
            f"{what} by warehouse and posture, {unit}",
            f"{what} in each warehouse, by the posture of the items that take it.",
            _PARTS,
            places,
            short_amount,
        )
    yield _spend(dossier.suppliers, "supplier", currency)
    yield _spend(_regions(dossier.suppliers), "region", currency)


def _regions(suppliers: pd.DataFrame) -> pd.DataFrame:
    """Return the spend by region, the largest first; suppliers of no region together."""
    found = suppliers.groupby("region", sort=True)[["spend", "sole_spend", "part"]].sum().reset_index()
    return found.sort_values(["spend", "region"], ascending=[False, True], ignore_index=True)


def _spend(spend: pd.DataFrame, by: str, currency: str) -> Chart:
    shown = spend.head(MOST_BARS)
    rows = [
        Bar(
            row[by],
            [row["sole_spend"], row["spend"] - row["sole_spend"]],
            f"{short_amount(row['spend'])}, {percent(row['part'])}",
        )
        for row in shown.to_dict("records")
    ]
    rest = spend.iloc[len(shown) :]
    if len(rest):
        sole, whole = float(rest["sole_spend"].sum()), float(rest["spend"].sum())
        note = f"{short_amount(whole)}, {percent(float(rest['part'].sum()))}"
        rows.append(Bar(f"{len(rest):,} others", [sole, whole - sole], note, is_rest=True))
    top = float(spend["part"].head(5).sum())
    few = f"; the largest five have {percent(top)} of all spend" if len(spend) > 5 else ""
    return bars(
        f"spend-by-{by}",
        f"Spend by {by}, {currency} a year",
        f"{counted(len(spend), by)}{few}. Spend on items that no other supplier delivers in this plan stands apart.",
        (Part("nobody else delivers it", "mark"), Part("shared with another supplier", "plain")),
        rows,
        short_amount,
    )
