# ruff: noqa: T201
"""The reference table: published simulation, reference simulator and theory side by side.

Run: ``python tests/benchmarks/theory/rows.py`` (a minute).
"""

import sys
from pathlib import Path

from simulator import simulate

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from stockposture_models.theory.respond import respond
from support.theory_world import ROWS, buffers, policies

DAYS = 1_000_000


def main() -> None:
    """Print one line a row."""
    every, level = policies(), buffers()
    found = respond(every, level)
    print(f"{'':28s} | {'short %':^40s} | {'on-hand':^32s} | {'peak':^32s}")
    print(f"{'row':28s} |" + 3 * "  table   simulator       theory  error |")
    for i, row in enumerate(ROWS):
        seen = simulate(every, i, level[i], days=DAYS, seed=i)
        mean, error = seen.mean[:, 0], seen.standard_error[:, 0]
        told = (found.short_fraction[i, 0], found.on_hand[i, 0], found.peak[i, 0])
        cells = []
        for k, scale in enumerate((100.0, 1.0, 1.0)):
            table, theory = row.simulated[k], scale * told[k]
            cells.append(
                f"{table:7.3f} {scale * mean[k]:8.3f}+-{scale * error[k]:5.3f} {theory:8.3f} {theory / table - 1:+6.1%}"
            )
        print(f"{row.name:28s} | {' | '.join(cells)}")


if __name__ == "__main__":
    main()
