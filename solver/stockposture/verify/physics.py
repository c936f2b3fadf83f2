"""What the world gives for what was decided, and what is known of it without any theory."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from stockposture.verify.decisions import Decisions
from stockposture.verify.differences import Broken, Floats, spelt_out
from stockposture_models.tables.case import Case
from stockposture_models.tables.item import Shortage
from stockposture_models.tables.links import positions_in
from stockposture_models.theory.policies import Policies, Response

#: (policies, (n, k) buffers) to (n, k) response: :func:`stockposture_models.theory.respond.respond`.
Responder = Callable[[Policies, Floats], Response]


def policies_of(decisions: Decisions, case: Case) -> Policies:
    """Return the physics of what was decided, read from the tables."""
    d, items = decisions, case.items
    region = positions_in(case.suppliers["region"], case.regions["region"])[d.supplier]
    struck = d.used & (region >= 0)

    def of_region(column: str) -> Floats:
        values = np.append(case.regions[column].to_numpy(dtype=np.float64), 0.0)
        return np.where(struck, values[region], 0.0)

    return Policies(
        demand_mean=items["demand_mean"].to_numpy(),
        demand_sd=items["demand_sd"].to_numpy(),
        backorder=is_backorder(case),
        interval=d.interval,
        share=d.share,
        lead=d.of_offer(case, "lead_time_days"),
        lead_sd=d.of_offer(case, "lead_time_sd"),
        outage_rate=d.of_supplier(case, "disruption_rate"),
        outage_days=d.of_supplier(case, "disruption_days"),
        region_rate=of_region("disruption_rate"),
        region_days=of_region("disruption_days"),
        same_region=struck.all(axis=1) & (region[:, 0] == region[:, 1]),
        surge_fraction=d.of_supplier(case, "surge_fraction"),
        surge_delay=d.of_supplier(case, "surge_delay_days"),
    )


def is_backorder(case: Case) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return (n,) whether short units of the item wait."""
    return (case.items["shortage"] == Shortage.BACKORDER.value).to_numpy(dtype=np.bool_)


def response_of(policies: Policies, buffer: Floats, respond: Responder) -> Response:
    """Return (n,) arrays: the response of each policy at its one buffer."""
    response = respond(policies, buffer[:, np.newaxis])
    return Response(response.short_fraction[:, 0], response.on_hand[:, 0], response.peak[:, 0])


def impossible_physics(policies: Policies, buffer: Floats, response: Response, sku: pd.Series) -> list[Broken]:
    """Return figures no world could give; the theory itself is checked where the answer is known.

    The part of demand short is 0 to 1 and no stock is negative. Constant demand from one supplier that never
    fails and always takes the same time is never short; its mean stock is b + mu T/2 and its peak b + mu T, but for
    the hour at which stock is counted: a day's demand. Deliveries come on whole days: b gains or loses what rounding
    the lead time does, and may be used up by it.
    """
    p = policies
    lead = p.lead[:, 0]
    kept = buffer + p.demand_mean * (lead - np.floor(lead + 0.5))
    steady = (
        (p.demand_sd == 0)
        & (p.share[:, 1] == 0)
        & (p.lead_sd[:, 0] == 0)
        & (p.outage_rate[:, 0] * p.outage_days[:, 0] == 0)
        & (p.region_rate[:, 0] * p.region_days[:, 0] == 0)
        & (kept >= 0)
    )
    mean_stock, peak_stock = kept + p.demand_mean * p.interval / 2, kept + p.demand_mean * p.interval
    slack = p.demand_mean * (1 + 1e-7) + 1e-7
    wrong = {
        "part of demand short": (
            ~((response.short_fraction >= 0) & (response.short_fraction <= 1))
            | (steady & (response.short_fraction > 1e-9)),
            response.short_fraction,
        ),
        "on_hand_units": (
            ~(response.on_hand >= 0) | (steady & (np.abs(response.on_hand - mean_stock) > slack)),
            response.on_hand,
        ),
        "peak stock": (
            ~(response.peak >= 0) | (steady & (np.abs(response.peak - peak_stock) > slack)),
            response.peak,
        ),
    }
    said: list[Broken] = []
    for name, (flags, values) in wrong.items():

        def say(row: int, name: str = name, values: Floats = values) -> str:
            return f"{sku.iloc[row]}: {name}: {values[row]!r} cannot be in the world we price"

        said.append(spelt_out(flags, say, name))
    return said
