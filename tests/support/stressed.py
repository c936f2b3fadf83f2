"""Plans small enough to work out under stress by hand."""

import pandas as pd

from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case
from stockposture_models.tables.frames import case_from_frames
from support.simulated_world import plan_of

#: Two suppliers in Asia, one of them with a place of its own in the ranking; one at home.
SUPPLIERS = pd.DataFrame(
    {
        "supplier": ["Far", "Farther", "Near"],
        "region": ["Asia", "Asia", "Home"],
        "disruption_days": [20.0, 0.0, 4.4],
    }
)
REGIONS = pd.DataFrame({"region": ["Asia", "Home"], "disruption_rate": [0.0, 0.0], "disruption_days": [10.0, 0.0]})


def steady_case(**items: object) -> Case:
    """Return three items of certain demand, ten a day each, and suppliers that never fail by themselves.

    BOLT comes from Far (3 days), NUT from Near (1 day), PIN could from Farther (30 days) or Near (1 day).
    """
    table = {
        "sku": ["BOLT", "NUT", "PIN"],
        "demand_mean": [10.0, 10.0, 10.0],
        "demand_sd": [0.0, 0.0, 0.0],
        "stockout_cost": [5.0, 1.0, 2.0],
        "product_line": ["Drives", "Drives", ""],
    }
    return case_from_frames(
        items=pd.DataFrame({**table, **items}),
        suppliers=SUPPLIERS,
        offers=pd.DataFrame(
            {
                "sku": ["BOLT", "NUT", "PIN", "PIN"],
                "supplier": ["Far", "Near", "Farther", "Near"],
                "unit_price": [2.0, 2.0, 2.0, 3.0],
                "lead_time_days": [3.0, 1.0, 30.0, 1.0],
            }
        ),
        regions=REGIONS,
        settings={"currency": "EUR", "seed": 7},
    )


def steady_plan(case: Case | None = None) -> Plan:
    """Return a plan of the case: every five days, buffers of 50, 0 and 100 units; PIN half from each."""
    decided = [
        {"sku": "BOLT", "suppliers": "Far", "shares": "1", "order_interval_days": 5, "buffer_units": 50},
        {"sku": "NUT", "suppliers": "Near", "shares": "1", "order_interval_days": 5, "buffer_units": 0},
        {"sku": "PIN", "suppliers": "Farther|Near", "shares": "0.5|0.5", "order_interval_days": 5, "buffer_units": 100},
    ]
    return plan_of(case or steady_case(), decided)
