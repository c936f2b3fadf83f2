"""From a plan to what the replay does with it."""

import numpy as np

from stockposture.backtesting.replay import Policy
from stockposture.verify.decisions import Decisions
from stockposture.verify.physics import is_backorder
from stockposture_models.tables.case import Case


def policy_of(decisions: Decisions, case: Case) -> Policy:
    """Return what a plan does with each item, and what it opens with.

    It opens as it would stand in the middle of the world it was made for: with its own promised mean stock on hand, so
    that plans of equal capital open with equal capital, and orders of a usual size on their way.

    Parameters
    ----------
    plan, decisions
        The plan, and the same looked up in the case.
    case
        The case.
    """
    rows = decisions.rows
    mean, backorder = case.items["demand_mean"].to_numpy(dtype=np.float64), is_backorder(case)
    sold = mean * np.where(backorder, 1.0, rows["fill_rate"].to_numpy(dtype=np.float64))
    return Policy(
        level=rows["order_up_to"].to_numpy(dtype=np.float64),
        interval=decisions.interval.astype(np.int64),
        share=decisions.share,
        offer=decisions.offer,
        backorder=backorder,
        on_hand=rows["on_hand_units"].to_numpy(dtype=np.float64),
        order=sold * decisions.interval,
        mean_lead=decisions.of_offer(case, "lead_time_days"),
    )
