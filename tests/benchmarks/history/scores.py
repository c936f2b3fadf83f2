"""How well what was found agrees with what is known."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: Relative rounding of figures written to files: a bound this close to the truth holds it.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Score:
    """How well one figure was found.

    Parameters
    ----------
    rows
        Over how many items, offers, suppliers: those with an estimate.
    bias
        Mean of estimate / truth - 1, where the truth is not 0.
    spread
        Root of the mean square of that.
    coverage
        Part of the 90 % intervals that hold the truth; ``nan`` if there are none.
    """

    rows: int
    bias: float
    spread: float
    coverage: float


def score(found: pd.DataFrame, column: str, truth: pd.Series) -> Score:
    """Score a figure and its interval.

    Parameters
    ----------
    found
        ``column`` and, if there are intervals, ``column_low`` and ``column_high`` (blank: unbounded); aligned with
        ``truth``.
    column
        The figure.
    truth
        What it is.
    """
    known = found[column].notna() & truth.notna()
    estimate, true = found.loc[known, column].to_numpy(dtype=float), truth[known].to_numpy(dtype=float)
    off = (estimate / np.where(true > 0, true, np.nan) - 1.0)[true > 0]
    coverage = np.nan
    if f"{column}_low" in found:
        low, high = (found.loc[known, f"{column}_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
        high = np.where(np.isnan(high) & np.isfinite(low), np.inf, high)
        inside = (low <= true * (1 + ROUNDING)) & (true * (1 - ROUNDING) <= high)
        # A deviation of 0 is no figure to estimate: whoever says 0 has it, whoever does not is off by rounding.
        inside = inside[(true > 0) & np.isfinite(low)]
        coverage = float(inside.mean()) if len(inside) else np.nan
    if not len(off):
        return Score(0, np.nan, np.nan, coverage)
    return Score(len(off), float(off.mean()), float(np.sqrt((off**2).mean())), coverage)


@dataclass(frozen=True)
class Agreement:
    """How far found stretches are the true ones.

    Parameters
    ----------
    true_days, found_days, both_days
        Days of all names together.
    true, true_met
        True stretches, and those of them that a found one overlaps.
    found, found_met
        Found stretches, and those of them that overlap a true one.
    """

    true_days: int
    found_days: int
    both_days: int
    true: int
    true_met: int
    found: int
    found_met: int

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(*(one + two for one, two in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def precision(self) -> float:
        """Part of the found days that are true."""
        return self.both_days / self.found_days if self.found_days else np.nan

    @property
    def recall(self) -> float:
        """Part of the true days that were found."""
        return self.both_days / self.true_days if self.true_days else np.nan


NOTHING = Agreement(0, 0, 0, 0, 0, 0, 0)


def agreement(true: NDArray[np.bool_], found: NDArray[np.bool_]) -> Agreement:
    """Compare days of one name.

    Parameters
    ----------
    true, found
        (days,) whether the day is disrupted. A stretch is a run of such days.
    """
    true_runs, found_runs = runs(true), runs(found)
    return Agreement(
        true_days=int(true.sum()),
        found_days=int(found.sum()),
        both_days=int((true & found).sum()),
        true=len(true_runs),
        true_met=sum(bool(found[a:b].any()) for a, b in true_runs),
        found=len(found_runs),
        found_met=sum(bool(true[a:b].any()) for a, b in found_runs),
    )


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and behind-last position of every run of true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def days_of(stretches: pd.DataFrame, names: list[str], first: pd.Timestamp, days: int) -> NDArray[np.bool_]:
    """Return (names, days) which days lie in a stretch of each name.

    Parameters
    ----------
    stretches
        ``name``, ``start``, ``end`` (the first day after).
    names
        Which.
    first, days
        The time looked at.
    """
    out = np.zeros((len(names), days), dtype=bool)
    at = {name: i for i, name in enumerate(names)}
    for name, start, end in zip(stretches["name"], stretches["start"], stretches["end"], strict=True):
        if name in at:
            out[at[name], max((start - first).days, 0) : max((end - first).days, 0)] = True
    return out
