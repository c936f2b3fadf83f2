"""A simulated figure with its 95 % confidence interval."""

from dataclasses import dataclass

import numpy as np

from stockposture.simulation.arrays import Floats

#: Part of the intervals that hold the true mean.
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """Mean over independent runs and half the width of its 95 % interval (Student's t)."""

    mean: float
    half_width: float

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.mean + self.half_width

    def holds(self, value: float) -> bool:
        """Whether a value lies within the interval; rounding does not count."""
        return abs(value - self.mean) <= self.half_width + 1e-9 * abs(self.mean)


def estimate(values: Floats) -> Estimate:
    """Return the estimate from one value a run.

    Parameters
    ----------
    values
        (runs,) at least two.

    Examples
    --------
    >>> found = estimate(np.array([1.0, 2.0, 3.0]))
    >>> round(found.mean, 3), round(found.half_width, 3)
    (2.0, 2.484)
    """
    runs = len(values)
    mean = float(values.mean())
    return Estimate(mean, float(half_width(np.array(((values - mean) ** 2).sum()), runs)))


def half_width(squares: Floats, runs: int) -> Floats:
    """Return half the width of the intervals: t(runs - 1) sqrt(squares / (runs - 1) / runs).

    Parameters
    ----------
    squares
        Sums over the runs of squared differences from the mean; any shape.
    runs
        At least two.
    """
    return student(runs) * np.sqrt(np.maximum(squares, 0.0) / (runs - 1) / runs)


def student(runs: int) -> float:
    """Return the two-sided 95 % quantile of Student's t with ``runs`` - 1 degrees of freedom."""
    if runs < 2:
        raise ValueError(f"runs = {runs}: an interval needs at least 2 independent runs")
    from scipy.special import stdtrit

    return float(stdtrit(runs - 1, 0.5 + CONFIDENCE / 2.0))


@dataclass
class Moments:
    """Mean and sum of squared differences of figures that come run by run (Welford); any one shape."""

    mean: Floats
    squares: Floats
    runs: int = 0

    @classmethod
    def like(cls, shape: int | tuple[int, ...]) -> "Moments":
        """Return the moments of no runs yet."""
        return cls(np.zeros(shape), np.zeros(shape))

    def add(self, values: Floats) -> None:
        """Take in one run."""
        self.runs += 1
        off = values - self.mean
        self.mean += off / self.runs
        self.squares += off * (values - self.mean)

    @property
    def half_width(self) -> Floats:
        """Half the widths of the 95 % intervals."""
        return half_width(self.squares, self.runs)
