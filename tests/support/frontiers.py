"""Frontiers made by hand, for what is shown of them."""

import pandas as pd

from stockposture.api import Frontier
from stockposture.frontiers.changes import CHANGES, STEPS
from stockposture.frontiers.tables import LIMITS, POINTS, SHORTFALLS


def frontier_by_hand(sku: str = "BOLT", supplier: str = "Far", currency: str = "EUR", **facts: object) -> Frontier:
    """Four caps of 100, 200, 300, 400: nothing fits the first; 900, 300 and 200 a year; the knee at the third."""
    points = pd.DataFrame(
        {
            "point": [1, 2, 3, 4],
            "capital_cap": [100.0, 200.0, 300.0, 400.0],
            "status": ["no_plan_fits", "within_gap", "within_gap", "stopped_early"],
            "relevant_cost": [None, 900.0, 300.0, 200.0],
            "stockout_cost": [None, 90.0, 30.0, 20.0],
            "gap": [None, 0.0, 0.0001, 0.02],
            "capital": [None, 200.0, 300.0, 390.0],
            "fill_rate": [None, 0.9, 0.95, 0.99],
            "items_jit": [None, 2, 1, 0],
            "items_hybrid": [None, 0, 1, 1],
            "items_jic": [None, 0, 0, 1],
            "items_single": [None, 2, 2, 1],
            "items_dual": [None, 0, 0, 1],
            "items_nearshore": [None, 0, 0, 0],
            "capital_price": [None, 9.0, 2.0, 0.0],
            "knee": [False, False, True, False],
            "problem": ["no plan fits", "", "", ""],
        },
        columns=list(POINTS),
    ).astype(POINTS)
    steps = pd.DataFrame(
        [(1, "capital", 2, 3, 1, 1, 0, 0, 0, 100.0, 0.0, 600.0), (2, "capital", 3, 4, 1, 1, 1, 1, 1, 90.0, 0.0, 100.0)],
        columns=STEPS,
    )
    changes = pd.DataFrame(
        [
            (1, 2, 3, sku, "posture", "jit", "hybrid", "single", "single", supplier, supplier, 0, 9, 100.0, 600.0),
            (2, 3, 4, sku, "posture + split + suppliers", "hybrid", "jic", "single", "dual", supplier,
             f"{supplier}|Near", 9, 40, 90.0, 100.0),
        ],
        columns=CHANGES,
    )  # fmt: skip
    limits = pd.DataFrame(
        [(point, "capital", "", "currency", 200.0, 200.0, 0.0, 0.0, 9.0) for point in (2, 3, 4)], columns=LIMITS
    )
    shortfalls = pd.DataFrame([(1, "warehouse", supplier, "m3", 5.0, 6.0, 7.0, 2.0)], columns=SHORTFALLS)
    return Frontier(
        points=points,
        steps=steps,
        changes=changes,
        limits=limits,
        shortfalls=shortfalls,
        swept=("capital",),
        items=2,
        currency=currency,
        facts={"mip_gap": 0.0001, "input_digest": "", "seconds": 1.0, **facts},
    )
