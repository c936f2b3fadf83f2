# ruff: noqa: T201
"""What ``profile`` finds of simulated histories, against what they were made of.

Run: ``python tests/benchmarks/history/judge.py [--seeds 3] [--items 300] [--suppliers 40] [--regions 8] [--months 24]
[--grains day,week,month] [--by-size] [--seasonal 0.5 --period 2026Q3]``. Targets: bias (mean relative error) under 2 %,
coverage of 90 % intervals 85 to 95 %, precision and recall of disrupted stretches over 0.8.

How stretches are matched: day by day. A supplier is disrupted on a day on which it was down, by its own outages or its
region's; it is found disrupted on a day that lies in a stretch of everything, of its region or of its own. Precision is
the part of the days found that are true, recall the part of the true days that were found, over the days of all
suppliers that delivered anything. Beside it: runs of true days that are met by a day found, and the other way round.
All true days count, also those of which the orders cannot tell: outages between two orders, and the last weeks,
of which nothing has arrived yet.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from benchmarks.history.known import draw_network
from benchmarks.history.scores import NOTHING, Agreement, agreement, days_of, score
from benchmarks.history.simulated import (
    FIRST,
    GRAINS,
    Simulated,
    month_factors,
    simulate_history,
    write_simulated,
)
from stockposture.history.demand.period import PlanningPeriod
from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.profile import profile
from stockposture.history.profile.result import Profile
from stockposture.io.history_folder import read_history

#: Figure: table, keys, column, and classes of the truth to show apart.
FIGURES = {
    "demand mean": ("items", ["sku"], "demand_mean"),
    "demand sd": ("items", ["sku"], "demand_sd"),
    "lead time mean": ("offers", ["sku", "supplier"], "lead_time_days"),
    "lead time sd": ("offers", ["sku", "supplier"], "lead_time_sd"),
    "outage rate": ("suppliers", ["supplier"], "disruption_rate"),
    "outage days": ("suppliers", ["supplier"], "disruption_days"),
    "region rate": ("regions", ["region"], "disruption_rate"),
    "region days": ("regions", ["region"], "disruption_days"),
}
#: Classes by which errors are shown: of the coefficient of variation of a day, of the deviation in days.
SIZES = {
    "demand mean": [0.2, 0.5, 1, 2, 4, 6.1],
    "demand sd": [0.2, 0.5, 1, 2, 4, 6.1],
    "lead time mean": [0, 1, 2, 5, 10, 20, 60],
    "lead time sd": [0, 1, 2, 5, 10, 20, 60],
}


def found_beside_truth(made: Profile, simulated: Simulated, figure: str) -> pd.DataFrame:
    """Return what was found of a figure with ``truth`` and ``size`` beside it, one row an item, offer or supplier."""
    table, keys, column = FIGURES[figure]
    case = getattr(made.case, table)
    evidence = made.evidence.get(table, case)
    bounds = [name for name in (f"{column}_low", f"{column}_high") if name in evidence]
    found = case[[*keys, column]].merge(evidence[[*keys, *bounds]], on=keys, how="left", validate="1:1")
    known = items_in(simulated.network.items, made.period) if table == "items" else getattr(simulated.network, table)
    truth = found.merge(known, on=keys, how="left", suffixes=("_found", ""))
    size = np.nan
    if table == "items":
        size = truth["demand_sd"] / truth["demand_mean"]
    elif table == "offers":
        size = truth["lead_time_sd"]
    return found.assign(truth=truth[column].to_numpy(), size=size)


def items_in(items: pd.DataFrame, period: PlanningPeriod) -> pd.DataFrame:
    """Return the items with mean and deviation of a day of the months planned for."""
    factors = month_factors(items)[:, period.calendar_month]
    weight = period.days / period.days.sum()
    mean, square = factors @ weight, factors**2 @ weight
    return items.assign(demand_mean=items["demand_mean"] * mean, demand_sd=items["demand_sd"] * np.sqrt(square))


def stretches_found(made: Profile) -> pd.DataFrame | None:
    """Return ``scope``, ``name``, ``start``, ``end`` (first day after), ``None`` if the product does not say."""
    stretches = getattr(made, "stretches", None)
    if stretches is None:
        return None
    table = stretches.table.copy()
    table["end"] += pd.Timedelta(days=1)
    return table


def compare_stretches(made: Profile, simulated: Simulated) -> dict[str, Agreement]:
    """Return the agreement of supplier-days and of region-days."""
    table = stretches_found(made)
    if table is None:
        return {}
    days = (simulated.last - FIRST).days + 1
    suppliers = simulated.network.suppliers
    seen = suppliers[suppliers["supplier"].isin(simulated.deliveries["supplier"])]
    regions = simulated.network.regions["region"].tolist()
    found = {
        scope: days_of(table[table["scope"] == scope], names, FIRST, days)
        for scope, names in (("supplier", seen["supplier"].tolist()), ("region", regions), ("all", [""]))
    }
    region_days = found["region"] | found["all"]
    supplier_days = found["supplier"] | region_days[[regions.index(name) for name in seen["region"]]]
    out = {}
    for kind, names, mine in (("supplier", seen["supplier"], supplier_days), ("region", regions, region_days)):
        stretches = simulated.stretches[simulated.stretches["kind"] == kind]
        true = days_of(stretches, list(names), FIRST, days)
        out[kind] = sum((agreement(one, two) for one, two in zip(true, mine, strict=True)), start=NOTHING)
    return out


def print_scores(rows: dict[str, list[pd.DataFrame]], *, by_size: bool) -> None:
    """Print one line a figure, over all seeds; by classes of the truth if asked."""
    print(f"  {'':16s}{'rows':>7s}{'bias':>9s}{'spread':>9s}{'coverage':>10s}")
    for figure, parts in rows.items():
        column, all_rows = FIGURES[figure][2], pd.concat(parts, ignore_index=True)
        _line(figure, all_rows, column)
        if by_size and figure in SIZES:
            for size, group in all_rows.groupby(pd.cut(all_rows["size"], SIZES[figure]), observed=True):
                _line(f"  {size}", group, column)


def _line(name: str, rows: pd.DataFrame, column: str) -> None:
    found = score(rows, column, rows["truth"])
    coverage = "-" if np.isnan(found.coverage) else f"{found.coverage:.1%}"
    print(f"  {name:16s}{found.rows:7,d}{found.bias:+9.1%}{found.spread:9.1%}{coverage:>10s}")


def print_stretches(agreements: dict[str, Agreement]) -> None:
    """Print precision and recall."""
    for kind, a in agreements.items():
        print(
            f"  disrupted {kind}-days: precision {a.precision:.2f}, recall {a.recall:.2f} ({a.true_days:,} true, "
            f"{a.found_days:,} found); of {a.true} true runs {a.true_met} met, of {a.found} found {a.found_met} true"
        )


def main() -> None:
    """Simulate, profile, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("seeds", 3), ("first-seed", 0), ("items", 300), ("suppliers", 40), ("regions", 8)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--grains", default=",".join(GRAINS))
    parser.add_argument("--by-size", action="store_true")
    parser.add_argument(
        "--cut-months", type=int, default=0, help="as of profile; nothing is missing in these histories"
    )
    parser.add_argument("--seasonal", type=float, default=0.0, help="part of the items that have a season")
    parser.add_argument("--period", help="months planned for, e.g. 2026Q3; default: the year after the history")
    asked = parser.parse_args()
    assumptions = Assumptions(cut_months=asked.cut_months, period=asked.period)
    grains = asked.grains.split(",")
    rows: dict[str, dict[str, list[pd.DataFrame]]] = {grain: {figure: [] for figure in FIGURES} for grain in grains}
    stretches: dict[str, dict[str, Agreement]] = {grain: {} for grain in grains}
    for seed in range(asked.first_seed, asked.first_seed + asked.seeds):
        network = draw_network(
            items=asked.items,
            suppliers=asked.suppliers,
            regions=asked.regions,
            seed=seed,
            seasonal=asked.seasonal,
        )
        simulated = simulate_history(network, months=asked.months, seed=seed)
        with tempfile.TemporaryDirectory() as folder:
            write_simulated(simulated, Path(folder))
            for grain in grains:
                made = profile(read_history(Path(folder) / grain), assumptions)
                for figure, parts in rows[grain].items():
                    parts.append(found_beside_truth(made, simulated, figure))
                for kind, found in compare_stretches(made, simulated).items():
                    stretches[grain][kind] = stretches[grain].get(kind, NOTHING) + found
    for grain in grains:
        print(f"demand by {grain}, {asked.months} months, {asked.seeds} seeds")
        print_scores(rows[grain], by_size=asked.by_size)
        print_stretches(stretches[grain])


if __name__ == "__main__":
    main()
