"""Capital and space over time against their caps, as lines of text."""

import math
from typing import TYPE_CHECKING

from stockposture.report.estimates import measured, percentage, spread
from stockposture.report.figures import amount
from stockposture.report.plain import one_line
from stockposture.report.summary import MOST_LIMITS
from stockposture.report.table import MOST_OF_A_NAME, shortened, table

if TYPE_CHECKING:
    import pandas as pd

_CALLED = {"capital": "working capital", "space": "all space"}


def over_time_lines(over_time: "pd.DataFrame", money: str) -> list[str]:
    """Return mean, 95th percentile and highest day of capital and space, and how often each is over its cap.

    Parameters
    ----------
    over_time
        As in :class:`~stockposture.simulation.result.Simulation`.
    money
        The currency's name.
    """
    if not len(over_time):
        return []
    # The whole plan's own rows, then the places that are most often too small.
    ordered = over_time.assign(
        own=over_time["kind"].isin(list(_CALLED)), over=over_time["part_over_cap"].fillna(-1.0)
    ).sort_values(["own", "over"], ascending=False, kind="stable")
    shown = ordered.head(MOST_LIMITS)
    rows: list[tuple[str, ...]] = [("Over time", "mean", "+-", "95 % of days", "highest", "allowed", "days over it")]
    for record in shown.to_dict("records"):
        unit = str(record["unit"]).replace("currency", money)
        place = shortened(one_line(str(record["name"])), MOST_OF_A_NAME)
        called = _CALLED.get(str(record["kind"])) or f"warehouse {place}"
        mean, half = float(record["mean"]), float(record["mean_half_width"])
        cap, over = float(record["cap"]), float(record["part_over_cap"])
        is_capped = math.isfinite(cap)
        rows.append(
            (
                f"  {called} ({unit})",
                measured(mean, half),
                spread(half),
                amount(float(record["p95"])),
                amount(float(record["highest"])),
                amount(cap) if is_capped else "no cap",
                percentage(over, float(record["part_over_cap_half_width"])) if is_capped else "",
            )
        )
    lines = table(rows, right=(1, 2, 3, 4, 5, 6))
    hidden = len(over_time) - len(shown)
    if hidden:
        lines.append(f"  and {hidden:,} more warehouses; --json and over_time.csv have all")
    return lines
