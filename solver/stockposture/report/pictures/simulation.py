"""The pictures of a simulation."""

from collections.abc import Sequence

import pandas as pd

from stockposture.report.pictures.cost_distribution import cost_distribution
from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.promise_scatter import promise_scatter
from stockposture.report.pictures.stock_over_time import stock_over_time
from stockposture.simulation.result import Simulation
from stockposture_models.plan.plan import Plan

#: Items shown over time where none are named.
ITEMS_SHOWN = 3


def costliest(simulation: Simulation, count: int = ITEMS_SHOWN) -> list[str]:
    """Return the items with the largest simulated stockout cost, the largest first, ties by name."""
    by_cost = simulation.items.sort_values(["stockout_cost", "sku"], ascending=[False, True])
    return [str(sku) for sku in by_cost["sku"].head(count)]


def simulation_pictures(simulation: Simulation, plan: Plan, days: pd.DataFrame, skus: Sequence[str]) -> list[Picture]:
    """Return stock over time, cost of a year, and promised against simulated.

    Parameters
    ----------
    simulation
        What was found.
    plan
        The plan that was simulated.
    days
        Items day by day, as :func:`stockposture.simulation.trace.trace` gives them.
    skus
        The items to show over time, in this order.

    Raises
    ------
    ValueError
        As :func:`~stockposture.report.pictures.stock_over_time.stock_over_time`.
    """
    items = plan.items.set_index("sku", drop=False).loc[list(skus)]
    return [
        promise_scatter(simulation.items, simulation.disagreements, simulation.currency),
        cost_distribution(simulation.years, simulation.promised, simulation.currency),
        stock_over_time(days, items),
    ]
