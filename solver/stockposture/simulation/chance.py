"""How many promises lie outside their intervals, and how many would by chance alone."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.simulation.disagreements import COMPARED
from stockposture.simulation.estimate import CONFIDENCE
from stockposture.simulation.result import Simulation


@dataclass(frozen=True)
class Counted:
    """Items whose promise of one measure lies outside the interval.

    Parameters
    ----------
    outside
        How many there are.
    by_chance
        How many there would be on average if every promise were true: the part of the intervals that miss, times the
        items that differ from run to run at all.
    median_off
        How far the promises are from what was simulated, as a part of the latter: half of the items are closer.
        ``nan`` where there is none to compare.
    """

    outside: int
    by_chance: float
    median_off: float


def count_outside(simulation: Simulation) -> dict[str, Counted]:
    """Return the counts of each measure of which the items' promises were compared."""
    items, outside = simulation.items, simulation.disagreements["measure"].value_counts()
    return {
        name: Counted(
            int(outside.get(name, 0)),
            (1.0 - CONFIDENCE) * _that_vary(items[f"{name}_half_width"]),
            _median_off(items[f"promised_{name}"], items[name]),
        )
        for name in COMPARED
    }


def largest_in_money(simulation: Simulation, most: int) -> pd.DataFrame:
    """Return the disagreements on the relevant cost, the largest difference first, at most so many."""
    found = simulation.disagreements[simulation.disagreements["measure"] == "relevant_cost"]
    order = np.argsort(-(found["promised"] - found["simulated"]).abs().to_numpy(dtype=np.float64), kind="stable")
    return found.iloc[order[:most]].reset_index(drop=True)


def _that_vary(half_widths: pd.Series) -> int:
    return int((half_widths.to_numpy(dtype=np.float64) > 0).sum())


def _median_off(promised: pd.Series, simulated: pd.Series) -> float:
    found = simulated.to_numpy(dtype=np.float64)
    off = np.abs(promised.to_numpy(dtype=np.float64) - found)[found != 0] / np.abs(found[found != 0])
    return float(np.median(off)) if len(off) else math.nan
