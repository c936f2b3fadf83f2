# ruff: noqa: T201
"""Fit the constants of ``calibration.py`` to simulated random policies; prints them, changes nothing.

Run: ``python tests/benchmarks/theory/calibrate.py`` (an hour on one core at the defaults), or with
``--load FILE.npz`` of ``grid.py --seed 1 --policies 3000 --days 250000 --save FILE.npz``. The errors shown in
``docs/theory.md`` are of other policies (seed 2). The formulas are fitted without their correction; whoever changes a
constant calibrates that anew (``correct.py``).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from grid import Grid, known, simulated_grid
from numpy.typing import NDArray
from scipy.optimize import least_squares

from stockposture_models.theory.calibration import CALIBRATION, Calibration
from stockposture_models.theory.correction import no_correction
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.respond import respond

SOFT = 0.3  #: errors beyond this count less, so that no outlier steers the fit
#: constants fitted together, the measure they are fitted to (short, on-hand, peak), and the rows
STAGES: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("cascade", "crowding_late", "crowding_routine", "cluster"), 0, "lost"),
    (("later", "stocked"), 1, "lost"),
    (("peak_demand", "peak_congestion"), 2, "all"),
)


def fit(grid: Grid, start: Calibration, names: Sequence[str], measure: int, rows: NDArray[np.bool_]) -> Calibration:
    """Return the constants with the named ones fitted."""
    policies, buffers = grid.policies.take(rows), grid.buffers[rows]
    judged, truth = known(grid)[measure][rows], grid.mean[rows, measure]

    def errors(values: Floats) -> Floats:
        trial = start._replace(**dict(zip(names, map(float, values), strict=True)))
        found = respond(policies, buffers, trial, no_correction())
        predicted = (found.short_fraction, found.on_hand, found.peak)[measure]
        relative: Floats = np.log(np.maximum(predicted[judged], 1e-12) / truth[judged])
        return SOFT * np.arctan(relative / SOFT)

    found = least_squares(errors, [getattr(start, name) for name in names], diff_step=0.05, max_nfev=15)
    print(f"{dict(zip(names, found.x.round(3).tolist(), strict=True))} rms {np.sqrt(np.mean(found.fun**2)):.4f}")
    return start._replace(**dict(zip(names, map(float, found.x), strict=True)))


def main() -> None:
    """Fit stage by stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--policies", type=int, default=3_000)
    parser.add_argument("--days", type=int, default=250_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--load", type=Path)
    options = parser.parse_args()
    grid = Grid.load(options.load) if options.load else simulated_grid(options.policies, options.days, options.seed)
    constants = CALIBRATION
    for names, measure, rows in STAGES:
        chosen = ~grid.policies.backorder if rows == "lost" else np.ones(len(grid.policies), dtype=np.bool_)
        constants = fit(grid, constants, names, measure, chosen)
    print(constants)


if __name__ == "__main__":
    main()
