"""The days of chosen items, as the simulator saw them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from stockposture.simulation.kernel import new_days, no_event, simulate_item, terms_of
from stockposture.simulation.outages import draw_calendar
from stockposture.simulation.tally import WARM_UP_DAYS, YEAR
from stockposture.simulation.world import World
from stockposture_models.plan.plan import Plan


def trace(plan: Plan, skus: Iterable[str], *, years: int = 2, seed: int | None = None, run: int = 0) -> pd.DataFrame:
    """Return the counted days of chosen items in one run.

    Parameters
    ----------
    plan
        The plan.
    skus
        Which items.
    years
        Days of so many years; the first days of a longer simulation are the same.
    seed
        By default the setting of the case.
    run
        Which run of :func:`~stockposture.simulation.simulate.simulate`, from 0.

    Returns
    -------
    DataFrame
        One row an item and day: day (from 0), sku, on_hand (once arrivals are in, before demand), short, received,
        ordered, all units.

    Raises
    ------
    KeyError
        An item is not in the plan.
    """
    world = World.of(plan.case, plan)
    wanted = list(skus)
    rows = pd.Index(world.sku).get_indexer(pd.Index(wanted, dtype=object))
    missing = [sku for sku, row in zip(wanted, rows, strict=True) if row < 0]
    if missing:
        raise KeyError(f"not items of the plan: {', '.join(missing)}")
    some = world.take(rows)
    seed = plan.case.settings.seed if seed is None else seed
    total = WARM_UP_DAYS + years * YEAR
    calendar = draw_calendar(world, days=total, run=run, seed=seed)
    terms, event = terms_of(some), no_event(len(some))
    counted = slice(WARM_UP_DAYS, None)
    frames = []
    for i, sku in enumerate(wanted):
        days = new_days(total, trace=True)
        simulate_item(terms, i, calendar, event, run, seed, days)
        frames.append(
            pd.DataFrame(
                {
                    "day": np.arange(years * YEAR),
                    "sku": sku,
                    "on_hand": days.start[counted],
                    "short": days.short[counted],
                    "received": days.received[counted],
                    "ordered": days.ordered[counted],
                }
            )
        )
    columns = ("day", "sku", "on_hand", "short", "received", "ordered")
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(columns))
