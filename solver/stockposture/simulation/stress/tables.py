"""The tables of scenarios, product lines and items."""

import numpy as np
import pandas as pd

from stockposture.simulation.stress.paired import Replayed, Work
from stockposture_models.plan.plan import Plan


def tables_of(plan: Plan, work: Work, replayed: Replayed) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return one row a scenario; a scenario and product line; a scenario and item.

    The columns are in :class:`stockposture.simulation.stress.result.Stress`.

    Parameters
    ----------
    plan
        What was replayed.
    work, replayed
        The scenarios, and what came out.
    """
    world = work.world
    names = pd.Series([happening.name for happening in work.happenings], dtype="str")
    lines = pd.Series([*world.product_lines, ""], dtype="str")
    counts = np.bincount(replayed.event, minlength=len(names))
    scenarios = pd.DataFrame(
        {
            "scenario": names,
            "days": np.array([happening.days for happening in work.happenings], dtype=np.int64),
            "horizon_days": np.array(work.horizons, dtype=np.int64),
            "items": counts,
            **replayed.by_event.measures(),
        }
    )
    width = len(lines)
    line = world.product_line[replayed.item] % width
    members = np.bincount(replayed.event * width + line, minlength=len(names) * width)
    of_lines = pd.DataFrame(
        {
            "scenario": names.iloc[replayed.line_event].reset_index(drop=True),
            "product_line": lines.iloc[replayed.line].reset_index(drop=True),
            "items": members[replayed.line_event * width + replayed.line],
            **replayed.by_line.measures(),
        }
    )
    rows = plan.items.iloc[pd.Index(plan.items["sku"]).get_indexer(pd.Index(world.sku))]
    decided = rows.iloc[replayed.item].reset_index(drop=True)
    of_items = pd.DataFrame(
        {
            "scenario": names.iloc[replayed.event].reset_index(drop=True),
            "sku": decided["sku"],
            "product_line": lines.iloc[line].reset_index(drop=True),
            "posture": decided["posture"],
            "suppliers": decided["suppliers"],
            **replayed.measures,
        }
    )
    return scenarios, of_lines, of_items
