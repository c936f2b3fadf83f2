"""What speaks against trusting an item's demand figures fully."""

import numpy as np
import pandas as pd

from stockposture.history.confidence import Confidence, doubts

#: Fewer days of history, fewer months with demand, and wider 90 % intervals (upper over lower bound) raise a doubt.
SHORT, FAIR = 180, 365
FEW_MONTHS = 6
WIDE_MEAN, WIDE_SD = 2.0, 2.5


def demand_doubts(figures: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every item and reason: ``sku``, ``level``, ``reason``.

    Parameters
    ----------
    figures
        As :func:`~stockposture.history.demand.figures.demand_figures` returns them.
    """
    sku = pd.Series(figures.index)
    seen = figures["demand_observations"].to_numpy()
    days, months = figures["demand_days"].to_numpy(), figures["demand_months"].to_numpy()
    stopped = figures["demand_stopped"].ne("").to_numpy()
    reasons = {
        "no demand left after returns": figures["history_mean"].to_numpy() == 0,
        "demand was seen once only": seen == 1,
        "deviation assumed (--demand-cv)": figures["demand_sd_from"].eq("assumed").to_numpy(),
        f"under {SHORT} days of history": days < SHORT,
    }
    found = [doubts(sku, reasons, Confidence.LOW), _since(sku, stopped, figures["demand_stopped"])]
    mean_ratio, sd_ratio = (
        (figures[f"{name}_high"] / figures[f"{name}_low"]).fillna(np.inf).to_numpy()
        for name in ("demand_mean", "demand_sd")
    )
    reasons = {
        f"demand in fewer than {FEW_MONTHS} months": (seen > 1) & (months < FEW_MONTHS) & (days >= SHORT),
        "under a year of history": (days >= SHORT) & (days < FAIR),
        f"mean known to a factor of {WIDE_MEAN:g} at best": mean_ratio > WIDE_MEAN,
        f"deviation known to a factor of {WIDE_SD:g} at best": sd_ratio > WIDE_SD,
        "a trend was carried forward": figures["trend"].ne(0).to_numpy() & ~stopped,
        "days are not independent: the deviation is from months": figures["demand_dependent"].to_numpy(),
    }
    return pd.concat([*found, doubts(sku, reasons, Confidence.MEDIUM)], ignore_index=True)


def _since(sku: pd.Series, stopped: np.ndarray, month: pd.Series) -> pd.DataFrame:
    """Return a reason for each item no longer wanted, naming its last month."""
    reason = "no demand after " + month[stopped] + ": perhaps no longer wanted"
    return pd.DataFrame({"sku": sku[stopped].to_numpy(), "level": Confidence.LOW.value, "reason": reason.to_numpy()})
