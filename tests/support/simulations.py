"""Simulations made by hand: what a page and a folder are tried on without simulating anything."""

from dataclasses import replace

import numpy as np
import pandas as pd

from stockposture.simulation.estimate import Estimate
from stockposture.simulation.result import ITEM_MEASURES, PROMISED_MEASURES, Simulation

TOTALS = {
    "capital": Estimate(17_800.4, 56.3),
    "space_m3": Estimate(4.4312, 0.0123),
    "carrying_cost": Estimate(7_190.2, 12.3),
    "stockout_cost": Estimate(1_320.6, 61.2),
    "premium_cost": Estimate(1_208.3, 58.1),
    "total_cost": Estimate(264_804.1, 63.9),
    "relevant_cost": Estimate(22_035.4, 63.9),
    "short_units_per_year": Estimate(412.6, 15.3),
    "fill_rate": Estimate(0.99912, 0.0000345),
    "stock_turns": Estimate(14.12, 0.05),
    "days_on_hand": Estimate(25.85, 0.09),
}
PROMISED = {
    "capital": 18_000.0,
    "space_m3": 4.426,
    "carrying_cost": 7_181.0,
    "stockout_cost": 1_507.4,
    "premium_cost": 1_400.0,
    "total_cost": 264_981.6,
    "relevant_cost": 22_212.9,
    "short_units_per_year": 470.1,
    "fill_rate": 0.9989,
    "stock_turns": 14.1,
}


def items_of(skus: list[str], *, lines: list[str] | None = None) -> pd.DataFrame:
    """Return items whose every figure is 10 +- 1, promised 10."""
    frame = pd.DataFrame(
        {
            "sku": pd.Series(skus, dtype="str"),
            "posture": pd.Series(["jit"] * len(skus), dtype="str"),
            "product_line": pd.Series(lines or [""] * len(skus), dtype="str"),
        }
    )
    for name in ITEM_MEASURES:
        frame[name], frame[f"{name}_half_width"] = 10.0, 1.0
    for name in PROMISED_MEASURES:
        frame[f"promised_{name}"] = 10.0
    return frame


def over_time_of(rows: list[tuple[str, str, float, float, float, float, float]]) -> pd.DataFrame:
    """Return name, unit, cap, mean, p95, highest, part over the cap; half-widths of 1 in a hundred.

    The first row is the capital, the second all space.
    """
    columns = ["name", "unit", "cap", "mean", "p95", "highest", "part_over_cap"]
    frame = pd.DataFrame(rows, columns=columns).astype({"name": "str", "unit": "str"})
    kinds = ["capital", "space", *["warehouse"] * len(rows)]
    frame.insert(0, "kind", pd.Series(kinds[: len(rows)], dtype="str"))
    for name in columns[3:]:
        frame[f"{name}_half_width"] = frame[name] / 100
    return frame


def lines_of(uptimes: dict[str, float]) -> pd.DataFrame:
    """Return product lines of two items each."""
    return pd.DataFrame(
        {
            "product_line": pd.Series(list(uptimes), dtype="str"),
            "items": 2,
            "uptime": pd.Series(list(uptimes.values()), dtype="float64"),
            "uptime_half_width": 0.0012,
            "promised_uptime": 0.9,
            "promised_uptime_together": 0.995,
        }
    )


def disagreements_of(rows: list[tuple[str, str, float, float, float]]) -> pd.DataFrame:
    """Return sku, measure, promised, simulated, half-width, with the differences."""
    names = ["sku", "measure", "promised", "simulated", "half_width"]
    frame = pd.DataFrame(rows, columns=names).astype({"sku": "str", "measure": "str"} | dict.fromkeys(names[2:], float))
    difference = frame["simulated"] - frame["promised"]
    return frame.assign(
        difference=difference, difference_cost=difference.where(frame["measure"].str.endswith("_cost"), np.nan)
    )


def simulation(**changed: object) -> Simulation:
    """Return three items on two lines, in one hall, simulated 4 times 25 years."""
    found = Simulation(
        items=items_of(["BOLT", "NUT", "PIN"], lines=["Drive", "Drive", "Pump"]),
        lines=lines_of({"Drive": 0.98765, "Pump": 1.0}),
        totals=TOTALS,
        promised=PROMISED,
        over_time=over_time_of(
            [
                ("capital", "currency", 18_000.0, 17_800.4, 18_411.0, 19_312.0, 0.2513),
                ("space", "m3", np.nan, 4.4312, 4.9, 5.6, np.nan),
                ("Hall", "m3", 8.0, 4.3, 4.8, 5.5, 0.0),
            ]
        ),
        years=pd.DataFrame(
            {
                "run": [0, 0, 1, 1],
                "year": [0, 1, 0, 1],
                "stockout_cost": [1.0, 2.0, 1 / 3, 4.0],
                "carrying_cost": [1.0, 2.0, 3.0, 4.0],
                "relevant_cost": [1.0, 2.0, 3.0, 4.0],
                "short_units": [1.0, 2.0, 3.0, 4.0],
                "capital_mean": [1.0, 2.0, 3.0, 4.0],
            }
        ),
        disagreements=disagreements_of(
            [("NUT", "relevant_cost", 120.0, 90.0, 4.0), ("BOLT", "capital", 55.0, 54.0, 0.4)]
        ),
        runs=4,
        years_each=25,
        seed=1,
        until_reached=None,
        seconds=2.34,
        currency="EUR",
    )
    return replace(found, **changed)
