"""Items whose promise lies outside what was simulated."""

import numpy as np
import pandas as pd

from stockposture.simulation.arrays import Flags, Floats
from stockposture.simulation.world import World

#: Measures compared, and whether they are currency/yr.
COMPARED = {
    "relevant_cost": True,
    "stockout_cost": True,
    "short_units_per_year": False,
    "capital": False,
    "space_m3": False,
}

#: Differences below this part of the promise are rounding.
_ROUNDING = 1e-6

#: Shortages seen in none of some years: with 95 % confidence there are fewer than 3 in that time (rule of three,
#: Hanley and Lippman-Hand, *JAMA* 249, 1983).
_RULE_OF_THREE = 3.0

_COLUMNS = ("sku", "measure", "promised", "simulated", "half_width", "difference", "difference_cost")


def disagreements(items: pd.DataFrame, world: World, seen_short: Flags, years: int) -> pd.DataFrame:
    """Return one row for each promise outside its interval, the largest difference in money first.

    Where no shortage was seen in any run the interval of what hangs on shortages has no width, yet says little: it
    is widened to three shortages in the years simulated, each of a review interval or an outage, whichever is longer.

    Parameters
    ----------
    items
        The simulation's items.
    world
        The same items.
    seen_short
        (n,) whether any run had a shortage.
    years
        Years simulated, all runs together.
    """
    unseen = np.where(seen_short, 0.0, _RULE_OF_THREE / years * world.demand_mean * _longest_wait(world))
    allowed = {
        "relevant_cost": unseen * world.stockout_cost,
        "stockout_cost": unseen * world.stockout_cost,
        "short_units_per_year": unseen,
    }
    found = []
    for measure, is_cost in COMPARED.items():
        promised = items[f"promised_{measure}"].to_numpy(dtype=np.float64)
        simulated = items[measure].to_numpy(dtype=np.float64)
        half_width = items[f"{measure}_half_width"].to_numpy(dtype=np.float64)
        difference = simulated - promised
        slack = half_width + allowed.get(measure, 0.0) + _ROUNDING * np.abs(promised) + 1e-9
        rows = np.flatnonzero(np.abs(difference) > slack)
        found.append(
            pd.DataFrame(
                {
                    "sku": items["sku"].iloc[rows].to_numpy(),
                    "measure": measure,
                    "promised": promised[rows],
                    "simulated": simulated[rows],
                    "half_width": half_width[rows],
                    "difference": difference[rows],
                    "difference_cost": difference[rows] if is_cost else np.full(len(rows), np.nan),
                },
                columns=list(_COLUMNS),
            )
        )
    every = pd.concat(found, ignore_index=True)
    relative = every["difference"].abs() / every["promised"].abs().clip(lower=1e-12)
    order = np.lexsort((-relative.to_numpy(), -every["difference_cost"].abs().fillna(-1.0).to_numpy()))
    return every.iloc[order].reset_index(drop=True)


def _longest_wait(world: World) -> Floats:
    """Return (n,) the longer of the review interval and the mean outage of a supplier, days."""
    region = np.append(world.region_days, 0.0)[world.supplier_region]
    outage = np.append(np.maximum(world.supplier_days, region), 0.0)[world.supplier].max(axis=1)
    wait: Floats = np.maximum(world.interval, outage)
    return wait
